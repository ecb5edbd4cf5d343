// Every write of the API succeeded in this run, but for a frozen few. That list fails when it should grow, and when an entry is true no more.
import { operationsOf } from "./spec.mjs";
import { expect } from "./tally.mjs";

// A token makes no tokens; the others succeed in the tests of their room alone.
const kNeverDriven = ["token.add", "batch.assign", "pool.demand.release", "dossier.join", "dossier.detach", "batch.unprepare", "dossier.letter",
  "dossier.receipt-pdf", "dossier.member", "dossier.drop-member", "dossier.resume", "dossier.unassign", "pool.hours.log", "pool.hours.confirm",
  "pool.hours.correct", "dossier.take-form", "dossier.reminders", "batch.drop-phase", "member.set", "member.remove", "pool.plan.solve", "pool.plan.stop",
  "pool.workshop.set"];

/** The operation that a request went to: where several fit, the one that leaves least open. */
function operationAt(operations, { method, path }) {
  const fits = (each) => each.method === method && new RegExp(`^${each.path.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
  return operations.filter(fits).sort((a, b) => a.captures.length - b.captures.length)[0]?.id;
}

export function checkDriven({ spec, succeeded }) {
  const writes = operationsOf(spec).filter((each) => each.method !== "GET");
  const driven = new Set([...succeeded].map((each) => operationAt(writes, JSON.parse(each))));
  for (const { id } of writes) {
    if (kNeverDriven.includes(id)) expect(!driven.has(id), `${id} is driven to success now: take it off the list in driven.mjs`);
    else expect(driven.has(id), `${id} is driven to success by some check`);
  }
  for (const id of kNeverDriven) expect(writes.some((each) => each.id === id), `${id} of the list in driven.mjs is an operation`);
}
