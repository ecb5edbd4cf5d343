// The description itself: OpenAPI 3.1, and without error for Redocly's recommended rules.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { operationsOf } from "./spec.mjs";
import { expect, expectSame } from "./tally.mjs";

export function lintDescription({ data, spec }) {
  expect(/^3\.1\./.test(spec.openapi), "openapi.json is OpenAPI 3.1", spec.openapi);
  const file = join(data, "openapi.json");
  writeFileSync(file, JSON.stringify(spec));
  const lint = spawnSync(process.execPath, ["node_modules/@redocly/cli/bin/cli.js", "lint", file], { encoding: "utf8" });
  expectSame(lint.status, 0, `redocly lint: ${lint.stdout}${lint.stderr}`);
  const ids = operationsOf(spec).map((each) => each.id);
  expectSame(new Set(ids).size, ids.length, "operation ids are unique");
  for (const each of operationsOf(spec)) expect(each.scope, `${each.id} names its scope`);
}
