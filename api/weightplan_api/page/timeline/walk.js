/** Arrow keys walk between contacts: left and right along a row, up and down to the nearest one of another row. */
const ALONG = { ArrowLeft: -1, ArrowRight: 1 };
const ACROSS = { ArrowUp: -1, ArrowDown: 1 };

/** @param {HTMLElement} host what the timeline is drawn in */
export function walking(host) {
  host.addEventListener("keydown", (event) => {
    const here = event.target.closest(".contact");
    const asked = event.key in ALONG || event.key in ACROSS;
    if (!here || !asked || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault(); // or the timeline would scroll away under the focus
    const all = [...host.querySelectorAll(".contact")];
    const next = event.key in ALONG ? along(all, here, ALONG[event.key]) : across(all, here, ACROSS[event.key]);
    next?.focus();
  });
}

function along(all, here, step) {
  const row = all.filter((one) => rowOf(one) === rowOf(here)).sort((a, b) => leftOf(a) - leftOf(b));
  return row[row.indexOf(here) + step];
}

/** Rows without contacts are stepped over. */
function across(all, here, step) {
  const beyond = all.filter((one) => step * (rowOf(one) - rowOf(here)) > 0);
  const nearest = step * Math.min(...beyond.map((one) => step * rowOf(one)));
  const row = beyond.filter((one) => rowOf(one) === nearest);
  const away = (one) => Math.abs(leftOf(one) - leftOf(here));
  return row.sort((a, b) => away(a) - away(b))[0];
}

/** The library lays its bars out in a grid: a row of it is a clinician's, or a room's. */
const rowOf = (bar) => Number(getComputedStyle(bar).gridRowStart);
const leftOf = (bar) => bar.getBoundingClientRect().left;
