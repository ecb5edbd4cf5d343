// Who writes while the kills happen, and what each answer promised. A write is promised once its 2xx answer is here;
// without one it may be there or not. Half of those that got none are asked again under their Idempotency-Key:
// they must be there once, and once only.
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, couloir, ended, freshSiret, newPostgres, tokenFor } from "../contract/world.mjs";
import { between, dice, seed } from "./dice.mjs";
import { pause, root, startServer } from "./processes.mjs";

export const kCarrier = "operator@demo.example";
export const kBatch = 200;  // rows an import keeps at a time: less than that is half of something
const kWriters = 4;
const kImports = 0.08;      // of what one of the writers sends: about every other kill cuts one off
const kImportsByJob = 0.4;  // while jobs are asked for
const kPatience = 20;       // ms before somebody who was sent away asks again

/** An empty data folder whose database is SQLite in it, or a new one of the cluster. */
export function newFolder(name, cluster) {
  const data = mkdtempSync(join(root, `${name}-`));
  if (cluster) writeFileSync(join(data, "couloir.toml"), `database = "${newPostgres(cluster, `drill_${name}`)}"\n`);
  return data;
}

/** The demonstration with one organisation of the carrier's, and a token that may write. */
export async function house(name, cluster) {
  const data = newFolder(name, cluster);
  couloir(data, ["demo", "load", "--stage", "mapped"]);
  const token = tokenFor(data, kCarrier, ["people:read", "people:write", "portfolio:read", "portfolio:write"]);
  const server = await startServer(data);
  let organisation = (await ask(server.base, "GET", "/organisations", { token })).json.items[0]?.id;
  organisation ??= (await ask(server.base, "POST", "/organisations", { token, body: { siret: freshSiret(1), facts: { name: "Drill", town: "Colmar" } } })).json.organisation;
  await ended(server.process);
  return {
    name, cluster, data, token, organisation,
    numbers: 0,
    acknowledged: new Set(),  // titles of single writes
    imports: [],              // { number, rows, id, asked: "at once" or "job", promised }
    again: [],                // writes without an answer, to be asked again
    repeated: 0,              // of those, promised in the end
    unsaid: new Map(),        // title of a write that was answered 503 → what the answer said
    refused: [],              // answers that nothing excuses
    away: false,              // the database server is known to be gone
    outages: 0,
  };
}

const number = (n, digits) => String(n).padStart(digits, "0");

export function newImport(world, rows) {
  const made = { number: number((world.numbers += 1), 6), rows, promised: false };
  world.imports.push(made);
  return made;
}

export const titleOfRow = (made, row) => `Import ${made.number} row ${number(row, 4)}`;

function csvOf(made) {
  const lines = Array.from({ length: made.rows }, (_, row) => `I${made.number}-${row},${titleOfRow(made, row)}\n`);
  return `external_id,title\n${lines.join("")}`;
}

/** Sends one request; undefined when no answer came. Notes what nothing excuses. */
export async function send(world, base, method, path, more, accepted) {
  const { away, outages } = world;
  let answer;
  try {
    answer = await ask(base, method, path, { token: world.token, ...more });
  } catch {
    return undefined;
  }
  const excused = answer.status === 503 && (away || world.away || world.outages !== outages);
  if (excused) noteUnclear(world, answer);
  else if (!accepted.includes(answer.status)) world.refused.push(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
  return answer;
}

/** Of somebody who is sent away it is expected that the answer says so, in its own form. */
function noteUnclear(world, { type, text, json }) {
  if (!type.startsWith("application/problem+json") || !/\S+ \S+ \S+/.test(json?.title ?? ""))
    world.refused.push(`a 503 that says nothing: ${type} ${text.slice(0, 200)}`);
}

const csv = (made) => ({ body: csvOf(made), headers: { "content-type": "text/csv" } });

/** Taken in while the caller waits. */
export async function importAtOnce(world, base, made) {
  made.asked = "at once";
  const answer = await send(world, base, "POST", `/use-cases/import?organisation=${world.organisation}&filename=drill.csv`, csv(made), [200]);
  made.id = answer?.json?.id;
  made.promised = answer?.status === 200;
  return answer;
}

/** Looked at, then taken in by a job. */
export async function importByJob(world, base, made) {
  made.asked = "job";
  const looked = await send(world, base, "POST", `/imports?organisation=${world.organisation}&filename=drill.csv`, csv(made), [201]);
  if (looked?.status !== 201) return looked;
  made.id = looked.json.id;
  const started = await send(world, base, "POST", `/imports/${made.id}/start`, { body: {} }, [200]);
  made.promised = started?.status === 200;
  return started;
}

/** One use case; `write` is new, or one of `world.again`. */
async function single(world, base, write, roll) {
  const answer = await send(world, base, "POST", "/use-cases",
    { body: { organisation: world.organisation, title: write.title }, headers: { "idempotency-key": write.key } },
    write.repeated ? [201, 409] : [201]);  // 409: the first one had been kept
  if (answer?.status === 201 || (write.repeated && answer?.status === 409)) {
    world.acknowledged.add(write.title);
    if (write.repeated) world.repeated += 1;
    return answer;
  }
  if (answer?.status === 503) world.unsaid.set(write.title, answer.json?.title ?? answer.text);
  if (write.repeated || roll() < 0.5) world.again.push({ ...write, repeated: true });
  return answer;
}

function newWrite(world) {
  const title = `Drill ${number((world.numbers += 1), 6)}`;
  return { title, key: `${seed} ${title}` };
}

function write(world, base, load, roll, imports) {
  if (imports && roll() < (load.jobs ? kImportsByJob : kImports)) {
    const made = newImport(world, Math.floor(between(roll, kBatch + 1, 1.4 * kBatch)));
    return (load.jobs && roll() < 0.5 ? importByJob : importAtOnce)(world, base, made);
  }
  return single(world, base, world.again.shift() ?? newWrite(world), roll);
}

/** Writes until `load.stop`; one that is not `patient` also ends when an answer does not come. */
async function writer(world, base, load, nth) {
  const roll = dice(`${load.name} writer ${nth}`);
  while (!load.stop) {
    const answer = await write(world, base, load, roll, nth === 0);
    if (!answer && !load.patient) return;
    load.answers += 1;
    if (!answer || answer.status >= 300) await pause(kPatience);
  }
}

/** `jobs`: some imports are asked for as jobs; `patient`: the writers stay when they are sent away. */
export function startLoad(world, base, name, { jobs = false, patient = false } = {}) {
  const load = { name, stop: false, answers: 0, jobs, patient };
  load.done = Promise.all(Array.from({ length: kWriters }, (_, nth) => writer(world, base, load, nth)));
  return load;
}

/** What has been promised so far: it must be in whatever is made from here on. */
export function promisesOf(world) {
  return { titles: new Set(world.acknowledged), imports: world.imports.filter((made) => made.promised && made.asked === "at once") };
}
