// Tells the stories one after the other in one installation filled with the demonstration, then counts. It refuses to
// go on after a story that others build upon has failed.
import { rmSync } from 'node:fs';
import { open_browser } from './person.mjs';
import { open_house } from './house.mjs';
import { newcomer } from './newcomer.mjs';
import { lab } from './lab.mjs';
import { act } from './act.mjs';
import { dossier } from './dossier.mjs';
import { office } from './office.mjs';
import { hours } from './hours.mjs';
import { pool } from './pool.mjs';
import { two_tabs } from './two_tabs.mjs';
import { account } from './account.mjs';
import { pages } from './pages.mjs';
import { refusals } from './refusals.mjs';
import { pictures } from './pictures.mjs';

const args = process.argv.slice(2);
const wanted = args.filter(a => !a.startsWith('--'));
const tellers = { newcomer, lab, act, dossier, office, pool, hours, two_tabs, account, pages, refusals };
rmSync('build/browser', { recursive: true, force: true });

let passed = 0;
let failed = 0;
const browser = await open_browser();

async function story(house, sentence, tell, options) {
  const began = Date.now();
  const stage = { house, browser, ...options, people: [] };
  let problems = [];
  try {
    problems = (await tell(stage)) ?? [];
  } catch (error) {
    problems = [await picture_of(stage, sentence), error.message ?? String(error)];
  }
  for (const person of stage.people) problems.push(...person.complaints, ...(await person.leave()));
  problems.length ? failed++ : passed++;
  console.log(`${problems.length ? 'FAILED' : 'ok    '} ${sentence} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  for (const problem of new Set(problems)) console.log(`       ${problem.replace(/\n/g, '\n       ')}`);
  return problems.length === 0;
}

// What the last person saw when the story broke off.
async function picture_of(stage, sentence) {
  const page = stage.people.at(-1)?.page;
  if (!page) return 'nobody had come yet';
  const path = `build/browser/failed-${sentence.replace(/\W+/g, '-')}.png`;
  await page.screenshot({ path, fullPage: true }).catch(() => {});
  return `at ${page.url()}, see ${path}`;
}

for (const js of wanted.join() === 'english' ? [] : [true, false]) {
  if (!js && wanted.length && !wanted.includes('nojs')) continue;
  const house = await open_house();
  const how = js ? '' : ' without JavaScript';
  try {
    const began_well = await story(house, `a newcomer finds her best use case and asks a lab${how}`, newcomer, { js });
    if (!began_well) continue;
    await story(house, `the lab accepts, and the operator sees it${how}`, lab, { js });
    const whole_dossier = `five people lead a dossier from the use case to the letter of the committee${how}`;
    if (!js) {
      await story(house, whole_dossier, dossier, { js });
      await story(house, 'every page is accessible with empty scripts too, in French and light', pages, { js });
      await story(house, 'what is refused says why and leads on with empty scripts too', refusals, { js });
      continue;
    }
    for (const [name, sentence] of [
      ['act', 'who never read the AI Act classifies three use cases with the keyboard, and Legal signs one'],
      ['dossier', whole_dossier],
      ['office', 'the office sees what waits, edits a lab and weighs a wave to come'],
      ['pool', 'the committee has the pool staffed, reads who is refused and why, and two of it publish the plan'],
      ['hours', 'an engineer logs the weeks of a published plan, a lab confirms them and the committee closes the month'],
      ['two_tabs', 'two tabs on one use case meet a conflict, and a form sent twice adds one'],
      ['account', 'a visitor registers, takes a token, her data and leaves'],
      ['pages', 'every page is accessible in both languages and themes, fits a telephone and leads somewhere'],
      ['refusals', 'what is refused says why in both languages and themes, fits a telephone and leads on'],
    ])
      if (!wanted.length || wanted.some(w => name.startsWith(w))) await story(house, sentence, tellers[name], { js, shots: args.includes('--shots') });
    if (args.includes('--pictures')) await story(house, 'the pictures of the README', pictures, { js });
  } finally {
    await house.close();
  }
}
if (!wanted.length || wanted.includes('english')) {
  const house = await open_house();
  try {
    await story(house, 'a newcomer finds her best use case and asks a lab, in English', newcomer, { js: true, lang: 'en' });
  } finally {
    await house.close();
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
