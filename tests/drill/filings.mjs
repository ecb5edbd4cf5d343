// A filing that was answered is kept, whatever becomes of the program in that moment, and its receipt leaves once.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, expectSame } from "../contract/tally.mjs";
import { fileFor, must, openCall, prepared } from "../contract/prepared.mjs";
import { ended } from "../contract/world.mjs";
import { between, dice } from "./dice.mjs";
import { pause, startServer } from "./processes.mjs";

const kFilings = 3;
const kLeaseMs = 90_000;  // a mail that was being written when its process died waits a minute for its lease

/** Each is filed, and couloir killed at once or some milliseconds after its answer: before its mail is written, or while. */
export async function filingsKilled(world) {
  let server = await startServer(world.data);
  const house = await openCall(server.base, world.data, "drill", "2035-01-01T00:00:00Z");
  const dossiers = [];
  for (let n = 1; n <= kFilings; n += 1) dossiers.push(await prepared(house, n));
  world.filed = [];
  for (const [n, dossier] of dossiers.entries()) {
    const answer = await fileFor(server.base, dossier, house.call.terms.cut_offs[0]);
    if (n > 0) await pause(between(dice(`${world.name} filing ${n}`), 0, 30));
    await ended(server.process, "SIGKILL");
    expectSame(answer.status, 201, `${world.name}: dossier ${dossier.id} is filed`);
    world.filed.push({ ...dossier, number: answer.json?.number });
    server = await startServer(world.data);
  }
  for (const { id, token, number } of world.filed) {
    const stored = (await must(server.base, "GET", `/dossiers/${id}`, token)).json;
    expect(stored.state === "submitted" && stored.number === number, `${world.name}: ${number} is filed after the kill`, stored.state);
  }
  await ended(server.process, "SIGKILL");
}

/** The mails of a folder that tell of this number, quoted-printable undone. */
function receiptsOf(data, number) {
  const folder = join(data, "mail");
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).filter((name) => name.endsWith(".eml"))
    .filter((name) => {
      const text = readFileSync(join(folder, name), "latin1").replace(/=\r?\n/g, "");
      return text.includes(number) && text.includes("/receipt");
    }).length;
}

/** After all the kills: one receipt for each. */
export async function receiptsLeftOnce(world) {
  const server = await startServer(world.data);
  for (const begun = Date.now(); Date.now() - begun < kLeaseMs && world.filed.some(({ number }) => receiptsOf(world.data, number) === 0);) await pause(250);
  await pause(500);  // a second one would follow at once
  for (const { number } of world.filed) expectSame(receiptsOf(world.data, number), 1, `${world.name}: receipts of ${number}`);
  await ended(server.process);
}
