/** Every call to the service, and nothing else knows its addresses. */

/** A refusal of the service: its status, stable code, and faults as {path, message}. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title);
    this.status = status;
    this.code = problem.code;
    this.faults = problem.errors ?? [];
  }
}

let csrf = "";

export async function who() {
  return session(await ask("GET", "/v1/session"));
}

export async function login(token) {
  return session(await ask("POST", "/v1/session", { token }));
}

export async function logout() {
  await ask("DELETE", "/v1/session");
  csrf = "";
}

export const demoWeeks = () => ask("GET", "/v1/demo-weeks");
export const demoWeek = (name) => ask("GET", `/v1/demo-weeks/${encodeURIComponent(name)}`);
export const schedules = () => listed("schedules");
export const listed = (kind) => ask("GET", `/v1/${kind}`);
export const submit = (kind, body) => ask("POST", `/v1/${kind}`, body);
export const reading = (file, type) => send("POST", "/v1/weeks/readings", file, type);
export const validate = (kind, body) => ask("POST", `/v1/${kind}?operation=validate`, body);
export const metadata = (kind, job) => ask("GET", `/v1/${kind}/${job}/metadata`);
export const answer = (kind, job) => ask("GET", `/v1/${kind}/${job}`);
export const stop = (kind, job) => ask("POST", `/v1/${kind}/${job}/stop`);
export const news = (kind, job) => new EventSource(`/v1/${kind}/${job}/events`);

export const desk = (job) => ask("GET", `/v1/schedules/${job}/desk`);
export const legend = (job, language) => ask("GET", `/v1/schedules/${job}/legend?language=${language}`);
export const judge = (job, target) => ask("POST", `/v1/schedules/${job}/judgements`, target);
export const change = (job, wanted) => ask("POST", `/v1/schedules/${job}/changes`, wanted);
export const undo = (job) => ask("POST", `/v1/schedules/${job}/undo`);
export const redo = (job) => ask("POST", `/v1/schedules/${job}/redo`);
export const rest = (job) => ask("POST", `/v1/schedules/${job}/rest`);
export const download = (job, form, language) => `/v1/schedules/${job}/plan.${form}?language=${language}`;

export const demoStudies = () => ask("GET", "/v1/demo-studies");
export const demoStudy = (name) => ask("GET", `/v1/demo-studies/${encodeURIComponent(name)}`);
export const studyBody = (job) => ask("GET", `/v1/studies/${job}/body`);
export const rulebook = (name) => ask("GET", `/v1/rulebooks/${encodeURIComponent(name)}`);
export const rowWeek = (job, row, language) => ask("GET", `/v1/studies/${job}/rows/${row}/week?language=${language}`);
export const rowsFile = (job, form) => `/v1/studies/${job}/rows.${form}`;
export const report = (kind, job, language) => `/v1/${kind}/${job}/report?language=${language}`;
export const openPoint = (job, point) => ask("POST", `/v1/frontiers/${job}/points/${point}/schedule`);

export function places(job, appointment, at) {
  return ask("GET", `/v1/schedules/${job}/places?${new URLSearchParams({ appointment, at })}`);
}

function session(known) {
  csrf = known.csrf;
  return known;
}

function ask(method, path, body) {
  return body === undefined ? send(method, path) : send(method, path, JSON.stringify(body), "application/json");
}

async function send(method, path, body, type) {
  const headers = { ...(type && { "Content-Type": type }), ...(csrf && { "X-CSRF-Token": csrf }) };
  const response = await fetch(path, { method, headers, body });
  if (response.ok) return response.status === 204 ? null : response.json();
  throw new Refusal(response.status, await problemIn(response));
}

async function problemIn(response) {
  try {
    return await response.json();
  } catch {
    return { code: "NO_ANSWER", title: `${response.status} ${response.statusText}` };
  }
}
