// A couloir of its own in a temporary folder: the demonstration, one token per role, a server on a free loopback port.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const program = process.env.COULOIR_PROGRAM ?? "build/release/bin/couloir";
export const logins = readFileSync(new URL("../../demo/logins.csv", import.meta.url), "utf8")
  .trim().split("\n").slice(1).map((line) => line.split(","))
  .map(([email, password, role]) => ({ email, password, role }));

const kReadySeconds = 30;
const kTokenDays = 30;

/** The settings of this shell must not reach the program under test. */
function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^COULOIR_/.test(name) || name === "COULOIR_SHARE"));
}

/** Runs one command on `data`; throws with what it wrote to standard error. */
export function couloir(data, args, input = "") {
  return execFileSync(program, ["--data", data, "--lang", "en", ...args], { encoding: "utf8", input, env: cleanEnvironment(), stdio: ["pipe", "pipe", "pipe"] });
}

/** A new database of the cluster at `cluster`; its URL. */
export function newPostgres(cluster, name) {
  execFileSync("psql", ["--quiet", "--no-psqlrc", cluster, "--command", `drop database if exists ${name}`, "--command", `create database ${name}`], { stdio: "pipe" });
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return url.href;
}

/** Starts the server; resolves with { port, process } once it listens. */
export function serve(data) {
  const process = spawn(program, ["--data", data, "serve", "--port", "0"], { env: cleanEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => { process.kill("SIGKILL"); reject(new Error(`the server did not start: ${said}`)); }, kReadySeconds * 1000);
    const hear = (chunk) => {
      if (said.length < 100_000) said += chunk;
      const ready = /id=serve\.ready .*\bport=(\d+)/.exec(said);
      if (!ready) return;
      clearTimeout(late);
      resolve({ port: Number(ready[1]), process, said: () => said });
    };
    process.stdout.on("data", hear);
    process.stderr.on("data", hear);
    process.on("exit", (code) => { clearTimeout(late); reject(new Error(`the server ended with ${code}: ${said}`)); });
  });
}

/** Asks a process to end and waits until it has; returns its exit code. */
export function ended(process, signal = "SIGTERM") {
  if (process.exitCode !== null || process.signalCode !== null) return Promise.resolve(process.exitCode);
  return new Promise((resolve) => { process.on("exit", resolve); process.kill(signal); });
}

export function scopesOf(spec) {
  return spec.components.schemas.NewToken.properties.scopes.items.enum;
}

/** An API token of `email` with these scopes. */
export function tokenFor(data, email, scopes) {
  const expires = new Date(Date.now() + kTokenDays * 86_400_000).toISOString();
  const args = ["--as", email, "--json", "token", "add", "--name", "contract", "--expires_at", expires, ...scopes.flatMap((s) => ["--scopes", s])];
  return JSON.parse(couloir(data, args)).token;
}

/** One request; the answer with its text and, when it is JSON, its value. */
export async function ask(base, method, path, { token, body, headers = {} } = {}) {
  const sent = { ...headers };
  if (token) sent.authorization = `Bearer ${token}`;
  if (body !== undefined && !sent["content-type"]) sent["content-type"] = "application/json";
  const content = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(base + path, { method, headers: sent, body: content, redirect: "manual" });
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  return { status: response.status, headers: response.headers, type, text, json: /^application\/(problem\+)?json(;|$)/.test(type) && text !== "" ? JSON.parse(text) : undefined };
}

/** A second carrier of use cases, whose organisation nobody of the demonstration belongs to. */
export const neighbour = { email: "neighbour@contract.example", password: "tuile-orage-sapin-bleu", role: "operator",
  organisation: "Contract Neighbour", useCase: "Neighbour secret use case" };

/** SIRET with a right check digit, of a SIREN that is nobody's (it begins with 000). */
export function freshSiret(number) {
  const check = (digits) => {
    let sum = 0;
    [...digits].reverse().forEach((digit, i) => { const twice = i % 2 === 0 ? Number(digit) * 2 : Number(digit); sum += twice > 9 ? twice - 9 : twice; });
    return digits + ((10 - (sum % 10)) % 10);
  };
  return check(`${check(`0009${String(number).padStart(4, "0")}`)}0001`);
}

/** Both carriers have an organisation and use cases of their own, whatever the demonstration brings. */
async function settle(api) {
  let own = (await api("GET", "/organisations", "operator")).json.items[0]?.id;
  own ??= (await api("POST", "/organisations", "operator", { body: { siret: freshSiret(1), facts: { name: "Contract Operator", town: "Colmar" } } })).json.organisation;
  await api("POST", `/use-cases/import?organisation=${own}&filename=use-cases.csv&only_good=true`, "operator",
    { body: readFileSync(new URL("../../demo/use-cases.csv", import.meta.url), "utf8"), headers: { "content-type": "text/csv" } });
  const firm = await api("POST", "/organisations", "neighbour", { body: { siret: freshSiret(2), facts: { name: neighbour.organisation, town: "Colmar" } } });
  if (firm.status !== 201) throw new Error(`the neighbour's organisation: ${firm.status} ${firm.text}`);
  const added = firm.json;
  const useCase = (await api("POST", "/use-cases", "neighbour", { body: { organisation: added.organisation, title: neighbour.useCase } })).json;
  const team = (await api("POST", `/organisations/${added.organisation}/teams`, "neighbour", { body: { name: "Neighbour team" } })).json;
  const establishment = (await api("GET", `/organisations/${added.organisation}/establishments`, "neighbour")).json.items[0];
  return { own, foreign: { organisation: added.organisation, useCase: useCase.id, team: team.id, establishment: establishment.id } };
}

export async function startDemo() {
  const data = mkdtempSync(join(tmpdir(), "couloir-contract-"));
  couloir(data, ["demo", "load", "--stage", "mapped"]);
  couloir(data, ["user", "add", "--email", neighbour.email, "--name", "Nadia Voisin", "--role", neighbour.role], neighbour.password + "\n");
  const server = await serve(data);
  const base = `http://127.0.0.1:${server.port}`;
  const spec = (await ask(base, "GET", "/api/v1/openapi.json")).json;
  const tokens = Object.fromEntries(logins.map(({ email, role }) => [role, tokenFor(data, email, scopesOf(spec))]));
  tokens.neighbour = tokenFor(data, neighbour.email, scopesOf(spec));
  const succeeded = new Set();  // JSON of { method, path }
  const api = async (method, path, role, more = {}) => {
    const answer = await ask(base, method, `/api/v1${path}`, { token: tokens[role], ...more });
    if (answer.status < 300) succeeded.add(JSON.stringify({ method, path: path.split("?")[0] }));
    return answer;
  };
  const stop = async () => { await ended(server.process); rmSync(data, { recursive: true, force: true }); };
  try {
    return { data, base, spec, tokens, api, succeeded, stop, ...await settle(api) };
  } catch (error) {
    await stop();
    throw error;
  }
}
