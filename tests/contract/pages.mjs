// Walks the pages as each role, from the start page along every link: no link leads nowhere, no page breaks or writes anything, none
// tells of another organisation, and no form is taken without its stamp.
import { watchWrites } from "./quiet.mjs";
import { ask, logins, neighbour } from "./world.mjs";
import { expect, expectSame } from "./tally.mjs";

const kMostPages = 300;     // per role; a walk that long has met every template
const kSamePattern = 4;     // pages that differ only by numbers or by their query are looked at this often
const kSeesAll = ["office", "admin", "neighbour"];  // whose work is with every organisation, and the owner herself

const unescape = (text) => text.replaceAll("&amp;", "&").replaceAll("&quot;", "\"").replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
const patternOf = (path) => path.replace(/\d+/g, "N").replace(/=[^&]*/g, "=");

export async function logIn(base, { email, password }) {
  const form = await ask(base, "GET", "/login");
  const stamp = /action="\/login"[^>]*>.*?name="csrf" value="([^"]+)"/s.exec(form.text)?.[1];
  const body = new URLSearchParams({ csrf: stamp, email, password, next: "/" }).toString();
  const cookies = form.headers.getSetCookie().map((each) => each.split(";")[0]);
  const answer = await ask(base, "POST", "/login", { body, headers: { "content-type": "application/x-www-form-urlencoded", cookie: cookies.join("; "), origin: base } });
  const cookie = [...cookies, ...answer.headers.getSetCookie().map((each) => each.split(";")[0])].join("; ");
  expect(answer.status === 303 && cookie !== "", `${email} can log in`, `${answer.status}`);
  return cookie;
}

function linksOf(page, html) {
  return [...html.matchAll(/<a\b[^>]*\bhref="([^"]+)"/g)].map((match) => new URL(unescape(match[1]), page))
    .filter((url) => url.origin === new URL(page).origin && url.pathname !== "/logout").map((url) => url.pathname + url.search);
}

const formsOf = (html) => [...html.matchAll(/<form\b([^>]*)>/g)].map((match) => match[1])
  .filter((form) => /method="post"/i.test(form)).map((form) => unescape(/action="([^"]*)"/.exec(form)?.[1] ?? ""));

/** Breadth first; `visit` sees each answer. Returns the forms met, with the page that holds them. */
export async function walk(base, cookie, visit) {
  const [waiting, seen, often, forms] = [["/"], new Map([["/", "the start"]]), new Map(), new Map()];
  let pages = 0;
  while (waiting.length > 0 && pages < kMostPages) {
    const path = waiting.shift();
    const pattern = patternOf(path);
    if ((often.get(pattern) ?? 0) >= kSamePattern) continue;
    often.set(pattern, (often.get(pattern) ?? 0) + 1);
    pages += 1;
    const page = await ask(base, "GET", path, { headers: cookie ? { cookie } : {} });
    await visit(path, page, seen.get(path));
    const next = page.status === 303 || page.status === 302 ? [new URL(page.headers.get("location"), base + path)].map((u) => u.pathname + u.search) : [];
    if (page.type.startsWith("text/html")) {
      next.push(...linksOf(base + path, page.text));
      for (const action of formsOf(page.text)) forms.set(patternOf(action || path), action || path);
    }
    for (const link of next) if (!seen.has(link)) { seen.set(link, path); waiting.push(link); }
  }
  return { forms: [...forms.values()], pages };
}

function judge(role, path, page, from) {
  const where = `${path} as ${role}, linked from ${from}`;
  expect(page.status < 400, `${where} opens`, page.status);
  if (!kSeesAll.includes(role)) expect(!page.text.includes(neighbour.useCase) && !page.text.includes(neighbour.organisation), `${where} tells nothing of another organisation`);
  if (!page.type.startsWith("text/html") || page.status !== 200) return;
  expect(/^<!doctype html>/i.test(page.text) && /<title>[^<]+<\/title>/.test(page.text) && /<html lang="(fr|en)"/.test(page.text), `${where} is a whole page`);
  expect(!/\{\d\}|\[object|undefined|\bnan\b/i.test(page.text.replace(/<script.*?<\/script>/gs, "")), `${where} shows no unfilled place`);
}

async function stampless(base, cookie, role, actions) {
  const sent = { "content-type": "application/x-www-form-urlencoded", ...(cookie ? { cookie } : {}) };
  for (const action of actions) {
    const bare = await ask(base, "POST", action, { body: "a=1", headers: { ...sent, origin: base } });
    expectSame(bare.status, 403, `POST ${action} as ${role} without a stamp`);
    const elsewhere = await ask(base, "POST", action, { body: "a=1", headers: { ...sent, origin: "https://evil.example", "sec-fetch-site": "cross-site" } });
    expectSame(elsewhere.status, 403, `POST ${action} as ${role} from another site`);
  }
}

/** Deliveries that are tried again would write in the middle of a walk. */
async function pauseWebhooks(world) {
  for (const { id } of (await world.api("GET", "/webhooks?limit=100", "office")).json.items) await world.api("POST", `/webhooks/${id}/pause`, "office");
}

export async function checkPages(world) {
  await pauseWebhooks(world);
  const quiet = watchWrites(world.data);
  try {
    await walkAsEach(world, quiet);
  } finally {
    quiet.stop();
  }
}

async function walkAsEach(world, quiet) {
  const everybody = [{ role: "visitor" }, ...logins, { ...neighbour, role: "neighbour" }];
  const known = new Map();  // page → the roles that reached it
  for (const login of everybody) {
    const cookie = login.email ? await logIn(world.base, login) : "";
    if (cookie) expect((await quiet.written()).includes("people_login"), `the login of ${login.role} is seen in the database`);
    await quiet.settled();
    const { forms, pages } = await walk(world.base, cookie, async (path, page, from) => {
      judge(login.role, path, page, from);
      expectSame((await quiet.written()).join(" "), "", `${path} as ${login.role} writes nothing`);
      if (page.status === 200) known.set(path, (known.get(path) ?? new Set()).add(login.role));
    });
    expect(pages > 3, `${login.role} has pages to walk`, pages);
    await stampless(world.base, cookie, login.role, forms);
    console.log(`    ${login.role}: ${pages} pages, ${forms.length} kinds of forms`);
  }
  await closedDoors(world, known);
}

/** Other pages send a visitor to log in unless they tell of nobody, and the neighbour's own stay hers. */
async function closedDoors({ base, foreign }, known) {
  for (const [path, roles] of known) {
    if (roles.has("visitor") || patternOf(path).includes("?")) continue;
    const page = await ask(base, "GET", path);
    const open = page.status === 200 && !page.text.includes(neighbour.organisation) && !/\/(organisations|use-cases|office|account)\b/.test(path);
    expect(open || page.headers.get("location")?.startsWith("/login"), `${path} sends a visitor to log in`, page.status);
  }
  const cookie = await logIn(base, logins.find((each) => each.role === "operator"));
  for (const [path, roles] of known) {
    if (roles.size > 1 || !roles.has("neighbour") || !/\/\d+/.test(path)) continue;
    const page = await ask(base, "GET", path, { headers: { cookie } });
    expect(page.status === 404 || page.status === 403 || page.status === 303, `${path} of the neighbour is closed to the operator`, page.status);
    expect(!page.text.includes(neighbour.useCase), `${path} tells the operator nothing`);
  }
  expect([...known.keys()].some((path) => path.includes(String(foreign.useCase))), "the neighbour reached her own use case");
}
