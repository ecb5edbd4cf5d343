// Somebody in front of a browser: in Paris, French unless the story says otherwise. Each complains about console errors, refused content and any
// request that leaves the house, whatever the story is about.
import { chromium } from 'playwright-core';
import { violations_in_dark, violations_in_light } from './axe.mjs';
import { logins } from './house.mjs';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--no-first-run'];

export const open_browser = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });

export async function person(stage, { js = stage.js, width = 1280 } = {}) {
  const context = await stage.browser.newContext({
    locale: stage.lang === 'en' ? 'en-GB' : 'fr-FR', timezoneId: 'Europe/Paris', viewport: { width, height: 800 }, reducedMotion: 'reduce',
    javaScriptEnabled: js, baseURL: stage.house.url,
  });
  context.setDefaultTimeout(15000);
  const complaints = [];
  let expected = 200;  // an error status that the story asks for is no complaint
  const complain = what => complaints.push(what);
  const listen = page => {
    page.on('console', m => {
      if (m.type() !== 'error' || (expected >= 400 && m.text().includes(`status of ${expected}`))) return;
      complain(`console at ${page.url()}: ${m.text()} ${m.location()?.url ?? ''}`);
    });
    page.on('pageerror', e => complain(`script at ${page.url()}: ${e.message}`));
  };
  context.on('request', r => {
    if (!r.url().startsWith(stage.house.url) && !r.url().startsWith('data:')) complain(`a request left the house: ${r.url()}`);
  });
  context.on('response', r => {
    if (r.status() >= 400 && r.status() !== expected) complain(`${r.status()} at ${r.url()}`);
  });
  context.on('page', listen);
  const page = await context.newPage();
  const one = new Person(page, context, complaints, status => { expected = status; }, js, stage.lang ?? 'fr');
  stage.people.push(one);
  return one;
}

export async function person_as(stage, role, options) {
  const one = await person(stage, options);
  await one.logs_in(logins[role]);
  return one;
}

class Person {
  constructor(page, context, complaints, expect, js, lang) {
    Object.assign(this, { page, context, complaints, expects: expect, js, lang });
  }
  get main() { return this.page.locator('main'); }
  goes_to(path) { return this.page.goto(path); }
  presses(name) { return this.main.getByRole('button', { name }).first().click(); }
  follows(name) { return this.main.getByRole('link', { name }).first().click(); }
  writes(label, text) { return this.main.getByLabel(label).first().fill(text); }
  chooses(label, option) { return this.main.getByLabel(label).first().selectOption(option); }
  async sees(...texts) {
    for (const text of texts) await this.main.getByText(text).filter({ visible: true }).first().waitFor();
  }
  /** For answers that only a form gives: pages.mjs opens all others. Without scripts axe does not run. */
  async finds_it_accessible(what) {
    if (!this.js) return;
    for (const v of [...(await violations_in_light(this.page)), ...(await violations_in_dark(this.page))]) this.complaints.push(`${what}: ${v}`);
  }
  async is_at(pattern) {
    await this.page.waitForURL(pattern);
  }
  async logs_in({ email, password }) {
    await this.goes_to('/login');
    const [address, secret, go] = this.lang === 'en' ? ['E-mail', 'Password', 'Log in'] : ['Adresse électronique', 'Mot de passe', 'Se connecter'];
    await this.writes(address, email);
    await this.writes(secret, password);
    await this.presses(go);
    await this.page.waitForURL(url => url.pathname !== '/login');
  }
  async leave() {
    await this.context.close();
    return [];
  }
}

export function expect(truth, sentence) {
  if (!truth) throw new Error(`not so: ${sentence}`);
}
