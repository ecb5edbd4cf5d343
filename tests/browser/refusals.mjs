// Pages that nobody asks for: what is not there, not for her, too large, too old, sent twice, sent after the login ended or while the
// database is held. Each says what happened under axe-core in both themes, fits a telephone and leads on by its first button.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { violations_in_dark, violations_in_light } from './axe.mjs';
import { among_hers } from './newcomer.mjs';
import { reader_of, turns_to } from './pages.mjs';
import { logins } from './house.mjs';

const shots = 'build/browser/pages';
const telephone = { width: 390, height: 800 };
const desk = { width: 1280, height: 800 };
const too_long = 300_000;  // more than a form may be

/** Sends the form at `path` as it stands after `change`; what came back. */
async function sends({ page }, path, change) {
  await page.goto(path);
  const form = page.locator('main form[method=post]').first();
  await form.evaluate((f, how) => { for (const [name, value] of Object.entries(how)) f.elements[name].value = value; }, change);
  return comes_back(page, form);
}
async function comes_back(page, form) {
  const answer = page.waitForNavigation({ timeout: 60_000 });
  await form.evaluate(f => f.submit());
  return answer;
}

/** Sent in another tab, and again once the house has forgotten what it answered. */
async function sends_twice(reader, { house, team }) {
  const { page, context } = reader;
  await page.goto(team);
  const form = page.locator('main form[method=post]').first();
  await form.locator('input[name=name]').fill(`Twice ${Date.now()}`);
  const other = context.waitForEvent('page');
  await form.evaluate(f => { f.target = '_blank'; f.submit(); });
  const tab = await other;
  await tab.waitForURL(/\/organisations\/\d+$/);
  await tab.close();
  await house.restart();
  await form.evaluate(f => { f.target = ''; });
  return comes_back(page, form);
}

/** While another program holds the database for writing. */
async function sends_while_held(reader, { house, team }) {
  const script = 'import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1], isolation_level=None)\ndb.execute("BEGIN IMMEDIATE")\nprint("held", flush=True)\nsys.stdin.read()';
  const holder = spawn('python3', ['-c', script, join(house.data, 'couloir.db')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(holder, 'exit');
  try {
    await once(holder.stdout, 'data');
    return await sends(reader, team, { name: 'Held' });
  } finally {
    holder.stdin.end();
    await gone;
  }
}

async function sends_after_the_end(reader) {
  await reader.page.goto('/account');
  await reader.context.clearCookies({ name: 'couloir' });
  return comes_back(reader.page, reader.page.locator('main form[method=post]').first());
}

// The last one leaves nobody logged in.
const refused = [
  ['not there', 404, reader => reader.page.goto('/nothing-here')],
  ['of another role', 403, reader => reader.page.goto('/office')],
  ['for forms alone', 405, reader => reader.page.goto('/logout')],
  ['too large', 413, (reader, { team }) => sends(reader, team, { name: 'x'.repeat(too_long) })],
  ['too old', 403, (reader, { team }) => sends(reader, team, { csrf: '1.old.stamp' })],
  ['held', 503, sends_while_held],
  ['twice', 200, sends_twice],
  ['ended', 401, sends_after_the_end],
];

export async function refusals(stage) {
  mkdirSync(shots, { recursive: true });
  const problems = [];
  for (const lang of stage.js ? ['fr', 'en'] : ['fr']) {
    const spoken = { ...stage, lang, team: among_hers(stage, '/organisations/1') + '/teams/new' };
    const reader = await reader_of(spoken, 'operator');
    await turns_to(reader, lang);
    for (const [name, status, meet] of refused) {
      reader.expects(status);
      const answer = await meet(reader, spoken);
      reader.expects(200);
      const found = await judged(reader, name, lang, stage);
      if (answer.status() !== status) found.push(`answers ${answer.status()}, not ${status}`);
      problems.push(...found.map(each => `${name} ${lang}: ${each}`));
    }
    await logs_in_from_there(reader, problems);
    await turns_to(reader, 'fr');
  }
  return problems;
}

async function judged(reader, name, lang, { shots: shots_too }) {
  const { page } = reader;
  const found = [];
  const spoken = await page.locator('html').getAttribute('lang');
  if (spoken !== lang) found.push(`speaks ${spoken}`);
  const file = `${shots}/refused-${name.replaceAll(' ', '-')}-${lang}`;
  await page.setViewportSize(telephone);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > telephone.width) found.push(`${wide - telephone.width} px too wide on a telephone`);
  if (shots_too) await page.screenshot({ path: `${file}-390.png`, fullPage: true });
  await page.setViewportSize(desk);
  if (shots_too) await page.screenshot({ path: `${file}-1280.png`, fullPage: true });
  found.push(...(await violations_in_light(page)), ...(await violations_in_dark(page)));
  const ways = await page.locator('main a[href^="/"]').evaluateAll(all => all.map(a => a.getAttribute('href')));
  if (ways.length === 0) found.push('leads nowhere');
  for (const way of ways) {
    const answer = await reader.context.request.get(way);
    if (!answer.ok()) found.push(`its way on, ${way}, answers ${answer.status()}`);
  }
  return found;
}

/** The first button of “your login has ended” leads back to the page where the form was. */
async function logs_in_from_there({ page }, problems) {
  await page.locator('main a[href^="/login"]').first().click();
  await page.locator('input[name=email]').fill(logins.operator.email);
  await page.locator('input[name=password]').fill(logins.operator.password);
  await page.locator('main form[method=post] button').last().click();
  await page.waitForURL(url => url.pathname !== '/login');
  if (new URL(page.url()).pathname !== '/account') problems.push(`ended: the login leads to ${page.url()}, not to the form`);
}
