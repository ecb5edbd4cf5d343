// Every page that the router knows, from `couloir routes --json`, as each role that may open it: axe-core in both languages
// and both themes (dark in English: contrast alone), no sideways scrolling on a telephone and no link that leads nowhere. A route
// without a sample here fails. With empty scripts once more, in light and French. What only a form answers, the stories judge. It goes on where newcomer.mjs and lab.mjs end: organisation 1, use case 2
// and import 1 are Camille's, by their order among hers.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { makeDossier } from '../contract/dossiers.mjs';
import { ask, scopesOf, tokenFor } from '../contract/world.mjs';
import { all_rules, contrast_alone, violations_in_dark, violations_in_light } from './axe.mjs';
import { among_hers } from './newcomer.mjs';
import { logins } from './house.mjs';
import { person, person_as } from './person.mjs';

const shots = 'build/browser/pages';
const telephone = { width: 360, height: 800 };
const desk = { width: 1280, height: 800 };

// Paths with something in their captures, and pages worth seeing more than once. Every other page is taken from the router.
const samples = {
  visitor: ['/calls/CODE', '/labs/1', '/password/TOKEN', '/invitations/GUEST', '/nothing-here'],
  operator: ['/use-cases?q=zzz', '/imports/1', '/use-cases/2', '/use-cases/2/edit', '/use-cases/2/score',
    '/use-cases/2/score/edit', '/use-cases/4/labs', '/use-cases/2/dossiers', '/use-cases/2/compliance', '/use-cases/2/compliance/questions',
    '/use-cases/2/compliance/trace', '/organisations/new?siret=00012600300011', '/organisations/1', '/organisations/1/edit',
    '/organisations/1/teams/new', '/organisations/1/establishments/new', '/establishments/1/edit', '/teams/TEAM/edit', '/office', '/skills/TEAM',
    '/skills/TEAM/checklist', '/skills/TEAM/gaps.csv', '/skills/organisations/FIRM', '/skills/organisations/FIRM/checklist',
    '/skills/organisations/FIRM/gaps.csv', '/documents/PDF', '/calls/CODE/begin', '/dossiers/DOSSIER', '/dossiers/DOSSIER/receipt',
    '/dossiers/DOSSIER/preview', '/dossiers/DOSSIER/decision', '/pool/dossiers/DOSSIER'],
  lab: ['/use-cases', '/use-cases/2', '/use-cases/2/score', '/labs/1', '/labs/1/edit'],
  office: ['/office/people/4', '/office/weights/2027-1', '/labs', '/labs/5/edit', '/use-cases', '/use-cases/2',
    '/use-cases/2/score/edit', '/compliance', '/office/webhooks/1', '/office/webhooks/1/edit', '/office/webhooks/1/removal',
    '/office/calls/CALL/edit', '/office/calls/CALL/form', '/office/calls/CALL/late', '/calls/CODE/batches/none', '/calls/CODE/batches/none/taking-up', '/calls/CODE/batches/none/assignment',
    '/calls/CODE/batches/none/meetings', '/meetings/MEETING', '/dossiers/DOSSIER', '/dossiers/DOSSIER/reviews', '/pool/dossiers/DOSSIER', '/pool/engineers/1',
    '/pool/engineers/1/edit', '/pool/engineers/1/away', '/pool/plans/1', '/pool/plans/1/comparison?with=1'],
  engineer: ['/my-months'],
  legal: ['/compliance', '/use-cases/ASKED/compliance', '/use-cases/ASKED/compliance/trace'],
  reviewer: ['/reviews', '/calls/CODE/links', '/dossiers/DOSSIER/review'],
  committee: ['/reviews', '/meetings/MEETING', '/meetings/MEETING/deciding', '/dossiers/DOSSIER'],
  admin: ['/office/people', '/office/people/4', '/office/people/4/erasure'],
};
// Pieces that a page puts into itself, and files handed out.
const no_pages = ['/imports/{id}/progress', '/documents/{id}/progress', '/documents/{id}/file',
  '/use-cases/{id}/compliance/evidence/{evidence}', '/dossiers/{id}/annexes/{annex}', '/dossiers/{id}/standing', '/dossiers/{id}/dossier.odt', '/dossiers/{id}/package.zip',
  '/dossiers/{id}/review/annexes/{sha256}', '/calls/{id}/blank.odt', '/calls/{code}/batches/{batch}/export.csv', '/pool/calendar/{file}',
  '/pool/plans/{id}/instance.json', '/pool/plans/{id}/plan.csv', '/pool/plans/{id}/plan.xlsx', '/pool/plans/{id}/solving'];
const roles_in_order = Object.keys(samples);

function page_routes() {
  const lines = execFileSync(process.env.COULOIR_PROGRAM, ['routes', '--json'], { encoding: 'utf8' }).trim().split('\n');
  return lines.map(line => JSON.parse(line)).filter(route => route.method === 'GET' && !route.api
    && !/^\/(assets|api\/v1)\//.test(route.path) && !no_pages.includes(route.path));
}
const admits = (who, role) => who === 'everyone' || (who === 'logged_in' && role !== 'visitor') || who.split(',').includes(role);
const has_captures = route => route.path.includes('{');
const fits = (route, path) => new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0]);

/** Who opens what; a route that nobody would open is a problem. */
function visits_of(routes) {
  const visits = structuredClone(samples);
  const problems = [];
  for (const route of routes.filter(r => !has_captures(r))) {
    const role = roles_in_order.find(r => admits(route.who, r));
    if (!role) problems.push(`${route.path}: none of the readers may open it (${route.who})`);
    else if (!visits[role].includes(route.path)) visits[role].push(route.path);
  }
  const literal = new Set(routes.filter(r => !has_captures(r)).map(r => r.path));
  for (const route of routes.filter(has_captures)) {
    const sampled = roles_in_order.some(r => admits(route.who, r)
      && samples[r].some(path => !literal.has(path.split('?')[0]) && fits(route, path)));
    if (!sampled) problems.push(`${route.path}: no sample of it in pages.mjs`);
  }
  return { visits, problems };
}

export async function pages(stage) {
  mkdirSync(shots, { recursive: true });
  const { visits, problems } = visits_of(page_routes());
  const { operator, ...others } = visits;  // half of all pages are hers: two readers go through the house at once
  const made = { TEAM: await a_team(stage), TOKEN: await a_token(stage), PDF: await a_document(stage), ASKED: await a_file_to_judge(stage), FIRM: stage.house.hers.organisations,
    ...(await a_dossier(stage)), GUEST: await an_invitation(stage) };
  const read = async roles => {
    const found = [];
    for (const [role, paths] of Object.entries(roles))
      found.push(...(await read_as(stage, role, paths.map(path => among_hers(stage, path).replace(/TEAM|TOKEN|GUEST|PDF|ASKED|FIRM|CODE|CALL|DOSSIER|MEETING/, name => made[name])))));
    return found;
  };
  return [...problems, ...(await Promise.all([read({ operator }), read(others)])).flat()];
}

/** What no story leaves behind: a team of Camille's, a PDF of hers, and a link to a new password for the lab. */
async function a_team(stage) {
  const camille = await person_as(stage, 'operator');
  const hers = among_hers(stage, '/organisations/1');
  await camille.goes_to(`${hers}/teams/new`);
  await camille.main.locator('input[name=name]').fill('Façonnage');
  await camille.main.locator('form button').last().click();
  await camille.goes_to(hers);
  const link = camille.main.locator('a[href^="/teams/"]').first();
  return (await link.getAttribute('href')).match(/\d+/)[0];
}
async function a_document(stage) {
  const camille = await person_as(stage, 'operator');
  const file = among_hers(stage, '/use-cases/2/compliance');
  await camille.goes_to(file);
  const csrf = await camille.page.locator('input[name=csrf]').first().inputValue();
  const answer = await camille.context.request.post(`${file}/documents`, { form: { csrf }, headers: { origin: stage.house.url } });
  const made = new URL(answer.url()).pathname.match(/^\/documents\/(\d+)/);
  if (!made) throw new Error(`asked for a PDF, ${answer.status()} at ${answer.url()}`);
  return made[1];
}
/** One that waits for Legal: its page holds the form of the verdict. */
async function a_file_to_judge(stage) {
  const lea = await person_as(stage, 'legal');
  await lea.goes_to('/compliance');
  const link = lea.main.locator('#queue a[href$="/compliance"]').first();
  return (await link.getAttribute('href')).match(/\d+/)[0];
}
/** From the call to the committee's decision, by the API, once a house. */
async function a_dossier({ house }) {
  if (!house.dossier) {
    const spec = (await ask(house.url, 'GET', '/api/v1/openapi.json')).json;
    const tokens = {};
    const api = (method, path, role, more = {}) => {
      tokens[role] ??= tokenFor(house.data, logins[role].email, scopesOf(spec));
      return ask(house.url, method, `/api/v1${path}`, { token: tokens[role], ...more });
    };
    house.dossier = await makeDossier({ spec, api });
  }
  const { code, call, id, meeting } = house.dossier;
  return { CODE: code, CALL: call, DOSSIER: id, MEETING: meeting };
}
const links_of = (stage, path) => [...stage.house.mails().join('').matchAll(new RegExp(`${path}([\\w-]+)`, 'g'))].map(found => found[1]);

/** The one that a_dossier() left open; its address has no account. */
async function an_invitation(stage) {
  for (let look = 0; look < 100; look++) {
    const link = links_of(stage, '/invitations/').at(0);
    if (link) return link;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('no mail with an invitation');
}

async function a_token(stage) {
  const links = () => links_of(stage, '/password/');
  const before = new Set(links());  // other stories asked for some, and used them up
  const visitor = await person(stage);
  await visitor.goes_to('/password-reset');
  await visitor.main.locator('input[name=email]').fill(logins.lab.email);
  await visitor.main.locator('form button').last().click();
  for (let look = 0; look < 100; look++) {
    const link = links().find(each => !before.has(each));
    if (link) return link;
    await visitor.page.waitForTimeout(100);
  }
  throw new Error('no mail with a link to a new password');
}

async function read_as(stage, role, paths) {
  const reader = await reader_of(stage, role);
  const problems = [];
  const met = new Set();
  for (const lang of stage.js ? ['fr', 'en'] : ['fr']) {
    await turns_to(reader, lang);
    for (const path of paths)
      if (await is_page(reader, path)) problems.push(...(await judged(reader, role, path, lang, met, stage)));
  }
  return stage.js ? [...problems, ...(await dead_ends(reader, role, met))] : problems;
}

/** Without JavaScript axe would not run either: the reader's browser runs scripts, but gets empty ones from the house. */
export async function reader_of(stage, role) {
  const reader = await person(stage, { js: true });
  if (!stage.js) await reader.context.route(/\.js(\?|$)/, route => route.fulfill({ contentType: 'text/javascript', body: '' }));
  if (role !== 'visitor') await reader.logs_in(logins[role]);
  return reader;
}

/** Downloads and answers for machines are no pages; a redirection is followed. */
async function is_page(reader, path) {
  const answer = await reader.context.request.get(path);
  return (answer.headers()['content-type'] ?? '').startsWith('text/html');
}

export async function turns_to(reader, lang) {
  await reader.goes_to('/labs');
  if ((await reader.page.locator('html').getAttribute('lang')) === lang) return;
  await reader.page.locator(`header.top button[name=lang][value=${lang}]`).first().click();
  await reader.page.locator(`html[lang=${lang}]`).waitFor();
}

async function judged(reader, role, path, lang, met, { js, shots: shots_too }) {
  const { page } = reader;
  const found = [];
  const complain = what => found.push(`${role} ${lang} ${path}: ${what}`);
  const refusal = { '/nothing-here': 404, '/office': role === 'operator' ? 403 : 200 }[path] ?? 200;
  reader.expects(refusal);
  await page.setViewportSize(desk);
  const answer = await page.goto(path);
  reader.expects(200);
  if (answer.status() !== refusal) complain(`answers ${answer.status()}, not ${refusal}`);
  const file = `${shots}/${role}${path.replace(/\W+/g, '-')}-${lang}`;
  if (shots_too) await page.screenshot({ path: `${file}-1280.png`, fullPage: true });
  for (const v of await violations_in_light(page)) complain(v);
  if (!js) return found;
  for (const v of await violations_in_dark(page, lang === 'fr' ? all_rules : contrast_alone)) complain(v);
  await page.setViewportSize(telephone);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > telephone.width) complain(`${wide - telephone.width} px too wide on a telephone`);
  if (shots_too) await page.screenshot({ path: `${file}-360.png`, fullPage: true });
  for (const href of await page.locator('a[href^="/"]').evaluateAll(all => all.map(a => a.getAttribute('href'))))
    met.add(href.split('#')[0]);
  return found;
}

// Links of one kind (/labs/1, /labs/2) are asked once; a download counts as an answer.
async function dead_ends(reader, role, met) {
  const kinds = new Map([...met].map(href => [href.replace(/\d+/g, 'N').replace(/\?.*/, '?'), href]));
  const found = [];
  for (const href of kinds.values()) {
    const answer = await reader.context.request.get(href, { maxRedirects: 3 });
    if (!answer.ok()) found.push(`${role}: the link ${href} answers ${answer.status()}`);
  }
  return found;
}
