// SIGTERM and SIGINT: the server says that it stops, finishes what is in flight and ends with 0.
import { once } from "node:events";
import { connect } from "node:net";
import { ask, ended } from "../contract/world.mjs";
import { expect, expectSame } from "../contract/tally.mjs";
import { importAtOnce, importByJob, newImport } from "./load.mjs";
import { pause, startServer } from "./processes.mjs";

const kRows = 3000;           // takes longer than the signal needs
const kSoonMs = 3000;         // for a server that has nothing to finish
const kDrainMs = 10000;       // what the server grants a request in flight
const kMercyMs = 5000;        // for slow machines

/** Sends the signal and looks how the server goes; `most`: within how many ms. */
export async function endsWell(what, server, most, signal = "SIGTERM") {
  let said = "";
  server.process.stderr.on("data", (chunk) => { said += chunk; });
  const closed = once(server.process, "close");
  const begun = Date.now();
  const code = await ended(server.process, signal);
  const ms = Date.now() - begun;
  await closed;
  expectSame(code, 0, `${what}, ${signal}: exit code`);
  expect(/id=serve\.stopping/.test(said), `${what}, ${signal}: the log says serve.stopping`, said.slice(-500));
  expect(ms < most, `${what}, ${signal}: soon enough`, `${ms} ms`);
}

/** How many events the journal holds: asked quickly, however many use cases there are. */
async function events(server) {
  const { text } = await ask(server.base.replace("/api/v1", ""), "GET", "/metrics");
  return Number(/^couloir_journal_events_total (\d+)$/m.exec(text)[1]);
}

/** Waits until the journal holds more than it did `before`: the import is under way. */
async function underWay(server, before) {
  for (let tries = 0; tries < 1000; tries += 1) {
    if (await events(server) > before) return;
    await pause(5);
  }
  throw new Error("the import does not begin");
}

async function idle(world, signal) {
  const server = await startServer(world.data);
  await ask(server.base.replace("/api/v1", ""), "GET", "/labs");  // leaves a connection open
  await endsWell(`${world.name}, idle`, server, kSoonMs, signal);
}

/** The threads that hash passwords live from the first login on: they must not take the signal either. */
async function afterLogin(world) {
  const server = await startServer(world.data);
  const body = new URLSearchParams({ email: "nobody@demo.example", password: "wrong" }).toString();
  await ask(server.base.replace("/api/v1", ""), "POST", "/login", { body, headers: { "content-type": "application/x-www-form-urlencoded" } });
  await endsWell(`${world.name}, after a login`, server, kSoonMs);
}

async function withRequest(world) {
  const server = await startServer(world.data);
  const made = newImport(world, kRows);
  let answered = false;
  const before = await events(server);
  const answer = importAtOnce(world, server.base, made).finally(() => { answered = true; });
  await underWay(server, before);
  expect(!answered, `${world.name}: a request is in flight when the signal comes`);
  await endsWell(`${world.name}, a request in flight`, server, kDrainMs + kMercyMs);
  expectSame((await answer)?.status, 200, `${world.name}, a request in flight: its answer comes whole`);
}

/** A job in hand is put back, and the next server goes on with it at once. */
async function withJob(world) {
  const server = await startServer(world.data);
  const made = newImport(world, kRows);
  const before = await events(server);
  await importByJob(world, server.base, made);
  await underWay(server, before);
  await endsWell(`${world.name}, a job in hand`, server, kSoonMs);
}

/** Somebody who never finishes his request does not keep the server. */
export async function endsWithHalfRequest(world) {
  const server = await startServer(world.data);
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => {});  // cut in the end, which is right
  await once(socket, "connect");
  socket.write("POST /api/v1/use-cases HTTP/1.1\r\nhost: drill\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{");
  await pause(100);
  await endsWell(`${world.name}, half a request in flight`, server, kDrainMs + kMercyMs);
  socket.destroy();
}

export async function endings(world) {
  await idle(world, "SIGTERM");
  await idle(world, "SIGINT");
  await afterLogin(world);
  await withRequest(world);
  await withJob(world);
}

/** Also without its database the server can be asked to stop. */
export async function endsWithoutDatabase(world, cluster) {
  const server = await startServer(world.data);
  await cluster.tell("crash");
  await ask(server.base.replace("/api/v1", ""), "GET", "/labs");
  await endsWell(`${world.name}, database gone`, server, kDrainMs + kMercyMs);
  await cluster.tell("again");
}
