// The largest file that is promised, through the REST API of a server of its own: ten megabytes with one bad line are looked at and taken in
// within bounded time and memory.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, couloir, ended, freshSiret, scopesOf, serve, tokenFor } from "./world.mjs";
import { expect, expectSame } from "./tally.mjs";

const kRows = 40_000;
const kBadLine = 31_415;
const kPreviewSeconds = 30;
const kImportSeconds = 120;
const kMoreMB = 192;  // than before, at the worst moment: the body, its rows, and what the problems say
const owner = { email: "large@contract.example", password: "wagon-houblon-tempete-3" };

function content() {
  const lines = ["external_id,title,problem,P1"];
  const paragraph = "x".repeat(240);
  for (let line = 2; line <= kRows + 1; line += 1) lines.push(`L-${line},Cas ${line},${paragraph},${line === kBadLine ? 9 : 3}`);
  return `${lines.join("\n")}\n`;
}

const statusOf = (pid, field) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

async function within(seconds, what, run) {
  const begun = Date.now();
  const answer = await run();
  const took = (Date.now() - begun) / 1000;
  expect(took <= seconds, `${what} within ${seconds} s`, `${took.toFixed(1)} s`);
  console.log(`    ${what}: ${took.toFixed(1)} s`);
  return answer;
}

async function takenIn(api, id) {
  for (;;) {
    const { json } = await api("GET", `/imports/${id}`);
    if (json?.state !== "running") return json;
    await new Promise((go) => setTimeout(go, 200));
  }
}

async function sendLarge(api, pid, organisation) {
  const body = content();
  expect(body.length > 10_000_000, "the file has ten megabytes", body.length);
  const before = statusOf(pid, "VmRSS");
  const preview = await within(kPreviewSeconds, "ten megabytes are looked at", () =>
    api("POST", `/imports?organisation=${organisation}&filename=large.csv`, { body, headers: { "content-type": "text/csv" } }));
  expectSame(preview.status, 201, `a large file is looked at (${preview.text.slice(0, 200)})`);
  expectSame(preview.json?.problems?.map(({ line, field }) => `${line} ${field}`).join(), `${kBadLine} P1`, "its one bad line is named");
  expectSame((await api("POST", `/imports/${preview.json?.id}/start`)).status, 200, "its good lines may be taken in");
  const done = await within(kImportSeconds, "40,000 lines are taken in", () => takenIn(api, preview.json?.id));
  expectSame(`${done?.state} ${done?.added}`, `done ${kRows - 1}`, "all but one are there");
  const more = statusOf(pid, "VmHWM") - before;
  expect(more <= kMoreMB, `the server takes at most ${kMoreMB} MB more`, `${more.toFixed(0)} MB`);
  console.log(`    at most ${more.toFixed(0)} MB more than before`);
}

export async function checkLargeFile() {
  const data = mkdtempSync(join(tmpdir(), "couloir-large-"));
  couloir(data, ["user", "add", "--email", owner.email, "--name", "Lise Large", "--role", "operator"], `${owner.password}\n`);
  const server = await serve(data);
  try {
    const base = `http://127.0.0.1:${server.port}`;
    const token = tokenFor(data, owner.email, scopesOf((await ask(base, "GET", "/api/v1/openapi.json")).json));
    const api = (method, path, more = {}) => ask(base, method, `/api/v1${path}`, { token, ...more });
    const { organisation } = (await api("POST", "/organisations", { body: { siret: freshSiret(3), facts: { name: "Large", town: "Colmar" } } })).json;
    await sendLarge(api, server.process.pid, organisation);
  } finally {
    await ended(server.process);
    rmSync(data, { recursive: true, force: true });
  }
}
