// Page route × role, from `couloir routes --json`: who is not admitted is sent away before anything is looked up, with the
// stamp of a form of her own too, no form is taken without its stamp, and no page view writes. A new route is covered the day it is mounted.
import { logIn } from "./pages.mjs";
import { watchWrites } from "./quiet.mjs";
import { ask, couloir, logins } from "./world.mjs";
import { expect, expectSame } from "./tally.mjs";

const kNobody = "999999999";  // an id that no row has
const kNotYours = /Your role does not open this page|Votre rôle n’ouvre pas cette page/;
const visitor = { role: "visitor" };

const routesOf = (data) => couloir(data, ["--json", "routes"]).trim().split("\n").map((line) => JSON.parse(line)).filter((route) => !route.api);
const admits = (who, role) => who === "everyone" || (who === "logged_in" && role !== visitor.role) || who.split(",").includes(role);

const pathOf = (route) => route.path.replace(/\{\w+\}/g, kNobody);

/** Sent to log in, to the first question, or told no. */
const isSentAway = (page) => page.status === 403 || (page.status === 303 && /^\/(login|welcome)/.test(page.headers.get("location") ?? ""));

/** The stamp that this login's forms bear: any page has one, in the choice of the language. */
async function stampOf(base, cookie) {
  const page = await ask(base, "GET", "/labs", { headers: cookie ? { cookie } : {} });
  return /name="csrf" value="([^"]+)"/.exec(page.text)?.[1];
}

const post = (base, path, cookie, body) => ask(base, "POST", path,
  { body, headers: { "content-type": "application/x-www-form-urlencoded", origin: base, ...(cookie && { cookie }) } });

async function tryForm(base, { cookie, stamp, role }, route) {
  const path = pathOf(route);
  const what = `${route.method} ${route.path} as ${role}`;
  const bare = await post(base, path, cookie, "a=1");
  const may = admits(route.who, role);
  const refused = role === visitor.role && !may ? [401, 403] : [403];
  expect(refused.includes(bare.status), `${what} without a stamp is refused`, bare.status);
  if (may) return;
  const stamped = await post(base, path, cookie, new URLSearchParams({ csrf: stamp, a: "1" }).toString());
  expectSame(stamped.status, role === visitor.role ? 401 : 403, `${what} with a stamp is refused`);
  if (role !== visitor.role) expect(kNotYours.test(stamped.text), `${what} is refused for the role, not for the stamp`);
}

/** The stamp of tryForm is a good one: with it, what everybody may do is done. */
async function stampHolds(base, { cookie, stamp, role }) {
  const answer = await post(base, "/preferences", cookie, new URLSearchParams({ csrf: stamp, lang: "en", back: "/labs" }).toString());
  expectSame(answer.status, 303, `the stamp of ${role} is taken where ${role} may send a form`);
}

async function tryPage(base, quiet, { cookie, role }, route) {
  const path = pathOf(route);
  const what = `GET ${route.path} as ${role}`;
  const page = await ask(base, "GET", path, { headers: cookie ? { cookie } : {} });
  expect(page.status < 500, `${what} does not break`, page.status);
  if (admits(route.who, role)) expect(![401, 403].includes(page.status), `${what} is let in`, page.status);
  else expectSame(isSentAway(page), true, `${what} is sent away (${page.status})`);
  expectSame((await quiet.written()).join(" "), "", `${what} writes nothing`);
}

export async function checkDoors({ base, data }) {
  const quiet = watchWrites(data);
  try {
    await tryEveryDoor(base, quiet, routesOf(data));
  } finally {
    quiet.stop();
  }
}

async function tryEveryDoor(base, quiet, routes) {
  expect(routes.length > 50, "the program lists its pages", routes.length);
  for (const login of [visitor, ...logins]) {
    const cookie = login.email ? await logIn(base, login) : "";
    const who = { role: login.role, cookie, stamp: await stampOf(base, cookie) };
    await stampHolds(base, who);
    await quiet.settled();
    for (const route of routes.filter((each) => each.method === "GET")) await tryPage(base, quiet, who, route);
    for (const route of routes.filter((each) => each.method !== "GET")) await tryForm(base, who, route);
  }
}
