/** Roles that tell the truth: the library calls its parts a table, which they are not, so they are a group here. */

/** @param {HTMLElement} host what the timeline is drawn in  @param {() => string} name what the group is called */
export function honestRoles(host, name) {
  const patch = () => {
    for (const element of host.querySelectorAll("[role]:not([role=button])")) {
      if (element.getAttribute("role") === "group") continue;
      if (element.classList.contains("ec")) element.setAttribute("role", "group");
      else for (const said of ["role", "aria-colindex", "aria-colspan"]) element.removeAttribute(said);
    }
    host.querySelector(".ec")?.setAttribute("aria-label", name());
    for (const time of host.querySelectorAll("time[aria-label], span[aria-label]")) time.removeAttribute("aria-label");
    host.querySelector(".ec-main")?.setAttribute("tabindex", "0"); // it scrolls, so keys must be able to
  };
  patch();
  new MutationObserver(patch).observe(host, { childList: true, subtree: true, attributeFilter: ["role"] });
}
