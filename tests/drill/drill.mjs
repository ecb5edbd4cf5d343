// Kills couloir and its database server under write load, backs up while it writes, restores elsewhere, stops it in
// the middle of things, and counts what was promised. A backup promises what was acknowledged before it began.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, finish, section } from "../contract/tally.mjs";
import { couloir, ended, program } from "../contract/world.mjs";
import { demonstrationKilled } from "./demonstration.mjs";
import { seed } from "./dice.mjs";
import { diskTroubles } from "./disk.mjs";
import { endings, endsWithHalfRequest, endsWithoutDatabase } from "./endings.mjs";
import { filingsKilled, receiptsLeftOnce } from "./filings.mjs";
import { judge, settle, tellUnsaid } from "./judge.mjs";
import { killCouloir, killDatabase } from "./kills.mjs";
import { house, newFolder, promisesOf, startLoad } from "./load.mjs";
import { leavingNothing, pause, root, startCluster, startServer } from "./processes.mjs";

const kKills = Number(process.env.COULOIR_KILLS ?? 8);
const kPgKills = process.env.COULOIR_TEST_PG ? Number(process.env.COULOIR_PG_KILLS ?? 3) : 0;
// A job whose process was killed waits a minute for its lease: jobs are begun in the first kills of each database only,
// so that this minute passes while the others go on.
const kKillsWithJobs = Math.ceil(kKills / 4);
const kEnoughForBackup = 40;  // acknowledged writes before the backup begins
const kClusters = { sqlite: undefined, ...(process.env.COULOIR_TEST_PG && { postgresql: process.env.COULOIR_TEST_PG }) };

async function backupUnderLoad(world) {
  const server = await startServer(world.data);
  const load = startLoad(world, server.base, `${world.name} backup`);
  const already = world.acknowledged.size;
  while (world.acknowledged.size < already + kEnoughForBackup) await pause(20);
  const promised = promisesOf(world);
  const file = join(root, `${world.name}.backup`);
  await promisify(execFile)(program, ["--data", world.data, "backup", file]);
  const during = world.acknowledged.size - promised.titles.size;
  await ended(server.process, "SIGKILL");
  load.stop = true;
  await load.done;
  console.log(`    ${world.name}: ${during} writes acknowledged while the backup ran`);
  return { file, promised };
}

function restoreInto(kind, world, { file, promised }) {
  const data = newFolder(`from_${world.name}`, kClusters[kind]);
  couloir(data, ["restore", file]);
  judge(`${world.name} backup in ${kind}`, world, data, promised);
}

async function couloirKilled(world) {
  await killCouloir(world, kKillsWithJobs + 1, kKills);
  expect(world.acknowledged.size >= kKills, `${world.name}: the load wrote something between the kills`, world.acknowledged.size);
  judge(`${world.name}, after ${kKills} kills`, world);
  const cut = world.imports.filter((made) => !made.promised).length;
  console.log(`    ${world.name}: ${cut} imports cut off, ${world.repeated} lost answers asked for again`);
  const backup = await backupUnderLoad(world);
  for (const target of Object.keys(kClusters)) restoreInto(target, world, backup);
}

async function databaseKilled(world, cluster) {
  await killDatabase(world, cluster, kPgKills);
  tellUnsaid(world, judge(`${world.name}, after ${kPgKills} kills of it`, world));
  await endsWithoutDatabase(world, cluster);
}

async function drill() {
  console.log(`seed ${seed}: ${kKills} kills on each of ${Object.keys(kClusters).join(", ")}; ${kPgKills} of the PostgreSQL server`);
  const worlds = [];
  for (const [kind, cluster] of Object.entries(kClusters)) worlds.push(await house(kind, cluster));
  await section("the demonstration killed while it is loaded", demonstrationKilled);
  const cluster = kPgKills > 0 ? await startCluster() : undefined;
  const bereft = cluster && await house("postgresql_server", cluster.url);
  await section("killed after a filing", async () => { for (const world of worlds) await filingsKilled(world); });
  await section("killed with import jobs", async () => { for (const world of worlds) await killCouloir(world, 1, kKillsWithJobs, { jobs: true }); });
  if (cluster) await section("the database server killed", () => databaseKilled(bereft, cluster));
  for (const world of worlds) await section(`${world.name}: killed, backed up, restored`, () => couloirKilled(world));
  for (const world of worlds) await section(`${world.name}: asked to stop`, () => endings(world));
  await section("SQLite with a full disk, and held by another program", () => diskTroubles(worlds[0]));
  await section("asked to stop with half a request", () => endsWithHalfRequest(worlds[0]));
  for (const world of cluster ? [bereft, ...worlds] : worlds) await section(`${world.name}: what was begun gets done`, () => settle(world));
  await section("receipts of what was filed left once", async () => { for (const world of worlds) await receiptsLeftOnce(world); });
}

const begun = Date.now();
await leavingNothing(drill);
console.log(`  ${((Date.now() - begun) / 1000).toFixed(0)} s; COULOIR_SEED=${seed} repeats the moments of these kills`);
finish();
