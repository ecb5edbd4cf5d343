// Camille never read the AI Act. With the keyboard alone, in French, she classifies three of her use cases from their
// pages; Léa of Legal reads one rule by rule and signs it. It goes on where lab.mjs ends.
import { expect, person_as } from './person.mjs';
import { among_hers } from './newcomer.mjs';

const plain = {
  Q1: 'y', Q2: 'none', Q3: 'y', Q4: 'buy_use', Q5: 'none', Q7: 'private', Q8: 'n', Q9: 'n', Q10: 'n', Q11: 'n', Q12: 'n', Q13: 'none',
  Q15: 'none', Q17: 'none', Q20: 'none', Q21: 'none', Q22: 'none', Q23: 'none', Q24: 'none', Q28: 'n', Q29: 'none', Q30: 'none',
};
const chatbot = { ...plain, Q4: 'build_own', Q15: 'text', Q28: 'y', Q30: 'use_api' };
const ranking = { ...plain, Q4: 'build_own', Q22: 'select', Q25: 'evaluates', Q26: 'y', Q27: 'y' };

export async function act(stage) {
  const camille = await person_as(stage, 'operator');
  const began = Date.now();
  await classifies(camille, among_hers(stage, '/use-cases/2'), plain, 'Risque minimal');
  await classifies(camille, among_hers(stage, '/use-cases/3'), chatbot, 'Transparence');
  const pages = await classifies(camille, among_hers(stage, '/use-cases/4'), ranking, 'Haut risque');
  expect(Date.now() - began < 600_000, 'three use cases take less than ten minutes');
  expect(pages <= 11, 'at most eleven pages of questions');

  await camille.sees('A3-4a', 'Ceci n’est pas un avis juridique. Le service juridique décide et signe.');
  await tabs_to(camille.page, el => el.textContent.trim() === 'Remettre au service juridique');
  await camille.page.keyboard.press('Enter');
  await camille.sees('Au service juridique');

  const lea = await person_as(stage, 'legal');
  await lea.goes_to('/compliance');
  const file = among_hers(stage, '/use-cases/4') + '/compliance';
  await lea.main.locator(`a[href="${file}"]`).first().click();
  await lea.follows('Règle par règle');
  await lea.sees('A3-4a');
  await lea.goes_to(file);
  await lea.expects(422);
  await lea.presses('Renvoyer');
  await lea.sees('Dites ce qu’il faut corriger');
  lea.expects(200);
  await lea.main.locator('textarea[name=reason]').fill('Lu règle par règle.');
  await lea.presses('Signer');
  await lea.is_at('**/compliance');

  await camille.goes_to(file);
  await camille.sees('Signé par le service juridique', 'Lu règle par règle.');
  await camille.goes_to('/lane');
}

/** From the card to the result, with Tab, arrows, Space and Enter; returns how many pages of questions that took. */
async function classifies(camille, card, answers, result) {
  const page = camille.page;
  await camille.goes_to(card);
  await tabs_to(page, el => el.matches('a[href$="/compliance"]') && el.closest('main') !== null);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/compliance');
  await tabs_to(page, el => el.matches('a[href*="/compliance/questions"]'));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/questions**');
  let pages = 0;
  for (; /\/questions/.test(page.url()) && pages < 15; pages++) {
    const asked = await page.locator('main input[name=asked]').evaluateAll(all => all.map(input => input.value));
    for (const question of asked) await answers_one(page, question, answers[question] ?? '?');
    await tabs_to(page, el => el.matches('main form button[type=submit], main form button:not([type])') && el.textContent.includes('Enregistrer'));
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  }
  await camille.sees(result);
  return pages;
}

async function answers_one(page, question, code) {
  const box = page.locator(`main input[name=${question}][value="${code}"]`);
  const several = (await box.getAttribute('type')) === 'checkbox';
  await tabs_to(page, (el, name, value) => el.name === name && (el.type === 'radio' || el.value === value), question, code);
  if (several) {
    const none = page.locator(`main input[name=${question}][value=none]`);
    const gives_way = code !== 'none' && await none.count() > 0;
    if (gives_way) { await none.check(); await box.focus(); }
    await page.keyboard.press('Space');
    if (gives_way) expect(!(await none.isChecked()), `${question}: “none of these” gives way to another answer`);
    return;
  }
  await page.keyboard.press('Space');
  for (let step = 0; step < 40 && !(await box.isChecked()); step++) await page.keyboard.press('ArrowDown');
  expect(await box.isChecked(), `${question} can be answered “${code}” with the arrows`);
}

async function tabs_to(page, wanted, ...args) {
  for (let step = 0; step < 250; step++) {
    const there = await page.evaluate(`document.activeElement !== document.body
      && (${wanted})(document.activeElement, ...${JSON.stringify(args)})`).catch(() => false);
    if (there) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${wanted} at ${page.url()}`);
}
