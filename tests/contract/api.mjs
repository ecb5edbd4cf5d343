// Every reading operation answers what it declares, lists are walked whole, and refusals are problems that say where.
import { filled, mayUse, operationsOf, validatorOf } from "./spec.mjs";
import { couloir, neighbour, tokenFor } from "./world.mjs";
import { dossierIds, makeDossier } from "./dossiers.mjs";
import { expect, expectSame } from "./tally.mjs";

const kNobody = "999999999";  // an id that no row has
const kReaders = ["operator", "lab", "office", "admin", "legal", "reviewer", "committee", "engineer", "neighbour"];
const quietWebhook = { url: "https://hooks.invalid/read", families: ["webhook.*"] };  // a name that never resolves
const roleOf = (reader) => (reader === "neighbour" ? neighbour.role : reader);

/** A PDF is there once somebody asked for it and a job set it. */
async function documentOf(world, noun, id, reader) {
  const path = noun === "use-cases" ? `/${noun}/${id}/compliance` : `/${noun}/${id}`;
  const asked = await world.api("POST", `${path}/documents${noun === "use-cases" ? "" : "/paper"}`, reader);
  if (asked.status !== 202) return [];
  for (let second = 0; second < 60; second += 1) {
    const { state } = (await world.api("GET", `${path}/documents/${asked.json.id}`, reader)).json;
    if (state !== "asked") return [{ id, document: asked.json.id }];
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return [];
}

/** One id of each noun, as `reader` sees it: the first of the list whose path begins the operation's. */
async function idsFor(world, operation, reader) {
  if (operation.captures.length === 0) return [{}];
  const ofDossier = await dossierIds(world, operation, reader);
  if (ofDossier) return ofDossier;
  const noun = operation.path.split("/")[1];
  const capture = operation.captures[0];
  if (noun === "weights") return (await world.api("GET", "/weights", reader)).json.items?.map((w) => ({ wave: w.wave ?? w.code })) ?? [];
  if (noun === "imports") return [{ id: world.importId }];
  if (noun === "webhooks") return [{ id: (await world.api("POST", "/webhooks", reader, { body: quietWebhook })).json.id }];
  const list = await world.api("GET", `/${noun}`, reader);
  const items = list.json?.items ?? [];
  if (operation.captures[1] === "evidence") return evidenceOf(world, reader);
  if (operation.captures[1] === "document") return items.length === 0 ? [] : documentOf(world, noun, items[0].id, reader);
  return items.slice(0, 3).map((item) => ({ [capture]: item.id }));
}

/** A file that proves something, added by the only reader who may. */
async function evidenceOf(world, reader) {
  if (reader !== "operator") return [];
  const id = (await world.api("GET", "/use-cases", reader)).json.items[0].id;
  const file = `/use-cases/${id}/compliance`;
  const before = await world.api("GET", file, reader);
  if (before.headers.get("etag") === "\"0\"" || before.json.state === "draft")
    await world.api("PUT", `${file}/answers`, reader, { body: { answers: { Q1: ["y"] } }, headers: { "if-match": before.headers.get("etag") ?? "\"0\"" } });
  const added = await world.api("POST", `${file}/evidence?filename=note.txt`, reader, { body: "A note.\n", headers: { "content-type": "application/octet-stream" } });
  return [{ id, evidence: added.json?.id }];
}

async function readAsEachDeclares(world, wrong) {
  world.dossier = await makeDossier(world);
  for (const operation of operationsOf(world.spec).filter((each) => each.method === "GET")) {
    let answered = 0;
    for (const reader of kReaders.filter((each) => mayUse(operation, roleOf(each)))) {
      for (const ids of await idsFor(world, operation, reader)) {
        const answer = await world.api("GET", filled(operation.path, ids), reader);
        if (answer.status === 200) answered += 1;
        const where = `${operation.id} as ${reader} ${JSON.stringify(ids)}`;
        expect(answer.status < 500, `${where} does not break`, answer.status);
        expectSame(wrong(operation, answer), "", `${where} answers what it declares`);
      }
    }
    expect(answered > 0, `${operation.id} could be read by somebody`);
  }
}

async function walk(world, operation, reader, limit) {
  const seen = [];
  let after = "";
  do {
    const query = new URLSearchParams({ limit: String(limit), ...(after ? { after } : {}) });
    const answer = await world.api("GET", `${operation.path}?${query}`, reader);
    if (answer.status !== 200) return [`${answer.status} after ${seen.length}`];
    seen.push(...answer.json.items.map((item) => item.id ?? item.dossier ?? item.seq));
    after = answer.json.next;
  } while (after && seen.length < 2000);
  return seen;
}

async function walkLists(world) {
  const lists = operationsOf(world.spec).filter((o) => o.query.some((q) => q.name === "after") && o.captures.length === 0);
  expect(lists.length > 0, "some list has pages");
  for (const operation of lists) {
    const reader = ["office", "admin", "operator"].find((each) => mayUse(operation, each));
    for (const each of new Set([reader, mayUse(operation, "operator") ? "operator" : reader])) {
      const whole = await walk(world, operation, each, 100);
      const byThree = await walk(world, operation, each, 3);
      expectSame(JSON.stringify(byThree), JSON.stringify(whole), `${operation.id} as ${each}: pages of 3 give the same rows in the same order`);
      expectSame(new Set(byThree).size, byThree.length, `${operation.id} as ${each}: no row comes twice`);
    }
    const bad = await world.api("GET", `${operation.path}?after=garbage-%00-%ff`, reader);
    expect(bad.status === 400 || bad.status === 200, `${operation.id} survives a wrong cursor`, bad.status);
  }
}

async function unknownFields(world, wrong) {
  for (const operation of operationsOf(world.spec).filter((each) => each.body?.["application/json"])) {
    const reader = kReaders.find((each) => mayUse(operation, roleOf(each)));
    const path = filled(operation.path, Object.fromEntries(operation.captures.map((name) => [name, name === "role" ? "lab" : kNobody])));
    const answer = await world.api(operation.method, path, reader, { body: { no_such_field: 1 } });
    expectSame(answer.status, 400, `${operation.id} refuses an unknown field`);
    expect(answer.json?.errors?.some((e) => e.pointer === "/no_such_field"), `${operation.id} names the unknown field`, answer.text.slice(0, 200));
    expectSame(wrong(operation, answer), "", `${operation.id} refuses with a problem`);
    const broken = await world.api(operation.method, path, reader, { body: "{\"a\":" });
    expectSame(broken.status, 400, `${operation.id} refuses broken JSON`);
    const untyped = await world.api(operation.method, path, reader, { body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } });
    expect(untyped.status === 400 || untyped.status === 415, `${operation.id} refuses a form`, untyped.status);
  }
}

async function tokens(world) {
  const garbage = ["", "clr_", "clr_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "x".repeat(4000), "é"];
  for (const token of garbage) {
    const headers = token === "" ? {} : { authorization: `Bearer ${encodeURIComponent(token)}` };
    const answer = await world.api("GET", "/me", "nobody", { headers });
    expectSame(answer.status, 401, `token ${JSON.stringify(token.slice(0, 12))} is refused`);
    expect(answer.type.startsWith("application/problem+json"), "a refused token is a problem", answer.type);
    expect(answer.headers.get("www-authenticate"), "a refused token says how to log in");
  }
  const made = await world.api("POST", "/me/tokens", "operator", { body: { name: "child", scopes: ["people:read"], expires_at: "2030-01-01T00:00:00Z" } });
  expectSame(made.status, 403, "a token makes no token");
}

async function endedTokens(world) {
  const expires = new Date(Date.now() + 1500).toISOString();
  const args = ["--as", "operator@demo.example", "--json", "token", "add", "--name", "short", "--scopes", "people:read", "--expires_at", expires];
  const token = JSON.parse(couloir(world.data, args)).token;
  while (Date.now() < Date.parse(expires) + 50) await new Promise((go) => setTimeout(go, 100));
  expectSame((await world.api("GET", "/me", "", { headers: { authorization: `Bearer ${token}` } })).status, 401, "a token past its end is refused");
  const revoked = tokenFor(world.data, "operator@demo.example", ["people:read", "people:write"]);
  const bearer = { headers: { authorization: `Bearer ${revoked}` } };
  const mine = (await world.api("GET", "/me/tokens", "", bearer)).json.items.sort((a, b) => b.id - a.id)[0];
  expectSame((await world.api("DELETE", `/me/tokens/${mine.id}`, "", bearer)).status, 204, "a token can end itself");
  expectSame((await world.api("GET", "/me", "", bearer)).status, 401, "a revoked token is refused");
}

/** With every scope but the one it needs, an operation is refused as forbidden and says which it lacks. */
async function scopes(world, wrong) {
  const all = world.spec.components.schemas.NewToken.properties.scopes.items.enum;
  for (const lacking of all) {
    const wanted = operationsOf(world.spec).filter((each) => each.scope === lacking);
    const held = {};
    for (const operation of wanted) {
      const login = kReaders.find((each) => mayUse(operation, roleOf(each)) && each !== "neighbour");
      held[login] ??= tokenFor(world.data, `${login}@demo.example`, all.filter((each) => each !== lacking));
      const path = filled(operation.path, Object.fromEntries(operation.captures.map((name) => [name, name === "role" ? "lab" : kNobody])));
      const answer = await world.api(operation.method, path, "", { headers: { authorization: `Bearer ${held[login]}` } });
      expectSame(answer.status, 403, `${operation.id} without ${lacking}`);
      expect(answer.json?.title?.includes(lacking), `${operation.id} names the scope it lacks`, answer.text.slice(0, 150));
      expectSame(wrong(operation, answer), "", `${operation.id} without its scope answers a problem`);
    }
  }
}

/** What belongs to the neighbour does not exist for the operator. */
async function foreignIds(world, wrong) {
  const nouns = { organisations: world.foreign.organisation, "use-cases": world.foreign.useCase, teams: world.foreign.team, establishments: world.foreign.establishment };
  const bodies = bodiesFor(world);
  for (const operation of operationsOf(world.spec).filter((each) => mayUse(each, "operator") && each.captures.length > 0)) {
    const id = nouns[operation.path.split("/")[1]];
    if (!id) continue;
    const path = filled(operation.path, { [operation.captures[0]]: id, person: 1 });
    const answer = await world.api(operation.method, path, "operator",
      { body: operation.body ? bodies[operation.id] ?? {} : undefined, headers: { "if-match": "\"1\"" } });
    expectSame(answer.status, 404, `${operation.id} on the neighbour's ${id}`);
    expectSame(wrong(operation, answer), "", `${operation.id} on the neighbour's answers a problem`);
    expect(!answer.text.includes("Neighbour"), `${operation.id} tells nothing of the neighbour`, answer.text.slice(0, 200));
  }
  for (const path of ["/organisations", "/use-cases", "/use-cases/export"]) {
    const answer = await world.api("GET", path, "operator");
    expect(!answer.text.includes("Neighbour"), `${path} holds nothing of the neighbour`);
  }
}

/** A right body for each operation that has one, so that only the id is wrong. */
function bodiesFor(world) {
  return {
    "organisation.edit": { name: "Taken over", town: "Colmar" }, "establishment.edit": { siret: "00012600300011", town: "Colmar" }, "establishment.add": { siret: "00012600300029", town: "Colmar" },
    "team.add": { name: "Intruders" }, "team.edit": { name: "Intruders" }, "member.set": { membership: "owner" },
    "use-case.edit": { title: "Taken over" }, "use-case.move": { state: "mapped" }, "use-case.give-levels": { levels: [{ code: "irritant", level: 3 }] },
    "sponsorship.ask": { lab: world.lab }, "skills.plan": { training: "cafe_ia" },
    "compliance.answer": { answers: { Q1: ["y"] } }, "compliance.plan": { obligation: "O-30", role: "deployer" },
  };
}

async function nowhere(world) {
  const missing = await world.api("GET", "/no-such-thing", "office");
  expectSame(missing.status, 404, "an unknown path is not found");
  expect(missing.type.startsWith("application/problem+json"), "an unknown path answers a problem", missing.type);
  const method = await world.api("POST", "/labs/1", "office", { body: {} });
  expectSame(method.status, 405, "a wrong method is told apart");
  expect(method.headers.get("allow"), "a wrong method is answered with Allow");
}

export async function checkApi(world) {
  const wrong = validatorOf(world.spec);
  world.lab = (await world.api("GET", "/labs", "office")).json.items[0].id;
  const preview = await world.api("POST", `/imports?organisation=${world.own}&filename=again.csv`, "operator",
    { body: "external_id,title\nZZ-1,From the contract\n", headers: { "content-type": "text/csv" } });
  world.importId = preview.json?.id;
  await readAsEachDeclares(world, wrong);
  await walkLists(world);
  await unknownFields(world, wrong);
  await tokens(world);
  await endedTokens(world);
  await scopes(world, wrong);
  await foreignIds(world, wrong);
  await nowhere(world);
}
