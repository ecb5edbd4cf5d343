// `demo load` killed at any moment: the next one loads it whole or says that half is there. It never takes a half for the
// whole, and a new start in the same place succeeds.
import { spawn, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { expect, expectSame } from "../contract/tally.mjs";
import { ended, program } from "../contract/world.mjs";
import { between, dice } from "./dice.mjs";
import { newFolder } from "./load.mjs";
import { pause } from "./processes.mjs";

const kKills = 6;
const kArgs = ["--lang", "en", "--json"];

const run = (data, ...command) => spawnSync(program, ["--data", data, ...kArgs, ...command], { encoding: "utf8" });

/** How many events of each kind the journal holds: the same for every whole demonstration. */
function contentsOf(data) {
  const kinds = {};
  for (const line of run(data, "journal", "export").stdout.split("\n").filter(Boolean)) {
    const { name } = JSON.parse(line);
    kinds[name] = (kinds[name] ?? 0) + 1;
  }
  return JSON.stringify(Object.entries(kinds).sort());
}

async function killedAfter(data, ms) {
  const child = spawn(program, ["--data", data, ...kArgs, "demo", "load", "--stage", "mapped"], { stdio: "ignore" });
  await pause(ms);
  await ended(child, "SIGKILL");
}

export async function demonstrationKilled() {
  const whole = newFolder("demo-whole");
  const begun = Date.now();
  expectSame(run(whole, "demo", "load", "--stage", "mapped").status, 0, "the demonstration is loaded");
  const [ms, contents, tally] = [Date.now() - begun, contentsOf(whole), { whole: 0, half: 0 }];
  const roll = dice("demo load");
  for (let kill = 0; kill < kKills; kill += 1) {
    const data = newFolder(`demo-${kill}`);
    await killedAfter(data, between(roll, (ms * kill) / kKills, (ms * (kill + 1)) / kKills));
    const next = run(data, "demo", "load", "--stage", "mapped");
    const what = `demo load after a kill in part ${kill + 1} of ${kKills}`;
    if (next.status === 0) {
      tally.whole += 1;
      expectSame(contentsOf(data), contents, `${what}: what is called loaded is whole`);
    } else {
      tally.half += 1;
      expect(next.status === 1 && /Only a part of the demonstration is here.*--fresh/.test(next.stderr), `${what}: is told what to do`, next.stderr);
      rmSync(data, { recursive: true });
      expectSame(run(data, "demo", "load", "--stage", "mapped").status, 0, `${what}: a new start succeeds`);
      expectSame(contentsOf(data), contents, `${what}: a new start is whole`);
    }
  }
  expect(tally.half > 0, "a kill of demo load left half of it", tally);
  console.log(`    demo load killed ${kKills} times: ${tally.whole} whole afterwards, ${tally.half} told to be half`);
}
