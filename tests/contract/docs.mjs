// Runs the examples of docs/api.md in their order: each sh block, and the json block after it as what must be answered.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, dirname, resolve } from "node:path";
import { expect } from "./tally.mjs";
import { program } from "./world.mjs";

/** Wanted fields are there with the same value; "…" stands for any value, numbers of ids and versions too. */
function matches(got, wanted) {
  if (wanted === "…") return got !== undefined;
  if (Array.isArray(wanted)) return Array.isArray(got) && wanted.every((each, i) => matches(got[i], each));
  if (wanted && typeof wanted === "object") return Boolean(got) && Object.entries(wanted).every(([key, value]) => matches(got[key], value));
  return got === wanted;
}

export function checkDocs(world) {
  const text = readFileSync(new URL("../../docs/api.md", import.meta.url), "utf8");
  const examples = [...text.matchAll(/```sh\n(.*?)```(?:\n+```json\n(.*?)```)?/gs)];
  expect(examples.length > 0, "docs/api.md has examples");
  const env = { PATH: `${dirname(resolve(program))}${delimiter}/usr/bin:/bin`, HOME: world.data, LC_ALL: "C.UTF-8", DATA: world.data,
    COULOIR: world.base, TOKEN: world.tokens.operator, ORGANISATION: String(world.own) };
  for (const [, command, wanted] of examples) {
    const first = command.trim().split("\n")[0];
    try {
      const said = execFileSync("bash", ["--norc", "-euo", "pipefail", "-c", command], { encoding: "utf8", env, cwd: world.data, stdio: ["ignore", "pipe", "pipe"] });
      if (wanted) expect(matches(JSON.parse(said), JSON.parse(wanted)), `docs/api.md: ${first}`, said.slice(0, 400));
      else expect(true, first);
    } catch (error) {
      expect(false, `docs/api.md: ${first}`, `${error.message} ${error.stdout ?? ""}`.slice(0, 500));
    }
  }
}
