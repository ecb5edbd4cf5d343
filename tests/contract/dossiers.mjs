// One dossier by the API alone, from the call to the committee's decision: what the readings of that room need to stand on.
import { expect } from "./tally.mjs";
import { operationsOf } from "./spec.mjs";

const kCode = "contract-open";
const terms = { name_fr: "Appel ouvert du contrat", name_en: "Open contract call", state: "published", applicants: ["community"], opens: "2026-01-01T00:00:00+01:00",
  ceiling: 6, answer_days: 30, source: "https://call.example", source_date: "2026-01", fact_status: "assumed", cut_offs: [] };

/** A request that must work. */
export async function must(world, method, path, role, more = {}) {
  const answer = await world.api(method, path, role, more);
  expect(answer.status < 300, `${method} ${path} as ${role}`, `${answer.status} ${answer.text.slice(0, 300)}`);
  return answer;
}
const etag = (answer) => ({ "if-match": answer.headers.get("etag") });

export async function write(world, id) {
  const begun = await must(world, "GET", `/dossiers/${id}`, "operator");
  for (const { section, version } of begun.json.sections)
    await must(world, "PUT", `/dossiers/${id}/text`, "operator", { body: { section, text: "Something true." }, headers: { "if-match": `"${version}"` } });
  const catalogue = operationsOf(world.spec).find((each) => each.id === "skills.catalogue").path;
  const skill = (await must(world, "GET", catalogue, "operator")).json.skills[0].code;
  const lab = (await must(world, "GET", "/labs", "operator")).json.items.find((each) => each.code === "loria").id;
  const read = await must(world, "GET", `/dossiers/${id}`, "operator");
  await must(world, "PUT", `/dossiers/${id}/asked`, "operator", { headers: etag(read), body: { title: "Contract dossier", applicant: "community", lab,
    window_from: "2030-01", window_to: "2030-06", team_min: 1, team_max: 2, staffing: [{ skill, level: 2, least: 1, full: 2 }] } });
  return must(world, "POST", `/dossiers/${id}/annexes?filename=note.txt`, "operator", { body: "A note.\n", headers: { "content-type": "application/octet-stream" } });
}

/** One invitation stays open for who reads its page, another is taken back. */
async function invite(world, id) {
  const at = `/dossiers/${id}/invitations`;
  await must(world, "POST", at, "operator", { body: { email: "guest@contract.example", part: "reader" } });
  const other = await must(world, "POST", at, "operator", { body: { email: "other@contract.example" } });
  await must(world, "DELETE", `${at}/${other.json.id}`, "operator");
  const open = (await must(world, "GET", at, "operator")).json.items;
  expect(open.length === 1 && open[0].email === "guest@contract.example", "one invitation is open", JSON.stringify(open));
}

/** Signed as it stands, then filed, amended or corrected: whatever its state allows. */
export async function signAndFile(world, id, body = {}) {
  const seen = await must(world, "GET", `/dossiers/${id}`, "lab");
  await must(world, "POST", `/dossiers/${id}/signature`, "lab", { body: { sha256: seen.json.text_sha256 } });
  const ready = await must(world, "GET", `/dossiers/${id}`, "operator");
  expect(ready.json.gaps.length === 0, "nothing is missing", JSON.stringify(ready.json.gaps));
  return must(world, "POST", `/dossiers/${id}/submission`, "operator", { body, headers: etag(ready) });
}

async function judge(world, id) {
  const batch = `/calls/${kCode}/batches/none`;
  await must(world, "POST", `${batch}/taking-up`, "office", { body: { dossiers: [id] } });
  await must(world, "POST", `${batch}/phases`, "office", { body: { name: "Reading", opens: "2026-01-01T00:00:00Z", closes: "2035-01-01T00:00:00Z", others: "shown" } });
  for (const role of ["reviewer", "committee"]) {
    const parties = (await must(world, "GET", `/calls/${kCode}/links`, role)).json;
    const links = (parties.items ?? parties.parties ?? parties.links).map(({ party }) => ({ party, linked: false }));
    await must(world, "PUT", `/calls/${kCode}/links`, role, { body: { links } });
  }
  const reviewer = (await must(world, "GET", "/me", "reviewer")).json.id;
  await must(world, "POST", `/dossiers/${id}/reviewers`, "office", { body: { reviewer } });
  const { form } = (await must(world, "GET", `/calls/${world.openCall}/form`, "office")).json;
  const marks = form.criteria.map(({ code }) => ({ criterion: code, mark: 4 }));
  const saved = await must(world, "PUT", `/dossiers/${id}/review`, "reviewer", { body: { marks, to_applicant: "Clear.", internal: "" }, headers: { "if-match": "\"0\"" } });
  await must(world, "POST", `/dossiers/${id}/review/giving`, "reviewer", { headers: etag(saved) });
  const meeting = (await must(world, "POST", `${batch}/meetings`, "office", { body: { held_on: "2026-01-15" } })).json.id;
  await must(world, "POST", `/meetings/${meeting}/decisions`, "office",
    { body: { decisions: [{ dossier: id, verdict: "granted", reasons: [form.reasons.find((each) => each.grants).code], words: "Go on.", months: 2 }] } });
  const shown = (await must(world, "GET", `/meetings/${meeting}`, "committee")).json;
  const decisions = shown.table.filter((each) => each.on_table)
    .map(({ decision, dossier_version }) => ({ dossier: decision.dossier, dossier_version, version: decision.version }));
  await must(world, "POST", `/meetings/${meeting}/deciding`, "committee", { body: { decisions } });
  return meeting;
}

/** What readings fill into their addresses: { code, call, id, draft, number, annex, meeting }. */
export async function makeDossier(world) {
  const call = (await must(world, "POST", "/calls", "office", { body: { code: kCode, terms } })).json.id;
  world.openCall = call;
  const [first, second] = (await must(world, "GET", "/use-cases", "operator")).json.items;
  const begin = async (useCase) => (await must(world, "POST", "/dossiers", "operator", { body: { call: kCode, use_case: useCase.id } })).json.id;
  const id = await begin(first), draft = await begin(second);
  const annex = (await write(world, id)).json.id;
  await invite(world, draft);  // those of the other one end when it is taken up
  const { number } = (await signAndFile(world, id)).json;
  return { code: kCode, call, id, draft, number, annex, meeting: await judge(world, id) };
}

async function document(world, asking, path, reader) {
  const asked = await world.api("POST", asking, reader);
  if (asked.status !== 202) return [];
  for (let second = 0; second < 60; second += 1) {
    const { state } = (await world.api("GET", `${path}/documents/${asked.json.id}`, reader)).json;
    if (state !== "asked") return [asked.json.id];
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return [];
}

/** Ids for an operation of this room; undefined: it is another's, or its list gives them. */
export async function dossierIds(world, { path }, reader) {
  const made = world.dossier;
  if (path.startsWith("/calls/{code}")) return [{ code: made.code, batch: "none" }];
  if (path.startsWith("/calls/{id}/documents/{document}"))
    return (await document(world, `/calls/${made.call}/documents/blank`, `/calls/${made.call}`, reader)).map((each) => ({ id: made.call, document: each }));
  if (path.startsWith("/dossiers/by-number/")) return [{ number: made.number }];
  if (path.startsWith("/dossiers/{id}/documents/{document}"))
    return (await document(world, `/dossiers/${made.id}/documents/dossier`, `/dossiers/${made.id}`, reader)).map((each) => ({ id: made.id, document: each }));
  if (path === "/dossiers/{id}/invitations") return [{ id: made.draft }];
  if (path.startsWith("/dossiers/{id}")) return [{ id: made.id, annex: made.annex }];
  if (path.startsWith("/meetings/{id}/documents/{document}"))
    return (await document(world, `/meetings/${made.meeting}/documents/minutes`, `/meetings/${made.meeting}`, reader)).map((each) => ({ id: made.meeting, document: each }));
  if (path.startsWith("/meetings/{id}")) return [{ id: made.meeting }];
  return undefined;
}
