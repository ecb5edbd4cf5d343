// Dossiers that lack nothing, each with its company and its operator: for whoever files many of them.
import { execFileSync } from "node:child_process";
import { ask, freshSiret, program, tokenFor } from "./world.mjs";

export const kFilingScopes = ["people:read", "people:write", "portfolio:read", "portfolio:write", "calls:read", "calls:write", "compliance:read"];
const kSections = ["context", "objectives", "deliverables", "engineer_time", "business_partner", "data_and_risks"];

/** A request that must work. */
export async function must(base, method, path, token, more = {}) {
  const answer = await ask(base, method, path, { token, ...more });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
  return answer;
}
export const versionOf = (answer) => ({ "if-match": answer.headers.get("etag") });

/** A published call for anybody; what prepared() needs of the house beside it. */
export async function openCall(base, data, code, cutOff) {
  const office = tokenFor(data, "office@demo.example", kFilingScopes), labToken = tokenFor(data, "lab@demo.example", kFilingScopes);
  const lab = (await must(base, "GET", "/labs", office)).json.items.find((each) => each.code === "loria").id;
  const skill = (await must(base, "GET", "/skills/catalogue", office)).json.skills[0].code;
  const terms = { name_fr: "Dernière minute", name_en: "Last minute", state: "published", applicants: ["community"], opens: "2026-01-01T00:00:00Z",
    ceiling: 6, answer_days: 30, source: "own assumption", source_date: "2026", fact_status: "assumed", cut_offs: [{ at: cutOff }] };
  const call = (await must(base, "POST", "/calls", office, { body: { code, terms } })).json;
  return { base, data, code, terms, call, office, lab, labToken, skill };
}

/** The `n`th of them, signed and not filed: { id, token, headers }. */
export async function prepared({ base, data, code, lab, labToken, skill }, n) {
  const email = `person${n}@bench.example`;
  execFileSync(program, ["--data", data, "user", "add", "--email", email, "--name", `Person ${n}`, "--role", "operator"],
    { input: `a long password ${n}\n`, stdio: ["pipe", "ignore", "inherit"] });
  const token = tokenFor(data, email, kFilingScopes);
  const { organisation } = (await must(base, "POST", "/organisations", token, { body: { siret: freshSiret(n), facts: { name: `Company ${n}`, town: "Metz" } } })).json;
  const useCase = (await must(base, "POST", "/use-cases", token, { body: { organisation, title: `Case ${n}` } })).json.id;
  const { id, sections } = (await must(base, "POST", "/dossiers", token, { body: { call: code, use_case: useCase } })).json;
  for (const section of kSections)
    await must(base, "PUT", `/dossiers/${id}/text`, token,
      { body: { section, text: `Something true about ${section}. `.repeat(12) }, headers: { "if-match": `"${sections.find((s) => s.section === section)?.version ?? 0}"` } });
  const read = await must(base, "GET", `/dossiers/${id}`, token);
  await must(base, "PUT", `/dossiers/${id}/asked`, token, { headers: versionOf(read), body: { title: `Dossier ${n}`, applicant: "community", lab,
    window_from: "2030-01", window_to: "2030-06", team_min: 1, team_max: 2, staffing: [{ skill, level: 2, least: 1, full: 2 }] } });
  const seen = (await must(base, "GET", `/dossiers/${id}`, labToken)).json;
  await must(base, "POST", `/dossiers/${id}/signature`, labToken, { body: { sha256: seen.text_sha256 } });
  const ready = await must(base, "GET", `/dossiers/${id}`, token);
  if (ready.json.gaps.length > 0) throw new Error(`dossier ${n} is not ready: ${JSON.stringify(ready.json.gaps)}`);
  return { id, token, headers: versionOf(ready) };
}

export const fileFor = (base, dossier, cutOff) =>
  ask(base, "POST", `/dossiers/${dossier.id}/submission`, { token: dossier.token, body: { cut_off: cutOff.id }, headers: dossier.headers });
