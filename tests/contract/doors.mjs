// Page route × role, from `couloir routes --json`: who is not admitted is sent away before anything is looked up, and no
// form is taken without its stamp. A new route is covered the day it is mounted.
import { logIn } from "./pages.mjs";
import { ask, couloir, logins } from "./world.mjs";
import { expect, expectSame } from "./tally.mjs";

const kNobody = "999999999";  // an id that no row has
const visitor = { role: "visitor" };

const routesOf = (data) => couloir(data, ["--json", "routes"]).trim().split("\n").map((line) => JSON.parse(line)).filter((route) => !route.api);
const admits = (who, role) => who === "everyone" || (who === "logged_in" && role !== visitor.role) || who.split(",").includes(role);

/** Sent to log in, to the first question, or told no. */
const isSentAway = (page) => page.status === 403 || (page.status === 303 && /^\/(login|welcome)/.test(page.headers.get("location") ?? ""));

async function tryDoor(base, cookie, role, route) {
  const path = route.path.replace(/\{\w+\}/g, kNobody);
  const what = `${route.method} ${route.path} as ${role}`;
  if (route.method === "POST") {
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: base, ...(cookie && { cookie }) };
    const answer = await ask(base, "POST", path, { body: "a=1", headers });
    const refused = role === visitor.role && !admits(route.who, role) ? [401, 403] : [403];
    expect(refused.includes(answer.status), `${what} without a stamp is refused`, answer.status);
    return;
  }
  const page = await ask(base, "GET", path, { headers: cookie ? { cookie } : {} });
  expect(page.status < 500, `${what} does not break`, page.status);
  if (admits(route.who, role)) expect(![401, 403].includes(page.status), `${what} is let in`, page.status);
  else expectSame(isSentAway(page), true, `${what} is sent away (${page.status})`);
}

export async function checkDoors({ base, data }) {
  const routes = routesOf(data);
  expect(routes.length > 50, "the program lists its pages", routes.length);
  for (const login of [visitor, ...logins]) {
    const cookie = login.email ? await logIn(base, login) : "";
    for (const route of routes) await tryDoor(base, cookie, login.role, route);
  }
}
