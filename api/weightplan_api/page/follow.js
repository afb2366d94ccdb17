/** Follow a job until it is over. */
import * as api from "./api.js";

const OVER = ["succeeded", "failed", "stopped", "invalid"];
const BETWEEN_LOOKS = 1000;

/**
 * Tell a job's news as they come, and return how it stands when it is over.
 * A line that breaks is taken up again by the browser where it was; one that the service closes
 * for good (the job was over already) is not.
 * @param {string} kind
 * @param {string} job
 * @param {(figures: object) => void} [tell]
 * @param {AbortSignal} [signal] where nobody looks any more
 */
export async function follow(kind, job, tell = () => {}, signal) {
  await listened(kind, job, tell, signal);
  for (;;) {
    const stand = await api.metadata(kind, job);
    if (OVER.includes(stand.jobStatus) || signal?.aborted) return stand;
    await new Promise((go) => setTimeout(go, BETWEEN_LOOKS));
  }
}

/** Do a job that answers a question, and return its answer; raises Refusal where it came to nothing. */
export async function answered(kind, body, tell, signal) {
  const { id } = await api.submit(kind, body);
  const given = () => api.stop(kind, id).catch(() => {});
  signal?.addEventListener("abort", given);
  const stand = await follow(kind, id, tell, signal);
  signal?.removeEventListener("abort", given);
  if (stand.problem) throw new api.Refusal(422, { ...stand.problem, errors: faults(stand.problem) });
  return (await api.answer(kind, id)).modelOutput;
}

/** Return a job's problem as the refusals have theirs: its lines have no path of their own. */
export function faults(problem) {
  return (problem.errors ?? []).map((message) => ({ path: "", message }));
}

function listened(kind, job, tell, signal) {
  return new Promise((over) => {
    const line = api.news(kind, job);
    const end = () => {
      line.close();
      over();
    };
    for (const news of ["progress", "incumbent"]) line.addEventListener(news, (event) => tell(JSON.parse(event.data)));
    line.addEventListener("ended", end);
    line.addEventListener("error", () => line.readyState === EventSource.CLOSED && end());
    signal?.addEventListener("abort", end);
  });
}
