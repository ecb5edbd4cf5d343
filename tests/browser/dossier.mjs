// One dossier from the use case to the committee's letter, by five people in French: Camille writes and files, Nadia signs
// for her lab, Sylvie keeps the office, Agnès reviews, Bernard decides. It goes on where lab.mjs ends; the call is the
// demonstration's open one.
import { among_hers } from './newcomer.mjs';
import { expect, person_as } from './person.mjs';

const texts = {
  objectives: 'Voir une bobine mal imprimée avant la dixième étiquette, au lieu de la millième.',
  deliverables: 'Mois 2 : photos triées. Mois 4 : détection sur une presse, mesurée contre l’œil du conducteur.',
  engineer_time: 'Trois mois. Le conducteur accompagne une heure par jour ; avec le minimum, une seule presse est équipée.',
  business_partner: 'L’imprimerie apporte photos et presse, et garde la main sur l’arrêt.',
};

export async function dossier(stage) {
  const camille = await person_as(stage, 'operator');
  // A clock that is years wrong: every date and deadline is the server's.
  if (stage.js) await camille.page.clock.setFixedTime(new Date('2019-01-01T00:00:00Z'));
  const path = await begins(camille, stage);
  await writes_everything(camille, stage, path);

  const nadia = await person_as(stage, 'lab');
  await signs(nadia, path);
  await camille.goes_to(path);
  await camille.presses('Déposer');
  await camille.sees(/Votre numéro est demonstration-\d{4}/, 'Accusé de dépôt', /relève du .* à 17:00/);
  const number = (await camille.main.innerText()).match(/demonstration-\d{4}/)[0];

  const sylvie = await person_as(stage, 'office');
  await sylvie.goes_to('/office');
  await sylvie.sees(/attend(ent)? d’être pris en instruction/);
  const batch = await opens_the_batch(sylvie, number);
  await sends_back(sylvie, path);
  await corrects(camille, nadia, stage, path, number);

  await sylvie.goes_to(batch);
  await sylvie.follows('Voir la liste');
  await sylvie.sees(number);
  await sylvie.presses(/en instruction/);
  await sylvie.sees(/Pris en instruction/, 'En instruction');
  const agnes = await reviewed_by(sylvie, stage, batch, number);
  await reads_and_marks(agnes, stage, path);

  const meeting = await prepares(sylvie, batch, number);
  const bernard = await person_as(stage, 'committee');
  await declares(bernard);
  await bernard.goes_to(meeting);
  await bernard.follows(/décision/);
  await bernard.sees(number);
  await bernard.presses(/Décider de/);
  await bernard.sees('Décidé', 'Retenu');

  await camille.goes_to(path);
  await camille.sees('Retenu', 'Renvoyé pour correction', 'Corrigé et déposé');
  await camille.goes_to(`${path}/decision`);
  await camille.sees('Commencez par une seule presse.', 'Le besoin est mesuré.');
  expect(!(await camille.main.innerText()).includes('Agnès'), 'applicants never read who reviewed');
}

async function begins(camille, stage) {
  await camille.goes_to('/calls/demonstration');
  await camille.follows(/cas d’usage/);
  const card = camille.main.getByRole('article').filter({ hasText: 'Repérer les défauts' });
  await card.getByRole('button', { name: 'Commencer le dossier' }).click();
  await camille.page.waitForURL(/\/dossiers\/\d+$/);
  await camille.sees('Il manque encore', 'Votre dossier est commencé');
  const path = new URL(camille.page.url()).pathname;
  // The one door: coming again leads to the same draft.
  await camille.goes_to('/calls/demonstration/begin');
  await camille.main.getByRole('article').filter({ hasText: 'Repérer les défauts' }).getByRole('link', { name: /Continuer/ }).click();
  await camille.is_at(`**${path}`);
  expect(among_hers(stage, '/use-cases/2') !== path, 'the dossier has an address of its own');
  return path;
}

async function writes_section(camille, stage, section, text) {
  const part = camille.main.locator(`#part-${section}`);
  await part.locator('textarea').fill(text);
  if (!stage.js) return part.getByRole('button', { name: 'Enregistrer' }).click();
  await part.getByText('enregistré', { exact: true }).waitFor();
}

async function writes_everything(camille, stage, path) {
  for (const [section, text] of Object.entries(texts)) await writes_section(camille, stage, section, text);
  const shown = () => camille.main.locator('#part-objectives .count').innerText();
  const counted = await shown();
  await camille.goes_to(path);
  expect((await shown()) === counted, `the page and the server count the same words: ${counted} and ${await shown()}`);
  const asked = camille.main.locator('form[action$="/facts"]');
  const choose = (name, option) => asked.locator(`select[name="${name}"]`).selectOption(option);
  await choose('lab', { label: 'Loria' });
  await choose('window_from', { index: 3 });
  await choose('window_to', { index: 8 });
  await choose('staffing/0/skill', { label: 'Apprentissage automatique' });
  for (const [name, value] of Object.entries({ team_min: '1', team_max: '2', 'staffing/0/least': '1,5', 'staffing/0/full': '3' }))
    await asked.locator(`input[name="${name}"]`).fill(value);
  await asked.getByRole('button', { name: 'Enregistrer' }).click();
  await camille.sees('Enregistré.');
  await camille.main.getByText('Ajouter un partenaire').click();
  const partner = camille.main.locator('form[action$="/partners"]');
  await partner.locator('input[name=name]').fill('Étiquettes du Ried');
  await partner.locator('input[name=siret]').fill('000 126 003 00011');
  await partner.getByRole('button').click();
  const aid = camille.main.locator('form[action$="/declaration"]');
  await aid.locator('input[name=none]').check();
  await aid.getByRole('button').last().click();
  await camille.presses('Demander la signature du laboratoire');
  await camille.sees(/^1 chose à faire avant de pouvoir le déposer/);
}

async function signs(nadia, path) {
  await nadia.goes_to('/dossiers');
  await nadia.main.locator(`a[href="${path}"]`).first().click();
  await nadia.main.locator('form[action$="/signature"] button').click();
  await nadia.sees('Loria a signé ce texte.');
}

/** From the list of batches, as the office finds it. */
async function opens_the_batch(sylvie, number) {
  await sylvie.goes_to('/reviews');
  await sylvie.main.locator('tbody a').first().click();
  await sylvie.sees(number);
  return new URL(sylvie.page.url()).pathname;
}

async function sends_back(sylvie, path) {
  await sylvie.main.locator(`a[href="${path}/reviews"]`).click();
  await sylvie.follows('Le dossier et ce que fait le bureau');
  await sylvie.is_at(`**${path}`);
  const form = sylvie.main.locator('form[action$="/return"]');
  if (!(await form.isVisible())) await sylvie.main.getByText('Renvoyer pour correction').first().click();
  await form.locator('textarea').fill('Dites combien d’étiquettes sont perdues aujourd’hui.');
  await form.locator('input[name=correct_by]').fill(in_days(5));
  await form.getByRole('button').click();
  await sylvie.sees('À corriger');
}

async function corrects(camille, nadia, stage, path, number) {
  await camille.goes_to(path);
  await camille.sees('Dites combien d’étiquettes sont perdues aujourd’hui.', 'Son numéro et son rang sont conservés.');
  await writes_section(camille, stage, 'objectives', `${texts.objectives} Aujourd’hui, 40 000 étiquettes sont perdues par mois.`);
  await camille.goes_to(path);
  await camille.presses('Demander la signature du laboratoire');
  await signs(nadia, path);
  await camille.goes_to(path);
  await camille.presses(/Déposer la correction|Déposer/);
  await camille.sees(number);
}

async function reviewed_by(sylvie, stage, batch, number) {
  await sylvie.goes_to(`${batch}/assignment`);
  await sylvie.main.getByText('Ajouter une phase').click();
  const phase = sylvie.main.locator('form[action$="/phases"]').last();
  await phase.locator('input[name=name]').fill('Lecture');
  await phase.locator('input[name=opens]').fill(`${in_days(-1)}T08:00`);
  await phase.locator('input[name=closes]').fill(`${in_days(30)}T17:00`);
  await phase.getByRole('button').click();
  await sylvie.sees(/Lecture.: du/);
  const row = sylvie.main.locator('tr').filter({ hasText: number });
  await row.locator('select').selectOption({ label: 'Agnès Roth' });
  await row.getByRole('button', { name: 'Attribuer' }).click();
  await sylvie.main.locator('tr').filter({ hasText: number }).getByText('Agnès Roth').first().waitFor();
  const agnes = await person_as(stage, 'reviewer');
  await agnes.goes_to('/reviews');
  expect(!(await agnes.main.innerText()).includes(number), 'nothing is seen before the links are declared');
  await declares(agnes);
  await agnes.goes_to('/reviews');
  await agnes.sees(new RegExp(number));
  return agnes;
}

async function declares(judge) {
  await judge.goes_to('/calls/demonstration/links');
  await judge.presses('Je déclare ces liens et aucun autre');
  await judge.sees('Vos liens sont déclarés.');
}

async function reads_and_marks(agnes, stage, path) {
  await agnes.goes_to(`${path}/review`);
  await agnes.sees('Ce qui a été déposé', /40 000 étiquettes/);
  const form = agnes.main.locator('form[action$="/review"]');
  await form.locator('select').first().selectOption('4');
  await form.locator('textarea[name=to_applicant]').fill('Le besoin est mesuré.');
  if (stage.js) {
    await agnes.main.getByText('enregistré', { exact: true }).waitFor();
    await agnes.goes_to(`${path}/review`);
    expect((await form.locator('textarea[name=to_applicant]').inputValue()) === 'Le besoin est mesuré.', 'a review is saved while it is written');
  }
  agnes.expects(422);
  await agnes.presses('Rendre l’évaluation');
  await agnes.sees(/n’a pas encore de note/);
  agnes.expects(200);
  for (const select of await form.locator('select').all()) await select.selectOption('4');
  await agnes.presses('Rendre l’évaluation');
  await agnes.sees('L’évaluation est rendue.');
}

async function prepares(sylvie, batch, number) {
  await sylvie.goes_to(`${batch}/meetings`);
  await sylvie.main.locator('input[name=held_on]').fill(in_days(0));
  await sylvie.presses('Planifier');
  await sylvie.page.waitForURL(/\/meetings\/\d+$/);
  const prepare = sylvie.main.locator('form[action$="/decisions"]');
  await prepare.locator('tr').filter({ hasText: number }).getByRole('checkbox').check();
  await prepare.locator('input[name=verdict][value=granted]').check();
  await prepare.locator('input[name=reasons]').first().check();
  await prepare.locator('textarea[name=words]').fill('Commencez par une seule presse.');
  await prepare.getByRole('button').click();
  await sylvie.sees('Commencez par une seule presse.');
  await sylvie.main.locator('textarea[name=minutes]').fill('Présents : Bernard Kuntz, Sylvie Aubertin.');
  await sylvie.presses(/Enregistrer le compte rendu/);
  return new URL(sylvie.page.url()).pathname;
}

function in_days(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
