// One dossier from the call to the committee's letter, by five people in French: Sylvie of the office opens the call and
// keeps it, Camille writes and files, Nadia signs for her lab, Agnès reviews, Bernard decides. It goes on where lab.mjs
// ends. The dossier that is declined is one of the demonstration's open call.
import { among_hers } from './newcomer.mjs';
import { expect, person_as } from './person.mjs';

const texts = {
  objectives: 'Voir une bobine mal imprimée avant la dixième étiquette, au lieu de la millième.',
  deliverables: 'Mois 2 : photos triées. Mois 4 : détection sur une presse, mesurée contre l’œil du conducteur.',
  engineer_time: 'Trois mois. Le conducteur accompagne une heure par jour ; avec le minimum, une seule presse est équipée.',
  business_partner: 'L’imprimerie apporte photos et presse, et garde la main sur l’arrêt.',
  machines: 'Une presse offset de 2019 ; son conducteur la connaît depuis dix ans.',
};

export async function dossier(stage) {
  const sylvie = await person_as(stage, 'office');
  await opens_the_call(sylvie);

  const camille = await person_as(stage, 'operator');
  // A clock that is years wrong: every date and deadline is the server's.
  if (stage.js) await camille.page.clock.setFixedTime(new Date('2019-01-01T00:00:00Z'));
  const path = await begins(camille, stage);
  await writes_everything(camille, stage, path);

  const nadia = await person_as(stage, 'lab');
  await signs(nadia, path);
  await camille.goes_to(path);
  await camille.presses('Déposer');
  await camille.sees(/Votre numéro est presses-\d{4}/, 'Accusé de dépôt', /relève du .* à 17:00/);
  const number = (await camille.main.innerText()).match(/presses-\d{4}/)[0];

  await reads_it_on_paper(camille, path);

  await sylvie.goes_to('/office');
  await sylvie.sees(/attend(ent)? d’être pris en instruction/);
  await opens_the_batch(sylvie, call.name, number);
  await sends_back(sylvie, path);
  await corrects(camille, nadia, stage, path, number);
  await carries_over(sylvie, camille, path, number);

  const batch = await opens_the_batch(sylvie, call.name, number);
  await takes_up(sylvie, number);
  const agnes = await reviewed_by(sylvie, stage, batch, number);
  await reads_and_marks(agnes, stage, path);
  await is_linked(sylvie, stage, batch, path, number);

  const meeting = await prepares(sylvie, batch, number);
  const bernard = await person_as(stage, 'committee');
  await declares(bernard, call.code);
  await decides(bernard, meeting, number, 'Retenu');
  await another_is_declined(sylvie, bernard);

  await camille.goes_to(path);
  await camille.sees('Retenu', 'Renvoyé pour correction', 'Corrigé et déposé');
  await camille.goes_to(`${path}/decision`);
  await camille.sees('Commencez par une seule presse.', 'Le besoin est mesuré.');
  expect(!(await camille.main.innerText()).includes('Agnès'), 'applicants never read who reviewed');
}

const call = { code: 'presses', name: 'Appel des presses' };

/** Two cut-offs to come, and a form that asks one thing more than the region's. */
async function opens_the_call(sylvie) {
  await sylvie.goes_to('/office/calls');
  await sylvie.follows('Ajouter un appel');
  await sylvie.is_at('**/office/calls/new');
  const moments = { Ouverture: `${in_days(-1)}T08:00`, Fermeture: `${in_days(60)}T17:00`, 'Relève 1': `${in_days(20)}T17:00`, 'Relève 2': `${in_days(60)}T17:00` };
  const words = { Code: call.code, 'Nom en français': call.name, 'Nom en anglais': 'Presses call', 'De quoi il s’agit, en français': 'Voir tôt ce qui s’imprime mal.',
    'Ce qu’un dossier peut demander au plus': '6', 'Réponse sous': '42', Source: 'Le comité', 'Date de la source': '2026' };
  for (const [label, text] of Object.entries({ ...words, ...moments }))
    await sylvie.main.getByLabel(label).first().fill(text);
  await sylvie.main.getByRole('checkbox', { name: 'les projets d’entreprises', exact: true }).check();
  await sylvie.main.getByLabel(/^Publié/).check();
  await sylvie.presses('Enregistrer');
  await sylvie.sees('L’appel est ajouté.');
  await sylvie.follows('Formulaire');
  await sylvie.is_at('**/form');
  const section = sylvie.main.getByRole('group', { name: 'En ajouter' }).first();
  for (const [label, text] of Object.entries({ Code: 'machines', 'Titre en français': 'Vos machines', 'Titre en anglais': 'Your machines',
    'Aide en français': 'Laquelle, de quand, qui la conduit ?', 'Aide en anglais': 'Which, since when, driven by whom?', 'Mots au plus': '50' }))
    await section.getByLabel(label).fill(text);
  await section.getByLabel('Personne ne peut déposer sans elle').check();
  await sylvie.presses('Publier la révision 2');
  await sylvie.sees('La révision 2 est publiée.');
}

async function begins(camille, stage) {
  await camille.goes_to(`/calls/${call.code}`);
  await camille.sees(call.name, 'Voir tôt ce qui s’imprime mal.');
  await camille.follows(/cas d’usage/);
  const card = camille.main.getByRole('article').filter({ hasText: 'Repérer les défauts' });
  await card.getByRole('button', { name: 'Commencer le dossier' }).click();
  await camille.page.waitForURL(/\/dossiers\/\d+$/);
  await camille.sees('Il manque encore', 'Votre dossier est commencé');
  const path = new URL(camille.page.url()).pathname;
  // The one door: coming again leads to the same draft.
  await camille.goes_to(`/calls/${call.code}/begin`);
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

// What src/ground/base/text_test.cc says of the same texts.
const counts = { '': 0, 'Trier  les\nlettres': 3, 'l’atelier d\'Épinal': 2, 'Pourquoi ? – Parce que.': 3, '2\u202f000\u00a0€': 1, '🙂 👩‍🔬': 0, 'مرحبا بالعالم': 2,
  'a\u3000b\u2003c': 3 };

/** The browser counts while she writes. */
async function counts_as_the_server_does(camille) {
  const part = camille.main.locator('#part-deliverables');
  for (const [text, words] of Object.entries(counts)) {
    await part.locator('textarea').fill('un');
    await part.locator('textarea').fill(text);
    const shown = await part.locator('.count').innerText();
    expect(shown === String(words), `${words} words in “${text}”, not ${shown}`);
  }
}

/** The paper and the list of what is missing follow what is saved, without another page. */
async function follows_the_text(camille) {
  await camille.main.locator('#preview').getByText(texts.business_partner).waitFor();
  await camille.main.locator('#gaps').getByText(/Rien n’est encore écrit/).first().waitFor({ state: 'detached' });
}

async function writes_everything(camille, stage, path) {
  if (stage.js) {
    await counts_as_the_server_does(camille);
    await camille.main.getByText('Tel qu’il sera imprimé').click();
    await camille.main.locator('#preview').getByText(/brouillon/).first().waitFor();
    await camille.main.locator('#gaps').getByText(/Rien n’est encore écrit/).first().waitFor();
  }
  for (const [section, text] of Object.entries(texts)) await writes_section(camille, stage, section, text);
  if (stage.js) await follows_the_text(camille);
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
  await camille.main.getByText('Ajouter une annexe').first().click();
  const annex = camille.main.locator('form[action$="/annexes"]');
  await annex.locator('input[type=file]').setInputFiles({ name: 'pertes.csv', mimeType: 'text/csv', buffer: Buffer.from('mois,étiquettes\n01,40000\n') });
  await annex.getByRole('button', { name: 'Ajouter le fichier' }).click();
  await camille.sees('Le fichier est enregistré.', 'pertes.csv');
  const aid = camille.main.locator('form[action$="/declaration"]');
  await aid.locator('input[name=none]').check();
  await aid.getByRole('button').last().click();
  await camille.presses('Demander la signature du laboratoire');
  await camille.sees(/^1 chose à faire avant de pouvoir le déposer/);
}

/** The preview shows all of it; the PDF comes once it is asked for. */
async function reads_it_on_paper(camille, path) {
  await camille.goes_to(path);
  await camille.follows('Le lire en entier');
  await camille.is_at(`**${path}/preview`);
  await camille.sees(texts.objectives, 'pertes.csv');
  await camille.presses('Dossier en PDF');
  await camille.is_at(/\/documents\/\d+$/);
  const at = camille.page.url();
  const ready = () => camille.main.locator('a[href$="/file"]').count();
  for (let tries = 0; tries < 60 && await ready() === 0; tries++) {
    await camille.page.waitForTimeout(1000);
    await camille.goes_to(at).catch(() => {});  // the page may go there by itself just then
  }
  const pdf = await camille.context.request.get(`${at}/file`);
  expect(pdf.ok() && (await pdf.body()).subarray(0, 5).toString() === '%PDF-', `the dossier is set as a PDF: ${pdf.status()}`);
}

async function signs(nadia, path) {
  await nadia.goes_to('/dossiers');
  await nadia.main.locator(`a[href="${path}"]`).first().click();
  await nadia.main.locator('form[action$="/signature"] button').click();
  await nadia.sees('Loria a signé ce texte.');
}

/** The first that the list of batches names of this call, as the office finds it. */
async function opens_the_batch(sylvie, name, number) {
  await sylvie.goes_to('/reviews');
  await sylvie.main.locator('tbody tr').filter({ hasText: name }).first().getByRole('link').first().click();
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

/** What was corrected goes on in the next batch, with its number. */
async function carries_over(sylvie, camille, path, number) {
  await sylvie.goes_to(path);
  await sylvie.presses(/Reporter à la relève du/);
  await sylvie.sees('Le dossier passe dans le lot suivant.', number);
  await camille.goes_to(path);
  await camille.sees(number, 'Reporté à la relève suivante');
}

async function takes_up(sylvie, number) {
  await sylvie.follows('Voir la liste');
  await sylvie.sees(number);
  await sylvie.presses(/en instruction/);
  await sylvie.sees(/Pris en instruction/, 'En instruction');
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
  await declares(agnes, call.code);
  await agnes.goes_to('/reviews');
  await agnes.sees(new RegExp(number));
  return agnes;
}

async function declares(judge, code) {
  await judge.goes_to(`/calls/${code}/links`);
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
  await agnes.goes_to(`${path}/review`);
  const remark = agnes.main.locator('form[action$="/remarks"]');
  await remark.locator('textarea').fill('Le conducteur est-il d’accord ?');
  await remark.getByRole('button').click();
  await agnes.sees('Votre remarque est ajoutée.', 'Le conducteur est-il d’accord ?');
}

/** Inès is given it before she says that she has a link with the company: then there is nothing of it for her. */
async function is_linked(sylvie, stage, batch, path, number) {
  await sylvie.goes_to(`${batch}/assignment`);
  const row = sylvie.main.locator('tr').filter({ hasText: number });
  await row.locator('select').selectOption({ label: 'Inès Marchal' });
  await row.getByRole('button', { name: 'Attribuer' }).click();
  await row.getByText('Inès Marchal').first().waitFor();
  const ines = await person_as(stage, 'second_reviewer');
  await ines.goes_to(`/calls/${call.code}/links`);
  const party = ines.main.locator('tr').filter({ hasText: 'Étiquettes du Ried' }).first();
  await party.getByRole('checkbox').check();
  await party.locator('input[type=text]').fill('Mon frère y travaille.');
  await ines.presses('Je déclare ces liens et aucun autre');
  await ines.sees('Vos liens sont déclarés.');
  await ines.goes_to('/reviews');
  const seen = await ines.main.innerText();
  expect(!seen.includes(number) && !seen.includes('Repérer les défauts'), 'a linked reviewer sees no number and no title');
  ines.expects(404);
  for (const below of ['', '/review', '/reviews', '/preview', '/decision'])
    expect([403, 404].includes((await ines.context.request.get(stage.house.url + path + below)).status()), `nothing at ${below}`);
  ines.expects(200);
}

async function decides(bernard, meeting, number, verdict) {
  await bernard.goes_to(meeting);
  await bernard.follows(/décision/);
  await bernard.sees(number);
  await bernard.presses(/Décider de/);
  await bernard.sees('Décidé', verdict);
}

/** One of the demonstration, which nobody reviewed; what its applicants will read of it. */
async function another_is_declined(sylvie, bernard) {
  const batch = await opens_the_batch(sylvie, 'Appel de démonstration', /demonstration-\d{4}/);
  await takes_up(sylvie, /demonstration-\d{4}/);
  await sylvie.goes_to(`${batch}/meetings`);
  await sylvie.main.locator('input[name=held_on]').fill(in_days(0));
  await sylvie.presses('Planifier');
  await sylvie.page.waitForURL(/\/meetings\/\d+$/);
  const meeting = new URL(sylvie.page.url()).pathname;
  const prepare = sylvie.main.locator('form[action$="/decisions"]');
  const row = prepare.locator('tbody tr').first();
  const id = (await row.getByRole('checkbox').getAttribute('value')).split(':')[0];
  const number = (await row.innerText()).match(/demonstration-\d{4}/)[0];
  await row.getByRole('checkbox').check();
  await prepare.locator('input[name=verdict][value=declined]').check();
  await prepare.locator('input[name=reasons][value=need_unclear]').check();
  await prepare.locator('textarea[name=words]').fill('Personne ne l’a évalué : revenez à la prochaine relève.');
  await prepare.getByRole('button').click();
  await sylvie.sees('Personne ne l’a évalué : revenez à la prochaine relève.');
  await declares(bernard, 'demonstration');
  await decides(bernard, meeting, number, 'Non retenu');
  await bernard.goes_to(`/dossiers/${id}/decision`);
  await bernard.sees('Le comité ne retient pas ce dossier', 'Si vous n’êtes pas d’accord');
  expect(/recours|deux mois/i.test(await bernard.main.locator('#appeal').innerText()), 'who is declined reads how to contest it');
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
