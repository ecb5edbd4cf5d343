// Every page that the router knows, as each role that may open it: axe-core in both languages and both themes, no
// sideways scrolling on a telephone and no link that leads nowhere.
// It goes on where newcomer.mjs and lab.mjs end: organisation 1, use case 2 and import 1 are Camille's, by their order
// among hers.
import { mkdirSync, readFileSync } from 'node:fs';
import { among_hers } from './newcomer.mjs';
import { person, person_as } from './person.mjs';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const shots = 'build/browser/pages';
const telephone = { width: 360, height: 800 };
const desk = { width: 1280, height: 800 };

const everywhere = {
  visitor: ['/', '/labs', '/labs/1', '/method/fit-score', '/login', '/register', '/password-reset', '/accessibility',
    '/legal', '/privacy', '/api', '/nothing-here'],
  operator: ['/lane', '/use-cases', '/use-cases?q=zzz', '/use-cases/new', '/use-cases/import', '/imports/1',
    '/use-cases/2', '/use-cases/2/edit', '/use-cases/2/score', '/use-cases/2/score/edit', '/use-cases/4/labs',
    '/organisations', '/organisations/new', '/organisations/new?siret=00012600300011', '/organisations/1',
    '/organisations/1/edit', '/organisations/1/teams/new', '/organisations/1/establishments/new',
    '/establishments/1/edit', '/welcome', '/welcome/lab', '/account', '/account/security', '/account/tokens', '/account/data',
    '/account/data/erasure', '/office'],
  lab: ['/requests', '/use-cases', '/use-cases/2', '/use-cases/2/score', '/labs/1', '/labs/1/edit'],
  office: ['/office', '/office/people', '/office/people/invite', '/office/people/4', '/office/organisations',
    '/office/jobs', '/office/weights', '/office/weights/2027-1', '/labs', '/labs/new', '/labs/5/edit', '/gallery',
    '/use-cases', '/use-cases/2', '/use-cases/2/score/edit'],
  admin: ['/office/people', '/office/people/4', '/office/people/4/erasure', '/office/journal'],
};

export async function pages(stage) {
  mkdirSync(shots, { recursive: true });
  const { operator, ...others } = everywhere;  // half of all pages are hers: two readers go through the house at once
  const read = async roles => {
    const problems = [];
    for (const [role, paths] of Object.entries(roles)) problems.push(...(await read_as(stage, role, paths)));
    return problems;
  };
  return (await Promise.all([read({ operator }), read(others)])).flat();
}

async function read_as(stage, role, paths) {
  const reader = role === 'visitor' ? await person(stage) : await person_as(stage, role);
  const problems = [];
  const met = new Set();
  for (const lang of ['fr', 'en']) {
    await turns_to(reader, lang);
    for (const path of paths.map(p => among_hers(stage, p))) problems.push(...(await judged(reader, role, path, lang, met, stage.shots)));
  }
  return [...problems, ...(await dead_ends(reader, role, met))];
}

async function turns_to(reader, lang) {
  await reader.goes_to('/labs');
  if ((await reader.page.locator('html').getAttribute('lang')) === lang) return;
  await reader.page.locator(`header.top button[name=lang][value=${lang}]`).first().click();
  await reader.page.locator(`html[lang=${lang}]`).waitFor();
}

async function judged(reader, role, path, lang, met, shots_too) {
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
  for (const v of await violations(page, { runOnly: rules })) complain(v);
  await page.evaluate(() => { document.documentElement.dataset.theme = 'dark'; });
  for (const v of await violations(page, { runOnly: { type: 'rule', values: ['color-contrast'] } })) complain(`dark: ${v}`);
  await page.evaluate(() => { document.documentElement.dataset.theme = 'light'; });
  await page.setViewportSize(telephone);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > telephone.width) complain(`${wide - telephone.width} px too wide on a telephone`);
  if (shots_too) await page.screenshot({ path: `${file}-360.png`, fullPage: true });
  for (const href of await page.locator('a[href^="/"]').evaluateAll(all => all.map(a => a.getAttribute('href'))))
    met.add(href.split('#')[0]);
  return found;
}

async function violations(page, options) {
  const loaded = await page.evaluate(() => Boolean(window.axe));
  if (!loaded) await page.evaluate(axe);
  const result = await page.evaluate(o => window.axe.run(document, { ...o, resultTypes: ['violations'] }), options);
  return result.violations.map(v =>
    `${v.id} (${v.nodes.length}): ${v.nodes.slice(0, 2).map(n => `${n.html.slice(0, 160)} ${n.any[0]?.message ?? ''}`).join(' | ')}`);
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
