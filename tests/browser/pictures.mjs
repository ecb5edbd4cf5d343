// Takes the screenshots of the README: the demonstration as Camille left it, a batch as the committee sees it, and one page
// in English by night.
import { among_hers } from './newcomer.mjs';
import { person, person_as } from './person.mjs';

export async function pictures(stage) {
  const visitor = await person(stage);
  await visitor.page.setViewportSize({ width: 1280, height: 600 });  // the hero's picture weighs
  await take(visitor, '/', 'home');
  const camille = await person_as(stage, 'operator');
  await take(camille, '/lane', 'lane');
  await take(camille, '/use-cases', 'use-cases');
  await take(camille, among_hers(stage, '/use-cases/2/score'), 'score');
  await take(camille, among_hers(stage, '/use-cases/7/labs'), 'labs');

  const third = among_hers(stage, '/use-cases/3').split('/').at(-1);
  await camille.goes_to(`/calls/demonstration/begin?use_case=${third}`);
  await camille.presses('Commencer le dossier');
  await camille.page.waitForURL(/\/dossiers\/\d+$/);
  await take(camille, new URL(camille.page.url()).pathname, 'dossier');
  const bernard = await person_as(stage, 'committee');
  await bernard.goes_to('/reviews');
  await take(bernard, await bernard.main.locator('a[href*="/batches/"]').nth(1).getAttribute('href'), 'batch');

  await bernard.goes_to('/pool/plans');
  const plan = await bernard.main.locator('a[href^="/pool/plans/"]').first().getAttribute('href');
  await take(bernard, plan, 'studio', 'Qui travaille sur quoi');
  await take(bernard, plan, 'refusals', 'Dossiers qui n’en reçoivent pas');

  await camille.page.locator('header.top button[name=lang][value=en]').first().click();
  await camille.page.locator('html[lang=en]').waitFor();
  await camille.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await take(camille, among_hers(stage, '/use-cases/7'), 'use-case-dark');
}

/** From the top, or from a heading on. */
async function take(somebody, path, name, heading) {
  await somebody.goes_to(path);
  await somebody.page.evaluate(() => document.fonts.ready);
  if (heading) {
    await somebody.main.getByText(heading, { exact: true }).locator('visible=true').first()
      .evaluate(found => window.scrollTo(0, found.getBoundingClientRect().top + window.scrollY - 40));
  }
  await somebody.page.screenshot({ path: `docs/images/${name}.png` });
}
