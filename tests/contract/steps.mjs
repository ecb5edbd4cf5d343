// Dossiers led by the API alone through the steps that a straight way to a decision leaves out: sent back and corrected,
// carried over, withdrawn, discussed, a link taken back, a meeting closed, a partner and a declaration.
import { must, signAndFile, write } from "./dossiers.mjs";
import { expect, expectSame } from "./tally.mjs";

const kCode = "contract-steps";
const terms = { name_fr: "Appel des étapes", name_en: "Call of the steps", state: "published", applicants: ["community", "company_project"], opens: "2026-01-01T00:00:00+01:00",
  ceiling: 6, answer_days: 30, source: "https://call.example", source_date: "2026-01", fact_status: "assumed", cut_offs: [{ at: "2033-01-31T17:00:00+01:00" }, { at: "2034-01-31T17:00:00+01:00" }] };
const etag = (answer) => ({ "if-match": answer.headers.get("etag") });

/** One step that only needs the version; the dossier must then be in that state. */
async function step(world, id, name, role, state, body) {
  const read = await must(world, "GET", `/dossiers/${id}`, role);
  const stale = await world.api("POST", `/dossiers/${id}/${name}`, role, { body, headers: { "if-match": "\"999\"" } });
  expectSame(stale.status, 409, `${name} of a dossier that changed meanwhile`);
  const done = await must(world, "POST", `/dossiers/${id}/${name}`, role, { body, headers: etag(read) });
  expectSame(done.json?.state, state, `${name} by the ${role}`);
  return done.json;
}

async function partnerAndAid(world, id) {
  const at = `/dossiers/${id}`;
  const added = await must(world, "POST", `${at}/partners`, "operator", { body: { kind: "company", name: "La Poste", siret: "35600000000048", town: "Paris", does: "Letters" } });
  const wrong = await world.api("POST", `${at}/partners`, "operator", { body: { kind: "company", name: "La Poste", siret: "35600000000049" } });
  expectSame(wrong.status, 400, "a SIRET with a wrong digit");
  const declared = await must(world, "PUT", `${at}/declaration`, "operator", { body: { siren: "356000000", none: true, aids: [] } });
  expectSame(declared.json?.partners?.length, 1, "one partner");
  await must(world, "DELETE", `${at}/partners/${added.json.partners[0].id}`, "operator");
  expectSame((await must(world, "GET", at, "operator")).json.partners.length, 0, "and none once it is taken away");
  await must(world, "POST", `${at}/signature-request`, "operator");
}

async function discuss(world, id) {
  const members = async (role) => (await must(world, "GET", `/calls/${kCode}/links`, role)).json.parties;
  for (const role of ["committee", "reviewer"])
    await must(world, "PUT", `/calls/${kCode}/links`, role, { body: { links: (await members(role)).map(({ party, name }) =>
      ({ party, linked: role === "reviewer" && name === "Loria", why: role === "reviewer" && name === "Loria" ? "We publish together." : "" })) } });
  const linked = (await members("reviewer")).find((each) => each.linked);
  if (!expect(linked, "the reviewer declared a link", JSON.stringify(await members("reviewer")).slice(0, 300))) return;
  const reviewer = (await must(world, "GET", "/me", "reviewer")).json.id;
  expectSame((await world.api("POST", `/dossiers/${id}/reviewers`, "office", { body: { reviewer } })).status, 422, "who is linked reviews nothing of it");
  expectSame((await world.api("POST", `/dossiers/${id}/remarks`, "reviewer", { body: { body: "Me too" } })).status, 404, "and says nothing of it");
  await must(world, "POST", `/calls/${kCode}/links/lifting`, "office", { body: { reviewer, party: linked.party } });
  expectSame((await members("reviewer")).find(({ party }) => party === linked.party).linked ?? null, null, "a link that was taken back is declared anew");
  await must(world, "POST", `/dossiers/${id}/remarks`, "office", { body: { body: "Complete now." } });
  await must(world, "POST", `/dossiers/${id}/remarks`, "committee", { body: { body: "Seen." } });
  expectSame((await must(world, "GET", `/dossiers/${id}/reviews`, "committee")).json.remarks?.length, 2, "remarks of office and committee");
}

async function meet(world, batch) {
  const at = `/meetings/${(await must(world, "POST", `${batch}/meetings`, "office", { body: { held_on: "2026-01-20" } })).json.id}`;
  const written = await must(world, "PUT", at, "office", { body: { held_on: "2026-01-20", minutes: "Nobody came." }, headers: etag(await must(world, "GET", at, "office")) });
  const closed = await must(world, "POST", `${at}/closing`, "office", { headers: etag(written) });
  expectSame(closed.json?.state, "closed", "the meeting is closed");
  const late = await world.api("PUT", at, "office", { body: { held_on: "2026-01-20", minutes: "Somebody came." }, headers: etag(closed) });
  expectSame(late.status, 422, "its minutes are final");
}

export async function checkSteps(world) {
  const call = (await must(world, "POST", "/calls", "office", { body: { code: kCode, terms } })).json;
  const [near, far] = call.terms.cut_offs;
  const useCase = (await must(world, "GET", "/use-cases", "operator")).json.items[2].id;
  const { id } = (await must(world, "POST", "/dossiers", "operator", { body: { call: kCode, use_case: useCase } })).json;
  await write(world, id);
  await partnerAndAid(world, id);
  const { number, rank } = (await signAndFile(world, id, { cut_off: near.id })).json;
  await step(world, id, "return", "office", "returned", { reason: "Say how many.", correct_by: "2032-01-01T00:00:00Z" });
  const corrected = (await signAndFile(world, id)).json;
  expect(corrected.number === number && corrected.rank === rank && corrected.turn === 2, "a correction keeps number and rank", JSON.stringify(corrected));
  await step(world, id, "carry-over", "office", "submitted");
  await must(world, "POST", `/calls/${kCode}/batches/${far.id}/taking-up`, "office", { body: { dossiers: [id] } });
  await discuss(world, id);
  await meet(world, `/calls/${kCode}/batches/${far.id}`);
  await step(world, id, "withdrawal", "operator", "withdrawn");
  const over = await world.api("POST", `/dossiers/${id}/resumption`, "operator", { headers: etag(await must(world, "GET", `/dossiers/${id}`, "operator")) });
  expectSame(over.status, 422, "what was withdrawn is not taken up again");
}
