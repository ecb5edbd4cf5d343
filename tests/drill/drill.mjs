// Kills the server under write load, backs up while it writes, restores elsewhere, and counts what was promised.
// A write is promised once its 2xx answer is here. A backup promises what was acknowledged before it began.
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, expectSame, finish, section } from "../contract/tally.mjs";
import { ask, couloir, ended, freshSiret, program, serve, tokenFor } from "../contract/world.mjs";

const kKills = Number(process.env.COULOIR_KILLS ?? 8);
const kWriters = 4;
const kEnoughForBackup = 40;  // acknowledged writes before the backup begins
const kCarrier = "operator@demo.example";
const root = mkdtempSync(join(tmpdir(), "couloir-drill-"));
const pause = (ms) => new Promise((go) => setTimeout(go, ms));

/** A new database of the cluster at COULOIR_TEST_PG; its URL. */
function newPostgres(name) {
  execFileSync("psql", ["--quiet", "--no-psqlrc", process.env.COULOIR_TEST_PG, "--command", `drop database if exists ${name}`, "--command", `create database ${name}`], { stdio: "pipe" });
  const url = new URL(process.env.COULOIR_TEST_PG);
  url.pathname = `/${name}`;
  return url.href;
}

/** An empty data folder whose database is SQLite in it, or a new one of the cluster. */
function newFolder(kind, name) {
  const data = mkdtempSync(join(root, `${name}-`));
  if (kind === "postgresql") writeFileSync(join(data, "couloir.toml"), `database = "${newPostgres(`drill_${name}`)}"\n`);
  return data;
}

/** The demonstration with one organisation of the carrier's, and a token that may write. */
async function house(kind) {
  const data = newFolder(kind, "house");
  couloir(data, ["demo", "load", "--stage", "mapped"]);
  const token = tokenFor(data, kCarrier, ["people:read", "people:write", "portfolio:read", "portfolio:write"]);
  const server = await serve(data);
  const base = `http://127.0.0.1:${server.port}/api/v1`;
  let organisation = (await ask(base, "GET", "/organisations", { token })).json.items[0]?.id;
  organisation ??= (await ask(base, "POST", "/organisations", { token, body: { siret: freshSiret(1), facts: { name: "Drill", town: "Colmar" } } })).json.organisation;
  await ended(server.process);
  return { kind, data, token, organisation, number: 0, acknowledged: new Set(), refused: [] };
}

/** Writes until the server is gone or `load.stop` is set. */
async function writer(world, base, load) {
  while (!load.stop) {
    const title = `Drill ${String((world.number += 1)).padStart(6, "0")}`;
    try {
      const answer = await ask(base, "POST", "/use-cases", { token: world.token, body: { organisation: world.organisation, title } });
      if (answer.status === 201) world.acknowledged.add(title);
      else world.refused.push(`${answer.status} ${answer.text.slice(0, 100)}`);
    } catch {
      return;  // killed: whether this one was written is not known, and not promised
    }
  }
}

function startLoad(world, server) {
  const load = { stop: false };
  load.done = Promise.all(Array.from({ length: kWriters }, () => writer(world, `http://127.0.0.1:${server.port}/api/v1`, load)));
  return load;
}

function titlesIn(data) {
  return couloir(data, ["--as", kCarrier, "use-case", "export", "--form", "plain"]).match(/Drill \d{6}/g) ?? [];
}

function judge(what, data, promised) {
  const kept = titlesIn(data);
  const present = new Set(kept);
  const lost = [...promised].filter((title) => !present.has(title));
  expectSame(lost.length, 0, `${what}: acknowledged writes lost, such as ${lost[0]}`);
  expectSame(present.size, kept.length, `${what}: no write is there twice`);
  let said = "";
  try { said = couloir(data, ["journal", "verify"]); } catch (error) { said = `${error.stderr}${error.stdout}`; }
  expect(/whole/.test(said), `${what}: the journal is whole`, said.trim());
  console.log(`    ${what}: ${promised.size} promised, ${kept.length} there`);
}

async function crash(world) {
  for (let kill = 1; kill <= kKills; kill += 1) {
    const server = await serve(world.data);
    const load = startLoad(world, server);
    await pause(150 + Math.random() * 700);
    await ended(server.process, "SIGKILL");
    await load.done;
  }
  expectSame(world.refused.length, 0, `${world.kind}: refused writes, such as ${world.refused[0]}`);
  expect(world.acknowledged.size >= kKills, `${world.kind}: the load wrote something between the kills`, world.acknowledged.size);
  judge(`${world.kind}, after ${kKills} kills`, world.data, world.acknowledged);
}

async function backupUnderLoad(world) {
  const server = await serve(world.data);
  const load = startLoad(world, server);
  const already = world.acknowledged.size;
  while (world.acknowledged.size < already + kEnoughForBackup) await pause(20);
  const promised = new Set(world.acknowledged);
  const file = join(root, `${world.kind}.backup`);
  await promisify(execFile)(program, ["--data", world.data, "backup", file]);
  const during = world.acknowledged.size - promised.size;
  await ended(server.process, "SIGKILL");
  load.stop = true;
  await load.done;
  console.log(`    ${world.kind}: ${during} writes acknowledged while the backup ran`);
  return { file, promised };
}

function restoreInto(kind, from, { file, promised }) {
  const data = newFolder(kind, `from_${from}`);
  couloir(data, ["restore", file]);
  judge(`${from} backup in ${kind}`, data, promised);
}

const kinds = process.env.COULOIR_TEST_PG ? ["sqlite", "postgresql"] : ["sqlite"];
try {
  for (const kind of kinds)
    await section(kind, async () => {
      const world = await house(kind);
      await crash(world);
      const backup = await backupUnderLoad(world);
      for (const target of kinds) restoreInto(target, kind, backup);
    });
} finally {
  rmSync(root, { recursive: true, force: true });
}
finish();
