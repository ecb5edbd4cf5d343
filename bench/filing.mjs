// What bench/filing runs: a house with so many companies, each with an operator of her own and a dossier that lacks
// nothing; half of them file before the cut-off and half after it, all within a second. On SQLite, and on PostgreSQL where
// COULOIR_TEST_PG says where one is.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileFor, must, openCall, prepared, versionOf } from "../tests/contract/prepared.mjs";
import { couloir, ended, newPostgres, serve } from "../tests/contract/world.mjs";

const kPeople = Number(process.argv[2]);
const kAlone = Math.min(20, Math.ceil(kPeople / 4));  // one after the other, beside those of the last minute
const kMostMs = 10;

const problems = [];
const check = (truth, sentence) => { if (!truth) problems.push(sentence); };

/** Nanoseconds that all threads of a process have run, as milliseconds. */
const cpuMs = (pid) => readdirSync(`/proc/${pid}/task`)
  .reduce((sum, task) => sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]), 0) / 1e6;

/** The official time is that of the last byte, a rank that of the commit: two that are under way at once may stand in
 *  either order, one that was answered before the other was sent stands ahead of it. */
function checkOrder(receipts, ranked) {
  const byRank = receipts.sort((a, b) => a.rank - b.rank);
  let latestSent = 0;
  byRank.forEach((receipt, n) => {
    const received = Date.parse(receipt.received_at);
    check(receipt.rank === ranked + n + 1, `rank ${receipt.rank} stands at place ${ranked + n + 1}`);
    check(n === 0 || byRank[n - 1].journal_seq < receipt.journal_seq, `rank ${receipt.rank} stands earlier in the journal than the one ahead of it`);
    check(receipt.sent <= received && received <= receipt.answered, `rank ${receipt.rank} was received at ${receipt.received_at}, not while it was under way`);
    check(latestSent <= receipt.answered, `rank ${receipt.rank} was answered before one ahead of it was sent`);
    latestSent = Math.max(latestSent, receipt.sent);
  });
}

async function lastMinute(base, dossiers, named, ranked) {
  const cutOff = Date.parse(named.at);
  const answers = await Promise.all(dossiers.map(async (dossier, n) => {
    await new Promise((resolve) => setTimeout(resolve, cutOff - 500 + (1000 * n) / dossiers.length - Date.now()));
    const sent = Date.now();
    const answer = await fileFor(base, dossier, named);
    return { dossier, answer, sent, answered: Date.now() };
  }));
  const receipts = [];
  let late = 0;
  for (const { dossier, answer, sent, answered } of answers) {
    const stored = (await must(base, "GET", `/dossiers/${dossier.id}`, dossier.token)).json;
    if (answer.status < 300) {
      check(answer.json.number === stored.number && stored.state === "submitted", `dossier ${dossier.id} was promised and is ${stored.state}`);
      check(Date.parse(answer.json.received_at) <= cutOff, `dossier ${dossier.id} was received at ${answer.json.received_at}, after the cut-off`);
      receipts.push({ ...answer.json, sent, answered });
    } else {
      check(answer.status === 422 && stored.state === "draft", `dossier ${dossier.id}: ${answer.status} and ${stored.state}: ${answer.text.slice(0, 200)}`);
      check(answered > cutOff, `dossier ${dossier.id} was told that it is late before the cut-off`);
      late += 1;
    }
  }
  checkOrder(receipts, ranked);
  check(receipts.length > 0 && late > 0, `both sides of the cut-off are tried: ${receipts.length} in time, ${late} late`);
  return { inTime: receipts.length, late };
}

/** CPU of a filing with its mail, one after the other; they are withdrawn again. */
async function alone(server, base, dossiers, cutOff) {
  const before = cpuMs(server.process.pid);
  for (const dossier of dossiers) {
    const answer = await fileFor(base, dossier, cutOff);
    check(answer.status < 300, `a filing alone is taken, not ${answer.status} ${answer.text.slice(0, 200)}`);
  }
  const ms = (cpuMs(server.process.pid) - before) / dossiers.length;
  for (const dossier of dossiers) {
    const read = await must(base, "GET", `/dossiers/${dossier.id}`, dossier.token);
    await must(base, "POST", `/dossiers/${dossier.id}/withdrawal`, dossier.token, { headers: versionOf(read) });
  }
  return ms;
}

async function bench(kind, cluster) {
  const data = mkdtempSync(join(tmpdir(), "couloir-filing-"));
  if (cluster) writeFileSync(join(data, "couloir.toml"), `database = "${newPostgres(cluster, "bench_filing")}"\n`);
  couloir(data, ["demo", "load", "--stage", "mapped"]);
  const server = await serve(data);
  const base = `http://127.0.0.1:${server.port}/api/v1`;
  try {
    const house = await openCall(base, data, "last-minute", "2035-01-01T00:00:00Z");
    const far = house.call.terms.cut_offs[0];
    console.error(`bench: preparing ${kPeople + kAlone} dossiers on ${kind}`);
    const dossiers = [];
    for (let n = 1; n <= kPeople + kAlone; n += 1) dossiers.push(await prepared(house, n));
    const ms = await alone(server, base, dossiers.splice(0, kAlone), far);

    // Another cut-off, ahead of the first one: nobody loses by it.
    const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3000).toISOString();
    const read = await must(base, "GET", `/calls/${house.call.id}`, house.office);
    const edited = await must(base, "PUT", `/calls/${house.call.id}`, house.office,
      { headers: versionOf(read), body: { ...house.terms, cut_offs: [{ id: far.id, at: far.at }, { at }] } });
    const near = edited.json.terms.cut_offs.find((each) => each.id !== far.id);
    const seen = await lastMinute(base, dossiers, near, kAlone);
    console.log(`${kind}: a filing, its mail written beside it: ${ms.toFixed(1)} ms CPU: ${ms <= kMostMs ? "ok" : "MISS"} (≤${kMostMs})`);
    console.log(`${kind}: ${dossiers.length} people within a second around the cut-off: ${seen.inTime} filed, ${seen.late} late and told so`);
    check(ms <= kMostMs, "the target of a filing");
  } finally {
    await ended(server.process);
    rmSync(data, { recursive: true, force: true });
  }
}

await bench("SQLite");
if (process.env.COULOIR_TEST_PG) await bench("PostgreSQL", process.env.COULOIR_TEST_PG);
for (const problem of problems) console.log(`MISS ${problem}`);
process.exit(problems.length ? 1 : 0);
