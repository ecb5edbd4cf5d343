// The kills: of couloir by SIGKILL, and of the PostgreSQL server under a couloir that stays.
import { ask, ended } from "../contract/world.mjs";
import { expect, expectSame } from "../contract/tally.mjs";
import { between, dice } from "./dice.mjs";
import { send, startLoad } from "./load.mjs";
import { pause, startServer } from "./processes.mjs";

const kGone = /database does not answer|base de données ne répond pas/;
const kFirstAnswerMs = 5000;
const kAnswerMs = 5000;   // within this a request must be sent away while the database is gone
const kRecoverMs = 5000;  // within this a write must succeed once the database is back

/** Waits until the load is one: on a busy machine the first answer takes its time. */
async function answering(load) {
  for (const begun = Date.now(); load.answers === 0 && Date.now() - begun < kFirstAnswerMs;) await pause(5);
}

/** Kills couloir under load, from the `first` to the `last` of its kills. */
export async function killCouloir(world, first, last, more) {
  for (let kill = first; kill <= last; kill += 1) {
    const roll = dice(`${world.name} kill ${kill}`);
    const server = await startServer(world.data);
    const load = startLoad(world, server.base, `${world.name} kill ${kill}`, more);
    await answering(load);
    await pause(between(roll, 0, 800));
    await ended(server.process, "SIGKILL");
    await load.done;
  }
  expectNoRefusal(world);
}

export function expectNoRefusal(world) {
  expectSame(world.refused.length, 0, `${world.name}: answers that nothing excuses, such as ${world.refused[0]}`);
  world.refused.length = 0;
}

/** Everybody is told that the database is gone: a program, a person, the monitoring. Nobody waits for long. */
async function expectToldSo(world, server) {
  const site = server.base.replace("/api/v1", "");
  const begun = Date.now();
  const [api, page, ready, alive] = await Promise.all([
    ask(server.base, "POST", "/use-cases", { token: world.token, body: { organisation: world.organisation, title: "Never" } }),
    ask(site, "GET", "/labs"), ask(site, "GET", "/readyz"), ask(site, "GET", "/healthz")]);
  expectSame(api.status, 503, `${world.name}, database gone: a write`);
  expect(api.type.startsWith("application/problem+json") && kGone.test(api.json.title), `${world.name}, database gone: a write is told why`, api.text);
  expect(api.headers.get("retry-after") > 0, `${world.name}, database gone: a program is told when to come back`);
  expectSame(page.status, 503, `${world.name}, database gone: a page`);
  expect(page.type.startsWith("text/html") && kGone.test(page.text), `${world.name}, database gone: a page says why`, page.text.slice(0, 2000));
  expectSame(ready.status, 503, `${world.name}, database gone: readyz`);
  expectSame(alive.status, 200, `${world.name}, database gone: healthz`);
  const ms = Date.now() - begun;
  expect(ms < kAnswerMs, `${world.name}, database gone: nobody waits for long`, `${ms} ms`);
}

/** Writes until one is acknowledged; how long that took. */
async function recovered(world, base) {
  const begun = Date.now();
  while (Date.now() - begun < 4 * kRecoverMs) {
    const title = `Drill ${String((world.numbers += 1)).padStart(6, "0")}`;
    const answer = await send(world, base, "POST", "/use-cases", { body: { organisation: world.organisation, title } }, [201]);
    if (answer?.status === 201) {
      world.acknowledged.add(title);
      return Date.now() - begun;
    }
    await pause(20);
  }
  return Infinity;
}

/** One death of the database server and its return. */
async function killPostgres(world, cluster, server, roll) {
  await pause(between(roll, 0, 800));
  world.outages += 1;
  world.away = true;
  await cluster.tell(roll() < 0.7 ? "crash" : "quit");
  await expectToldSo(world, server);
  await pause(between(roll, 0, 500));
  await cluster.tell("again");
  const ms = await recovered(world, server.base);
  world.away = false;
  expect(ms < kRecoverMs, `${world.name}: writes succeed again by themselves`, `${ms} ms`);
  return ms;
}

/** One couloir sees its database die again and again, and is never started anew. */
export async function killDatabase(world, cluster, kills) {
  const server = await startServer(world.data);
  const load = startLoad(world, server.base, world.name, { jobs: true, patient: true });
  let slowest = 0;
  await answering(load);
  for (let kill = 1; kill <= kills; kill += 1) {
    load.jobs = kill <= Math.ceil(kills / 2);
    slowest = Math.max(slowest, await killPostgres(world, cluster, server, dice(`${world.name} kill ${kill}`)));
  }
  await pause(300);  // a load that nothing disturbs: now nothing is excused any more
  load.stop = true;
  await load.done;
  expectNoRefusal(world);
  expectSame(server.process.exitCode, null, `${world.name}: couloir is still there`);
  expectSame(await ended(server.process), 0, `${world.name}: couloir ends well after all that`);
  console.log(`    ${world.name}: ${world.unsaid.size} writes were sent away, the slowest recovery took ${slowest} ms`);
}
