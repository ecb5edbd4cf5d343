// Looks into a database for what was promised, and for halves: a use case without its entry in the journal,
// an entry without its use case, a part of what an import keeps in one transaction.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ask, couloir, ended } from "../contract/world.mjs";
import { expect, expectSame } from "../contract/tally.mjs";
import { kBatch, kCarrier, promisesOf, titleOfRow } from "./load.mjs";
import { pause, root, startServer } from "./processes.mjs";

const kLeaseSeconds = 60;  // a job whose process was killed is taken over after this
const kSettleSeconds = kLeaseSeconds + 30;

/** What a command writes, however much it is. */
function written(data, ...command) {
  const file = join(root, "answer");
  couloir(data, ["--output", file, ...command]);
  const text = readFileSync(file, "utf8");
  rmSync(file);
  return text;
}

export function titlesIn(data) {
  const text = written(data, "--as", kCarrier, "use-case", "export", "--form", "plain");
  return text.match(/(?<=^[^,\n]*,)(Drill \d{6}|Import \d{6} row \d{4})(?=,)/gm) ?? [];
}

function addedInJournal(data, organisation) {
  return written(data, "journal", "export").split("\n").filter((line) => line.includes('"use_case.added"'))
    .map((line) => JSON.parse(JSON.parse(line).payload)).filter((payload) => payload.organisation === organisation)
    .map((payload) => payload.use_case);
}

/** Numbers of imports → rows of each that are there. */
function rowsThere(kept) {
  const there = new Map();
  for (const title of kept) {
    const import_ = /^Import (\d+)/.exec(title)?.[1];
    if (import_) there.set(import_, (there.get(import_) ?? 0) + 1);
  }
  return there;
}

function judgeImports(what, world, promised, kept, present) {
  const there = rowsThere(kept);
  const whole = (made) => { const rows = there.get(made.number) ?? 0; return rows === made.rows || rows % kBatch === 0; };
  const halves = world.imports.filter((made) => !whole(made));
  expectSame(halves.length, 0, `${what}: halves of a batch, such as import ${halves[0]?.number}, ${there.get(halves[0]?.number)} of ${halves[0]?.rows}`);
  const lacking = promised.imports.filter((made) => !Array.from({ length: made.rows }, (_, row) => titleOfRow(made, row)).every((title) => present.has(title)));
  expectSame(lacking.length, 0, `${what}: promised imports that lack rows, such as ${lacking[0]?.number}`);
}

/** Use cases that the organisation has from the demonstration, before the drill begins. */
const kDemonstrated = readFileSync("demo/use-cases.csv", "utf8").match(/^ER-\d+,/gm).length;

function judgeJournal(what, data, added, kept) {
  expectSame(new Set(added).size, added.length, `${what}: one entry in the journal for a use case`);
  expectSame(added.length, kept.length + kDemonstrated, `${what}: as many entries in the journal as use cases`);
  let said = "";
  try { said = couloir(data, ["journal", "verify"]); } catch (error) { said = `${error.stderr}${error.stdout}`; }
  expect(/whole/.test(said), `${what}: the journal is whole`, said.trim());
}

export function judge(what, world, data = world.data, promised = promisesOf(world)) {
  const added = addedInJournal(data, world.organisation);  // first: a command on use cases runs the jobs that are due
  const kept = titlesIn(data);
  const present = new Set(kept);
  const lost = [...promised.titles].filter((title) => !present.has(title));
  expectSame(lost.length, 0, `${what}: acknowledged writes lost, such as ${lost[0]}`);
  expectSame(present.size, kept.length, `${what}: no write is there twice`);
  judgeImports(what, world, promised, kept, present);
  judgeJournal(what, data, added, kept);
  console.log(`    ${what}: ${promised.titles.size} writes and ${promised.imports.length} imports promised, ${kept.length} use cases there`);
  return present;
}

/** Of writes that were answered 503, those that are there all the same: allowed, and told, as the answer may say otherwise. */
export function tellUnsaid(world, present) {
  const there = [...world.unsaid].filter(([title]) => present.has(title) && !world.acknowledged.has(title));
  if (there.length > 0) console.log(`    ${world.name}: ${there.length} writes answered 503 are there, though the answer said: ${there[0][1]}`);
}

async function unfinished(world, base, made) {
  const { json } = await ask(base, "GET", `/imports/${made.id}`, { token: world.token });
  if (json?.state !== "done") return true;
  expectSame(json.added, made.rows, `${world.name}: import ${made.number} counts its rows`);
  return false;
}

/** Every import that was promised gets done without anybody's help, however often its process was killed. */
export async function settle(world) {
  const server = await startServer(world.data);
  const until = Date.now() + kSettleSeconds * 1000;
  let open = world.imports.filter((made) => made.promised);
  const jobs = open.filter((made) => made.asked === "job").length;
  for (;;) {
    const still = [];
    for (const made of open) if (await unfinished(world, server.base, made)) still.push(made);
    open = still;
    if (open.length === 0 || Date.now() > until) break;
    await pause(500);
  }
  expectSame(open.length, 0, `${world.name}: started imports that were never done, such as ${open[0]?.id}`);
  expectSame(await ended(server.process), 0, `${world.name}: the server ends well`);
  const promised = { titles: world.acknowledged, imports: world.imports.filter((made) => made.promised) };
  judge(`${world.name}, at the end, ${jobs} import jobs among them`, world, world.data, promised);
}
