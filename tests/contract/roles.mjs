// Route × role, from the description itself: a new operation is covered the day it is declared.
import { filled, mayUse, operationsOf, validatorOf } from "./spec.mjs";
import { logins } from "./world.mjs";
import { expect, expectSame } from "./tally.mjs";

const kNobody = "999999999";  // an id that no row has: what is allowed ends in 400 or 404 and changes nothing
const visitor = "visitor";

/** What one may do only to oneself is tried on oneself: giving up a role that one does not have. */
function pathOf(operation, role, own) {
  const givesUp = operation.method === "DELETE" && operation.captures.includes("role");
  const values = Object.fromEntries(operation.captures.map((name) => [name, kNobody]));
  return filled(operation.path, { ...values, role: role === "lab" ? "host" : "lab", wave: "no-such-wave", person: own ?? kNobody, ...(givesUp && own ? { id: own } : {}) });
}

export async function checkRoles(world) {
  const wrong = validatorOf(world.spec);
  const own = {};
  for (const { role } of logins) own[role] = (await world.api("GET", "/me", role)).json.id;
  for (const operation of operationsOf(world.spec)) {
    for (const role of [visitor, ...logins.map((each) => each.role)]) {
      const answer = await world.api(operation.method, pathOf(operation, role, own[role]), role, { body: operation.body?.["application/json"] ? "{}" : undefined });
      const what = `${operation.method} ${operation.path} as ${role}`;
      if (role === visitor) expectSame(answer.status, 401, what);
      else if (mayUse(operation, role)) expect(![401, 403].includes(answer.status) && answer.status < 500, `${what} is let in`, `${answer.status} ${answer.text.slice(0, 120)}`);
      else expectSame(answer.status, 403, what);
      if (answer.status >= 400) expectSame(wrong(operation, answer), "", `${what} is refused with a problem`);
    }
  }
}
