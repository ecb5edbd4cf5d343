// Writing: what is made can be read back with its ETag, a stale version is a conflict, a repeated key does the work once.
import { logIn } from "./pages.mjs";
import { filled, operationsOf, validatorOf } from "./spec.mjs";
import { totpOf } from "./totp.mjs";
import { ask, couloir, freshSiret, scopesOf, tokenFor } from "./world.mjs";
import { expect, expectSame } from "./tally.mjs";

/** Calls an operation by its id; expects `status` and an answer as declared. */
function driverOf(world) {
  const wrong = validatorOf(world.spec);
  const operations = Object.fromEntries(operationsOf(world.spec).map((each) => [each.id, each]));
  const call = async (id, role, status, { at = {}, query = "", ...more } = {}) => {
    const operation = operations[id];
    if (!expect(operation, `${id} is declared`)) return {};
    const answer = await world.api(operation.method, filled(operation.path, at) + query, role, more);
    expectSame(answer.status, status, `${id} as ${role} (${answer.status >= 400 ? answer.text.slice(0, 200) : "answered"})`);
    expectSame(wrong(operation, answer), "", `${id} as ${role} answers what it declares`);
    return answer;
  };
  return { call };
}

const etag = (answer) => ({ "if-match": answer.headers.get("etag") });

async function people({ call }, world) {
  const made = await call("organisation.add", "operator", 201, { body: { siret: freshSiret(7), facts: { name: "Contract Works", town: "Colmar" } } });
  const organisation = made.json?.organisation;
  expect(made.headers.get("location")?.startsWith("/api/v1/"), "what is made has a Location", made.headers.get("location"));
  const unsited = await call("organisation.add", "operator", 400, { body: { siret: freshSiret(8), facts: { name: "Nowhere" } } });
  expectSame(unsited.json?.errors?.[0]?.pointer, "/facts/town", "a rule's refusal points into the body");
  const shown = await call("organisation.show", "operator", 200, { at: { id: organisation } });
  await conflict({ call }, "organisation.edit", "operator", { id: organisation }, { ...shown.json?.facts, website: "https://works.example" }, shown);
  const team = await call("team.add", "operator", 201, { at: { id: organisation }, body: { name: "Workshop" } });
  await call("team.edit", "operator", 200, { at: { id: team.json?.id }, body: { name: "Workshop 2", head_count: 4 }, headers: etag(team) });
  const place = await call("establishment.add", "operator", 201, { at: { id: organisation }, body: { siret: freshSiret(7).slice(0, 9) + sibling(7), town: "Metz", postcode: "57000" } });
  if (place.status === 201) {
    await call("establishment.edit", "operator", 200, { at: { id: place.json.id }, body: { siret: place.json.facts?.siret ?? place.json.siret, town: "Nancy" }, headers: etag(place) });
    await call("establishment.remove", "operator", 204, { at: { id: place.json.id } });
  }
  const invited = await call("person.invite", "office", 201, { body: { name: "Ivo Contract", email: "ivo@contract.example", roles: ["engineer"], lang: "fr" } });
  await call("role.grant", "office", 204, { at: { id: invited.json?.id, role: "host" } });
  await call("role.revoke", "office", 204, { at: { id: invited.json?.id, role: "host" } });
  await call("person.erase", "admin", 204, { at: { id: invited.json?.id } });
  await erasure({ call }, world);
  const me = await call("me.show", "host", 200);
  await call("me.edit", "host", 200, { body: { name: "Hôte Contract", lang: "en", theme: "dark" }, headers: etag(me) });
  await call("me.edit", "host", 400, { body: { name: "", lang: "xx" } });
  expect(me.json?.id, "me says who I am", me.text);
  const towns = (await call("lab.show", "office", 200, { at: { id: world.lab } })).json?.profile?.towns;
  const lab = await call("lab.add", "office", 201, { body: { code: "contract-lab", profile: { name_fr: "Labo", name_en: "Lab", towns },
    status: { membership: "unverified", source: "https://lab.example", source_date: "2026-01-05" } } });
  await call("lab.edit", "office", 200, { at: { id: lab.json?.id }, body: { name_fr: "Labo du contrat", name_en: "Contract lab", towns }, headers: etag(lab) });
  const unsure = await call("lab.show", "office", 200, { at: { id: lab.json?.id } });
  const status = { membership: "confirmed", source: "https://lab.example/members", source_date: "2026-02", fact_status: "confirmed" };
  await call("lab.set-status", "office", 400, { at: { id: lab.json?.id }, body: { ...status, source: "" }, headers: etag(unsure) });
  const sure = await call("lab.set-status", "office", 200, { at: { id: lab.json?.id }, body: status, headers: etag(unsure) });
  expectSame(sure.json?.status?.membership, "confirmed", "the office confirms a lab");
  await call("lab.set-status", "office", 409, { at: { id: lab.json?.id }, body: status, headers: etag(unsure) });
}

const guest = { email: "gaby@contract.example", password: "lanterne-gaufre-ardoise-9" };

/** Somebody with a login of her own, whom no other check knows. */
async function newcomers({ call }, world) {
  const { person } = JSON.parse(couloir(world.data, ["--json", "user", "add", "--email", guest.email, "--name", "Gaby Contract", "--role", "host"], guest.password + "\n"));
  world.tokens.guest = tokenFor(world.data, guest.email, scopesOf(world.spec));
  expectSame((await call("me.start", "guest", 200, { body: { answer: "steer" } })).json?.standing, "asked", "to steer is asked of the office");
  await call("role.decline", "office", 204, { at: { id: person, role: "committee" } });
  await call("role.decline", "office", 404, { at: { id: person, role: "committee" } });
  await call("lab.join", "guest", 204, { at: { id: world.lab } });
  const mayEdit = async () => (await call("me.show", "guest", 200)).json?.labs?.includes(world.lab);
  expectSame(await mayEdit(), false, "who asked to speak for a lab does not yet");
  await call("lab.accept", "office", 204, { at: { id: world.lab, person } });
  expectSame(await mayEdit(), true, "who was let in speaks for the lab");
  await call("lab.remove-member", "guest", 204, { at: { id: world.lab, person } });
  await call("lab.remove-member", "guest", 404, { at: { id: world.lab, person } });
  expect((await call("me.data", "guest", 200)).text.includes(guest.email), "my data hold my address");
  await logins({ call }, world, person);
}

/** Opened on pages, ended by the API. */
async function logins({ call }, world, person) {
  const account = async (cookie) => (await ask(world.base, "GET", "/account/security", { headers: { cookie } }));
  const first = await logIn(world.base, guest);
  expectSame((await account(first)).status, 200, "a login opens the account");
  await call("me.logout", "guest", 204);
  expectSame((await account(first)).status, 303, "an ended login opens nothing");
  const cookie = await logIn(world.base, guest);
  const stamp = /name="csrf" value="([^"]+)"/.exec((await account(cookie)).text)?.[1];
  const post = (path, form) => ask(world.base, "POST", path, { body: new URLSearchParams({ csrf: stamp, ...form }).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", origin: world.base, cookie } });
  const key = /<code>([A-Z2-7 ]{16,})<\/code>/.exec((await post("/account/second-factor", {})).text)?.[1];
  expectSame((await post("/account/second-factor/confirmation", { code: totpOf(key) })).status, 200, "a second factor is turned on");
  await call("person.reset-second-factor", "admin", 204, { at: { id: person } });
  expectSame((await account(cookie)).status, 303, "with the second factor the logins end");
  await call("person.reset-second-factor", "admin", 404, { at: { id: person } });
}

/** Somebody who came for this alone: who is erased has no token any more. */
async function erasure({ call }, world) {
  const email = "leaver@contract.example";
  couloir(world.data, ["user", "add", "--email", email, "--name", "Léa Partante", "--role", "host"], "tuile-orage-sapin-bleu\n");
  world.tokens.leaver = tokenFor(world.data, email, scopesOf(world.spec));
  await call("me.erase", "leaver", 400, { body: { email: "operator@demo.example" } });
  await call("me.erase", "leaver", 204, { body: { email } });
  expectSame((await call("me.show", "leaver", 401)).status, 401, "who is erased is nobody any more");
}

/** Another establishment's five digits of the same SIREN, so that the SIRET's check digit holds. */
function sibling(number) {
  const siren = freshSiret(number).slice(0, 9);
  for (let nic = 20; nic < 40; nic += 1) {
    const digits = siren + String(nic).padStart(5, "0");
    const sum = [...digits].reverse().reduce((all, digit, i) => { const value = Number(digit) * (i % 2 === 1 ? 2 : 1); return all + (value > 9 ? value - 9 : value); }, 0);
    if (sum % 10 === 0) return digits.slice(9);
  }
  throw new Error("no NIC fits");
}

async function conflict({ call }, id, role, at, body, read) {
  if (!expect(read.headers?.get("etag"), `what ${id} changes has an ETag`)) return;
  const edited = await call(id, role, 200, { at, body, headers: etag(read) });
  expect(edited.headers.get("etag") && edited.headers.get("etag") !== read.headers.get("etag"), `${id} gives a new ETag`, edited.headers.get("etag"));
  const stale = await call(id, role, 409, { at, body, headers: etag(read) });
  expect(stale.type.startsWith("application/problem+json"), `${id} with a stale version is a problem`, stale.type);
  await call(id, role, 400, { at, body, headers: { "if-match": "\"not a version\"" } });
}

async function useCases({ call }, world) {
  const made = await call("use-case.add", "operator", 201, { body: { organisation: world.own, title: "Sort letters" } });
  const at = { id: made.json?.id };
  expect(made.headers.get("etag"), "a new use case has an ETag");
  const shown = await call("use-case.show", "operator", 200, { at });
  await conflict({ call }, "use-case.edit", "operator", at, { title: "Sort letters faster", problem: "Thirty each Monday" }, shown);
  expectSame((await call("use-case.show", "operator", 200, { at })).json?.title, "Sort letters faster", "the change is kept");
  await call("use-case.edit", "operator", 400, { at, body: { title: "" } });
  const sheet = await call("use-case.score-sheet", "operator", 200, { at });
  const given = await call("use-case.give-levels", "operator", 200, { at, body: { levels: [{ code: "irritant", level: 4 }, { code: "data_readiness", level: 2 }], comment: "Counted on two Mondays" } });
  expect(given.json && sheet.json && given.text !== sheet.text, "levels change the score sheet");
  await call("use-case.give-levels", "operator", 400, { at, body: { levels: [{ code: "no-such-criterion", level: 4 }] } });
  await call("use-case.give-levels", "operator", 400, { at, body: { levels: [{ code: "irritant", level: 9 }] } });
  await call("use-case.move", "operator", 200,
    { at, body: { state: "stopped", stop_reason: "Done by hand after all" }, headers: etag(await call("use-case.show", "operator", 200, { at })) });
  await call("use-case.labs", "operator", 200, { at });
}

async function sponsorships({ call }, world) {
  const mine = (await call("me.show", "lab", 200)).json;
  const fresh = await call("use-case.add", "operator", 201, { body: { organisation: world.own, title: "Count vines" } });
  const at = { id: fresh.json?.id };
  const labs = (await world.api("GET", "/labs?limit=100", "lab")).json.items;
  const asked = await firstAsked({ call }, world, at, labs);
  if (!expect(asked, "some lab can be asked")) return;
  await call("use-case.sponsorships", "operator", 200, { at });
  await call("sponsorship.withdraw", "operator", 200, { at: { id: asked.id }, headers: { "if-match": `"${asked.version}"` } });
  const own = mine.labs?.[0]?.id ?? mine.labs?.[0] ?? labs.find((lab) => mine.lab === lab.id)?.id;
  if (own === undefined) return;
  const request = await call("sponsorship.ask", "operator", 201, { at, body: { lab: own, message: "Please" } });
  await call("sponsorship.answer", "lab", 200, { at: { id: request.json?.id }, body: { answer: "accepted" }, headers: etag(request) });
  await call("sponsorship.answer", "lab", 409, { at: { id: request.json?.id }, body: { answer: "declined", reason: "Too late" }, headers: etag(request) });
}

async function firstAsked({ call }, world, at, labs) {
  for (const lab of labs) {
    const answer = await world.api("POST", filled("/use-cases/{id}/sponsorships", at), "operator", { body: { lab: lab.id, message: "Please" } });
    if (answer.status === 201) return answer.json;
  }
  return undefined;
}

/** From the first answer to Legal's signature, with a plan and a proof. */
async function actFiles({ call }, world) {
  const made = await call("use-case.add", "operator", 201, { body: { organisation: world.own, title: "Rules by hand" } });
  const at = { id: made.json?.id };
  const blank = await call("compliance.show", "operator", 200, { at });
  expectSame(blank.json?.classification?.status, "needs_info", "nothing answered decides nothing");
  await call("compliance.answer", "operator", 400, { at, body: { answers: { Q1: ["perhaps"] } }, headers: { "if-match": "\"0\"" } });
  const first = await call("compliance.answer", "operator", 200, { at, body: { answers: { Q4: ["buy_use"] }, first_market_date: "2026-01-05" }, headers: { "if-match": "\"0\"" } });
  await call("compliance.answer", "operator", 409, { at, body: { answers: { Q1: ["y"] } }, headers: { "if-match": "\"9\"" } });
  await call("compliance.request", "operator", 422, { at, headers: etag(first) });
  const done = await call("compliance.answer", "operator", 200, { at, body: { answers: { Q1: ["n"] } }, headers: etag(first) });
  expectSame(done.json?.classification?.floor, "not_ai", "rules that people wrote are no AI");
  expectSame(done.json?.first_market_date, "2026-01-05", "a date that is not named stays");
  const proof = await call("compliance.attach", "operator", 201, { at, query: "?filename=note.txt", body: "Written by hand.\n", headers: { "content-type": "application/octet-stream" } });
  await call("compliance.attach", "operator", 400, { at, query: "?filename=note.pdf", body: "MZ\u0000\u0001 no document", headers: { "content-type": "application/octet-stream" } });
  await call("compliance.detach", "operator", 204, { at: { ...at, evidence: proof.json?.id } });
  const asked = await call("compliance.request", "operator", 200, { at, headers: etag(done) });
  await call("compliance.verdict", "legal", 422, { at, body: { verdict: "returned" }, headers: etag(asked) });
  const signed = await call("compliance.verdict", "legal", 200, { at, body: { verdict: "signed", reason: "Read." }, headers: etag(asked) });
  expectSame(signed.json?.state, "signed", "Legal signed it");
  await call("compliance.verdict", "legal", 409, { at, body: { verdict: "signed" }, headers: etag(asked) });
}

/** A duty planned by the version of its plan; a file that is excluded for now, and the day to answer it again. */
async function actPlans({ call }, world) {
  const file = async (title, answers) => {
    const made = await call("use-case.add", "operator", 201, { body: { organisation: world.own, title } });
    const at = { id: made.json?.id };
    return { at, saved: await call("compliance.answer", "operator", 200, { at, body: { answers }, headers: { "if-match": "\"0\"" } }) };
  };
  const bought = await file("Bought and used", { Q1: ["y"], Q2: ["none"], Q3: ["y"], Q4: ["buy_use"] });
  const duty = bought.saved.json?.classification?.obligations?.[0];
  if (!expect(duty, "an AI system that is used brings a duty", bought.saved.text)) return;
  const body = { obligation: duty.id, role: duty.role, due: "2030-01-15", note: "Ask the union" };
  const at = bought.at;
  await call("compliance.plan", "operator", 400, { at, body: { ...body, due: "soon" }, headers: { "if-match": "\"0\"" } });
  const planned = await call("compliance.plan", "operator", 200, { at, body, headers: { "if-match": "\"0\"" } });
  expectSame(planned.json?.mitigations?.[0]?.version, 1, "a plan has a version of its own");
  await call("compliance.plan", "operator", 409, { at, body, headers: { "if-match": "\"0\"" } });
  await call("compliance.plan", "operator", 200, { at, body: { ...body, note: "Asked" }, headers: { "if-match": "\"1\"" } });
  const lab = await file("Tried in the lab", { Q1: ["y"], Q2: ["lab"], Q3: ["y"], Q4: ["build_own"] });
  expect(lab.saved.json?.revisit_on, "what holds for the time being has a day to be answered again", lab.saved.text.slice(0, 300));
  await call("compliance.revisit", "operator", 400, { at: lab.at, body: { revisit_on: "2020-01-01" }, headers: etag(lab.saved) });
  const moved = await call("compliance.revisit", "operator", 200, { at: lab.at, body: { revisit_on: "2030-06-01" }, headers: etag(lab.saved) });
  expectSame(moved.json?.revisit_on, "2030-06-01", "the day is moved");
  await call("compliance.revisit", "operator", 404, { at, body: { revisit_on: "2030-06-01" }, headers: etag(bought.saved) });
}

/** Skills of a team: noted, a training planned, changed and taken off the plan. */
async function skills({ call }, world) {
  const { skills: known, roles, trainings } = (await call("skills.catalogue", "operator", 200)).json ?? {};
  if (!expect(known?.length && roles?.length && trainings?.length, "the region has a catalogue of skills")) return;
  const role = roles[0], need = role.needs[0];
  const training = trainings.find((each) => each.needs.some((taught) => taught.skill === need.skill && taught.level >= need.level));
  const team = (await call("team.add", "operator", 201, { at: { id: world.own }, body: { name: "Learners" } })).json?.id;
  const at = { organisation: world.own }, query = `?team=${team}`;
  const blank = await call("skills.show", "operator", 200, { at, query });
  expectSame(blank.json?.standing, "not_begun", "a new team has noted nothing");
  const body = { team, people: [{ role: role.code, people: 4 }], levels: [{ role: role.code, skill: need.skill, level: 0 }] };
  await call("skills.fill", "operator", 400, { at, body: { ...body, levels: [{ role: role.code, skill: "no-skill", level: 1 }] }, headers: etag(blank) });
  const filledIn = await call("skills.fill", "operator", 200, { at, body, headers: etag(blank) });
  expectSame(filledIn.json?.gap_list?.find((gap) => gap.skill === need.skill)?.state, "gap", "a level below the one needed is a gap");
  await call("skills.fill", "operator", 409, { at, body: { ...body, people: [{ role: role.code, people: 5 }] }, headers: etag(blank) });
  const plan = { team, training: training.code, due: "2030-01-15", note: "In the morning" };
  const planned = await call("skills.plan", "operator", 200, { at, body: plan, headers: { "if-match": "\"0\"" } });
  const state = (answer) => answer.json?.plan?.find((item) => item.training === training.code)?.state;
  expectSame(state(planned), "planned", "a training with a day is planned");
  await call("skills.plan", "operator", 409, { at, body: plan, headers: { "if-match": "\"0\"" } });
  await call("skills.plan", "operator", 200, { at, body: { ...plan, due: "2030-02-15" }, headers: { "if-match": "\"1\"" } });
  const dropped = await call("skills.drop", "operator", 200, { at: { ...at, training: training.code }, query });
  expectSame(state(dropped), "proposed", "what is taken off the plan is proposed again");
  await call("skills.drop", "operator", 404, { at: { ...at, training: training.code }, query });
}

async function imports({ call }, world) {
  const csv = { headers: { "content-type": "text/csv" } };
  const preview = await call("import.preview", "operator", 201,
    { ...csv, query: `?organisation=${world.own}&filename=new.csv`, body: "external_id,title\nCT-1,From a file\nCT-2,\n" });
  const at = { id: preview.json?.id };
  expect(preview.json?.problems?.some((each) => each.line === 3 && each.field === "title"), "a bad line is named", preview.text.slice(0, 300));
  await call("import.show", "operator", 200, { at });
  await call("import.cancel", "operator", 200, { at });
  const again = await call("import.preview", "operator", 201, { ...csv, query: `?organisation=${world.own}&filename=new.csv`, body: "external_id,title\nCT-3,From a file\n" });
  await call("import.start", "operator", 200, { at: { id: again.json?.id } });
  await call("import.start", "operator", 422, { at: { id: again.json?.id } });
  await call("import.preview", "operator", 400, { ...csv, query: `?organisation=${world.own}&filename=bad.csv`, body: "no,such,columns\n1,2,3\n" });
}

/** The delivery to a receiver that is not there waits for its next try. */
async function jobs({ call }) {
  const inState = async (state) => (await call("job.list", "office", 200, { query: `?state=${state}` })).json?.items ?? [];
  const soon = async (look) => {
    for (let tries = 0; tries < 100; tries += 1) {
      const found = await look();
      if (found) return found;
      await new Promise((go) => setTimeout(go, 100));
    }
    return undefined;
  };
  const later = ({ kind, run_at }) => kind === "webhooks.deliver" && Date.parse(run_at) > Date.now() + 3000;
  const waiting = await soon(async () => (await inState("waiting")).find(later));
  if (!expect(waiting, "a delivery waits for its next try")) return;
  const at = { id: waiting.id };
  await call("job.retry", "office", 422, { at });
  await call("job.cancel", "office", 204, { at });
  expect(await soon(async () => (await inState("cancelled")).some(({ id }) => id === waiting.id)), "a task that was told to stop is cancelled");
  await call("job.cancel", "office", 422, { at });
  await call("job.retry", "office", 204, { at });
  await call("job.cancel", "office", 404, { at: { id: 999_999_999 } });
}

async function office({ call }, world) {
  const waves = (await call("weights.list", "office", 200)).json?.items;
  const wave = waves?.at(-1);  // the last to begin
  if (!expect(wave, "there are weights")) return;
  const name = wave.wave ?? wave.code;
  const shown = await call("weights.show", "office", 200, { at: { wave: name } });
  const { pillar_share, criteria, pillars } = shown.json ?? {};
  const plain = (list) => list?.map(({ code, weight }) => ({ code, weight }));
  await call("weights.set", "office", 200, { at: { wave: name }, body: { pillar_share, criteria: plain(criteria), pillars: plain(pillars) }, headers: etag(shown) });
  await call("weights.set", "operator", 403, { at: { wave: name }, body: { pillar_share, criteria: plain(criteria), pillars: plain(pillars) } });
}

/** The receiver's name never resolves, so nothing leaves this machine. */
async function webhooks({ call }) {
  const facts = { url: "https://hooks.invalid/couloir", families: ["webhook.*"] };
  await call("webhook.add", "office", 400, { body: { ...facts, url: "https://10.0.0.8/" } });
  await call("webhook.add", "office", 400, { body: { ...facts, families: ["person.*"] } });
  const made = await call("webhook.add", "office", 201, { body: facts });
  const at = { id: made.json?.id };
  const shown = await call("webhook.show", "office", 200, { at });
  expect(!shown.text.includes(made.json?.secret), "a webhook's secret is shown once");
  await conflict({ call }, "webhook.edit", "office", at, facts, shown);
  await call("webhook.pause", "office", 200, { at });
  await call("webhook.replay", "office", 200, { at, body: { from: 1 } });
  await call("webhook.replay", "office", 400, { at, body: { from: 999_999_999 } });
  await call("webhook.test", "office", 200, { at });
  await call("webhook.resume", "office", 200, { at });
  await jobs({ call });
  await call("webhook.renew-secret", "office", 201, { at });
  await call("webhook.remove", "office", 204, { at });
}

/** A call from its first word to its second form; its late token is shown once. */
async function calls({ call }) {
  const terms = { name_fr: "Appel du contrat", name_en: "Contract call", state: "draft", applicants: ["member_lab"], source: "https://call.example",
    source_date: "2026-01", fact_status: "assumed", cut_offs: [{ at: "2020-01-31T17:00:00+01:00" }] };
  const made = await call("call.add", "office", 201, { body: { code: "contract-call", terms } });
  const at = { id: made.json?.id };
  const again = await call("call.add", "office", 422, { body: { code: "contract-call", terms } });
  expect(again.type.startsWith("application/problem+json"), "a code that is taken is a problem", again.type);
  await call("call.show", "operator", 404, { at });
  await conflict({ call }, "call.edit", "office", at, { ...terms, state: "closed", cut_offs: made.json?.terms?.cut_offs, answer_days: 30 }, made);
  const shown = await call("call.show", "office", 200, { at });
  const bare = await call("call.cut-offs", "office", 200, { at, body: { cut_offs: [...(shown.json?.terms?.cut_offs ?? []), { at: "2030-01-31T17:00:00+01:00" }] }, headers: etag(shown) });
  expectSame(bare.json?.terms?.cut_offs?.length, 2, "a cut-off is added");
  const { form } = (await call("call.form", "office", 200, { at })).json ?? {};
  await call("call.publish-form", "office", 422, { at, body: form, headers: etag(bare) });
  const longer = { ...form, sections: form?.sections?.map((section) => ({ ...section, max_words: section.max_words + 1 })) };
  const published = await call("call.publish-form", "office", 201, { at, body: longer, headers: etag(bare) });
  expectSame(published.json?.revision, 2, "the second revision is published");
  const token = await call("call.late", "office", 201,
    { at, body: { cut_off: bare.json?.terms?.cut_offs?.[0]?.id, named: "Ada", reason: "Ill", expires_at: "2035-01-31T17:00:00+01:00" } });
  expect(token.json?.secret?.startsWith("late-"), "a late token is shown when it is made");
  const listed = await call("call.late-tokens", "office", 200, { at });
  expect(!listed.text.includes(token.json?.secret), "and never again");
  await call("call.late-revoke", "office", 204, { at: { ...at, token: token.json?.id } });
}

async function repeatedKeys({ call }, world) {
  const count = async () => JSON.parse((await world.api("GET", "/use-cases?limit=100&q=Only+once", "operator")).text).items.length;
  const once = { body: { organisation: world.own, title: "Only once" }, headers: { "idempotency-key": "contract-1" } };
  const answers = await Promise.all([1, 2, 3, 4].map(() => world.api("POST", "/use-cases", "operator", once)));
  expectSame(new Set(answers.map((a) => `${a.status} ${a.text}`)).size, 1, "a repeated Idempotency-Key gets the same answer");
  expectSame(answers[0].status, 201, "the first of them did the work");
  expectSame(await count(), 1, "a repeated Idempotency-Key does the work once");
  const other = { body: { name: "Key team" }, headers: { "idempotency-key": "contract-1" } };
  const elsewhere = await world.api("POST", `/organisations/${world.own}/teams`, "operator", other);
  expect(elsewhere.status >= 400 || elsewhere.json?.name === "Key team" || elsewhere.json?.facts?.name === "Key team",
    "the same Idempotency-Key on another operation is not answered with the first one's answer", elsewhere.text.slice(0, 150));
  const changed = await world.api("POST", "/use-cases", "operator", { ...once, body: { organisation: world.own, title: "Only once, changed" } });
  expectSame(changed.status, 422, "the same Idempotency-Key with another body is refused");
  expectSame(await count(), 1, "and nothing is made of that other body");
  const refused = { body: { organisation: world.own, title: "" }, headers: { "idempotency-key": "contract-2" } };
  await world.api("POST", "/use-cases", "operator", refused);
  const mended = await world.api("POST", "/use-cases", "operator", { ...refused, body: { organisation: world.own, title: "Mended" } });
  expectSame(mended.status, 201, "a refused request may be mended under the same key");
}

/** An engineer with a month away, and a plan from its draft to the first approval and back. */
async function pool({ call }) {
  const first = (await call("pool.engineer.list", "office", 200)).json?.items?.[0];
  if (!expect(first, "the demonstration has engineers")) return;
  const made = await call("pool.engineer.add", "office", 201, { body: { name: "Contract Engineer", site: first.facts.site, skills: first.facts.skills } });
  const at = { id: made.json?.id };
  await call("pool.engineer.add", "office", 400, { body: { name: "", site: "nowhere" } });
  await conflict({ call }, "pool.engineer.edit", "committee", at, { ...made.json?.facts, parallel: 2 }, await call("pool.engineer.show", "office", 200, { at }));
  const shown = await call("pool.engineer.show", "office", 200, { at });
  await call("pool.engineer.away", "office", 400, { at, body: { months: [{ month: "May", percent: 50 }] }, headers: etag(shown) });
  await call("pool.engineer.away", "office", 200, { at, body: { months: [{ month: "2031-05", percent: 100 }, { month: "2031-06", percent: 50 }] }, headers: etag(shown) });
  expectSame((await call("pool.engineer.capacity", "office", 200, { at, query: "?from=2031-05&months=1" })).json?.months?.[0]?.quanta, 0, "who is away gives nothing");
  const csv = { headers: { "content-type": "text/csv" } };
  const file = "external_id,name,site\nCT-1,From a file," + first.facts.site + "\n";
  expectSame((await call("pool.engineer.import", "office", 200, { ...csv, query: "?preview=true", body: file })).json?.added, 1, "a file of engineers is looked at");
  await call("pool.engineer.import", "office", 200, { ...csv, body: file });
  expectSame((await call("pool.engineer.import", "office", 200, { ...csv, body: file })).json?.unchanged, 1, "the same file twice changes nothing");
  await call("pool.engineer.import", "office", 400, { ...csv, body: "external_id,name,site\nCT-2,From a file,nowhere\n" });
  const plan = await call("pool.plan.draft", "office", 201, { body: { name: "Contract", start: "2031-05", months: 3 } });
  const of = { at: { id: plan.json?.plan?.id } };
  await call("pool.plan.bring", "office", 400, { ...of, body: { text: "no JSON" }, headers: etag(plan) });
  const brought = await call("pool.plan.bring", "office", 200, { ...of, body: { text: "{\"format\":\"pool-plan/1\",\"plans\":{}}" }, headers: etag(plan) });
  await call("pool.plan.vary", "office", 400, { ...of, body: { wishes: [{ kind: "grant", dossier: 999999 }] }, headers: etag(brought) });
  const wish = { kind: "more_capacity", engineer: at.id, from: "2031-06", to: "2031-07", amount: 50 };
  const variant = await call("pool.plan.vary", "office", 201, { ...of, body: { wishes: [wish], seconds: 1 }, headers: etag(brought) });
  expectSame(variant.json?.plan?.variant_of, of.at.id, "a variant names its plan");
  expectSame(variant.json?.wishes?.map((each) => `${each.kind} ${each.engineer} ${each.amount}`).join(), `more_capacity ${at.id} 50`, "and what is otherwise in it");
  await call("pool.plan.recheck", "office", 200, { ...of, headers: etag(brought) });
  const demand = (await call("pool.demand.list", "office", 200, { query: "?limit=1" })).json?.items?.[0];
  await call("pool.dossier.show", "office", 200, { at: { id: demand?.dossier } });
  await call("pool.demand.release", "committee", 404);
  await call("pool.plan.propose", "committee", 409, { ...of, headers: etag(plan) });
  const proposed = await call("pool.plan.propose", "committee", 200, { ...of, headers: etag(brought) });
  await call("pool.plan.approve", "committee", 200, { ...of, headers: etag(proposed) });
  await call("pool.plan.approve", "committee", 422, { ...of, headers: etag(proposed) });
  const back = await call("pool.plan.take-back", "committee", 200, { ...of, headers: etag(proposed) });
  await call("pool.plan.withdraw", "office", 200, { ...of, headers: etag(back) });
  await call("pool.hours.close", "committee", 204, { body: { month: "2020-01" } });
  await call("pool.hours.close", "committee", 422, { body: { month: "2020-01" } });
}

export async function checkWrites(world) {
  const driver = driverOf(world);
  for (const part of [people, newcomers, useCases, sponsorships, actFiles, actPlans, skills, imports, office, webhooks, calls, pool, repeatedKeys]) {
    try {
      await part(driver, world);
    } catch (error) {
      expect(false, `writing ${part.name}`, error.stack);
    }
  }
}
