// A full disk and a held database under the running program: who writes is told so in a clear sentence, who reads goes on,
// nothing acknowledged is lost, what was refused is not there, and it goes on by itself once there is room again.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { ask, ended } from "../contract/world.mjs";
import { expect, expectSame } from "../contract/tally.mjs";
import { judge, titlesIn } from "./judge.mjs";
import { pause, startServer } from "./processes.mjs";

const kRoom = 60_000;       // bytes that the database may still grow
const kMost = 3000;         // writes until the disk must be full
const kBusyMs = 20_000;     // within this a write is sent away while another program holds the database
const kRecoverMs = 5000;
const kFull = /disk of the service is full|disque du service est plein/;
const kHeld = /database does not answer|base de données ne répond pas/;

async function write(world, server) {
  const title = `Drill ${String((world.numbers += 1)).padStart(6, "0")}`;
  const answer = await ask(server.base, "POST", "/use-cases", { token: world.token, body: { organisation: world.organisation, title } });
  if (answer.status === 201) world.acknowledged.add(title);
  return { title, status: answer.status, said: answer.json?.title ?? answer.text };
}

async function expectReads(what, world, server) {
  const site = server.base.replace("/api/v1", "");
  const [page, list, ready] = await Promise.all([ask(site, "GET", "/labs"), ask(server.base, "GET", "/use-cases", { token: world.token }), ask(site, "GET", "/readyz")]);
  expectSame(`${page.status} ${list.status} ${ready.status}`, "200 200 200", `${what}: pages, API and readyz go on`);
}

async function expectRecovers(what, world, server) {
  for (const begun = Date.now(); ;) {
    const { status } = await write(world, server);
    if (status === 201 || Date.now() - begun > kRecoverMs) return expectSame(status, 201, `${what}: over, and writing goes on by itself`);
    await pause(100);
  }
}

/** Only the soft limit: it is lifted again. */
function limitFiles(server, bytes) {
  const { status, stderr } = spawnSync("prlimit", ["--pid", String(server.process.pid), `--fsize=${bytes}:`], { encoding: "utf8" });
  if (status !== 0) throw new Error(`prlimit: ${stderr}`);
}

async function diskFull(world, server) {
  const size = Math.max(...["", "-wal"].map((end) => statSync(join(world.data, `couloir.db${end}`)).size));
  limitFiles(server, size + kRoom);
  let last;
  for (let tries = 0; tries < kMost && (last = await write(world, server)).status === 201;) tries += 1;
  expectSame(last.status, 503, `${world.name}, disk full: a write is sent away`);
  expect(kFull.test(last.said), `${world.name}, disk full: the answer says so`, last.said);
  await expectReads(`${world.name}, disk full`, world, server);
  limitFiles(server, "unlimited");
  await expectRecovers(`${world.name}, disk full`, world, server);
  return last.title;
}

const kHolder = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30); db.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.read()";

async function databaseHeld(world, server) {
  const holder = spawn("python3", ["-c", kHolder, join(world.data, "couloir.db")], { stdio: ["pipe", "pipe", "inherit"] });
  await once(holder.stdout, "data");
  const begun = Date.now();
  const refused = await write(world, server);
  expectSame(refused.status, 503, `${world.name}, held by another program: a write is sent away`);
  expect(Date.now() - begun < kBusyMs, `${world.name}, held: within its time`, `${Date.now() - begun} ms`);
  expect(kHeld.test(refused.said), `${world.name}, held: the answer says so`, refused.said);
  await expectReads(`${world.name}, held`, world, server);
  const gone = once(holder, "exit");
  holder.stdin.end();
  await gone;
  await expectRecovers(`${world.name}, held`, world, server);
  return refused.title;
}

export async function diskTroubles(world) {
  const server = await startServer(world.data);
  const refused = [await diskFull(world, server), await databaseHeld(world, server)];
  expectSame(await ended(server.process), 0, `${world.name}: stops in order afterwards`);
  judge(`${world.name}, after a full disk and a held database`, world);
  const there = titlesIn(world.data);
  expect(!refused.some((title) => there.includes(title)), `${world.name}: what was refused is not there`, refused);
}
