// What the drill starts: servers of couloir and a PostgreSQL cluster of its own. None of it outlives the drill,
// also when the drill fails or is interrupted.
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve } from "../contract/world.mjs";

const kPgCluster = fileURLToPath(new URL("../../tools/pg-cluster", import.meta.url));
const run = promisify(execFile);

export const root = mkdtempSync(join(tmpdir(), "couloir-drill-"));
export const pause = (ms) => new Promise((go) => setTimeout(go, ms));

const running = new Set();
const clusters = new Set();
let starting = Promise.resolve();
let closing = false;

/** Waits for its turn: what is still starting when the drill is interrupted must be known to be stopped. */
function begin(start) {
  if (closing) throw new Error("the drill is ending");
  const begun = start();
  starting = begun.catch(() => {});
  return begun;
}

/** A server on `data`; its log from now on is in `tail()`, however much it said before. */
export function startServer(data) {
  return begin(async () => {
    const server = await serve(data);
    running.add(server.process);
    server.process.on("exit", () => running.delete(server.process));
    return { ...server, base: `http://127.0.0.1:${server.port}/api/v1` };
  });
}

/** A private PostgreSQL that may be killed. */
export function startCluster() {
  return begin(async () => {
    const [folder, , url] = (await run(kPgCluster, ["start"])).stdout.trim().split(" ");
    clusters.add(folder);
    return { url, tell: (verb) => run(kPgCluster, [verb, folder]) };
  });
}

async function cleanUp() {
  closing = true;
  await starting;
  for (const process of running) process.kill("SIGKILL");
  for (const folder of clusters) execFileSync(kPgCluster, ["stop", folder], { stdio: "ignore" });
  rmSync(root, { recursive: true, force: true });
}

/** Runs the drill and leaves nothing behind, however it ends. */
export async function leavingNothing(drill) {
  for (const signal of ["SIGINT", "SIGTERM"])
    process.once(signal, () => cleanUp().finally(() => process.exit(130)));
  try {
    await drill();
  } finally {
    if (!closing) await cleanUp();
  }
}
