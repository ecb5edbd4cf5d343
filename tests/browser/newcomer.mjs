// Camille prints labels in the Ried. She comes with a spreadsheet and leaves with a lab to talk to.
import { expect, person_as } from './person.mjs';

// What she reads and presses.
const words = {
  fr: {
    carry: 'Je porte un cas d’usage', go_on: 'Continuer', vat: 'TVA', name: 'Nom de l’organisation', town: 'Ville',
    add: 'Ajouter l’organisation', added: 'L’organisation est ajoutée', import_it: 'Importer un fichier CSV', file: 'Fichier CSV',
    look: 'Examiner le fichier', good: 'Les 24 lignes sont correctes.', nothing_yet: 'Rien n’a encore été importé.',
    take_in: 'Importer les 24 lignes', see_all: 'Voir les cas d’usage', how_far: 'Voir où cela en est', score: 'Score d’adéquation',
    fit: 'Adéquation au cluster', why: 'Pourquoi ce score', made_of: 'De quoi le score est fait', counted: 'Comment il est calculé',
    all_labs: 'Voir tous les laboratoires adaptés', works_on: /travaille sur P2/, ask: lab => `Demande de parrainage : ${lab}`,
    send: 'Envoyer la demande', sent: 'La demande est partie.', next_step: 'Votre prochaine étape', half: '50 %',
  },
  en: {
    carry: 'I carry a use case', go_on: 'Continue', vat: 'VAT', name: 'Name of the organisation', town: 'Town',
    add: 'Add the organisation', added: 'The organisation is added', import_it: 'Import a CSV file', file: 'CSV file',
    look: 'Look at the file', good: 'All 24 lines are good.', nothing_yet: 'Nothing has been taken in yet.',
    take_in: 'Take in all 24 lines', see_all: 'See the use cases', how_far: 'Show how far it is now', score: 'Fit score',
    fit: 'Fit with the cluster', why: 'Why this score', made_of: 'What the score is made of', counted: 'How it is counted',
    all_labs: 'All labs that fit', works_on: /works on P2/, ask: lab => `Ask ${lab} to sponsor it`,
    send: 'Send the request', sent: 'The request is on its way.', next_step: 'Your next step', half: '50%',
  },
};

export async function newcomer(stage) {
  const w = words[stage.lang ?? 'fr'];
  const camille = await person_as(stage, 'operator');
  await camille.is_at('**/welcome');
  if (stage.lang === 'en') await camille.page.locator('header.top').getByRole('button', { name: 'English' }).first().click();
  await camille.presses(w.carry);

  const organisations = await adds_her_organisation(camille, w);
  const imports = await imports_her_list(camille, w, stage.js);
  await camille.follows(w.see_all);

  const scores = await camille.main.locator(`td[data-label="${w.score}"] strong`).allInnerTexts();
  expect(scores.length > 5 && scores.every((s, i) => i === 0 || Number(s) <= Number(scores[i - 1])), `the best come first in ${scores}`);
  await camille.main.locator('tbody th a').first().click();
  await camille.sees('Repérer les défauts d’impression sur la bobine', w.fit);
  stage.house.hers = { organisations, imports, establishments: organisations, second_use_case: number_in(camille.page.url()) };
  await camille.follows(w.why);
  await camille.sees(w.made_of, w.counted);
  await camille.follows('Repérer les défauts');

  await camille.follows(w.all_labs);
  await camille.sees(w.works_on);
  await asks(camille, w, 'Loria');

  await camille.goes_to('/lane');
  await camille.sees(w.next_step, w.half);
}

async function adds_her_organisation(camille, w) {
  await camille.is_at('**/organisations/new');
  await camille.writes('SIRET', '00012600300012');
  camille.expects(400);
  await camille.presses(w.go_on);
  await camille.main.getByRole('alert').filter({ hasText: 'SIRET' }).waitFor();
  await camille.finds_it_accessible('a form with an error');
  camille.expects(200);
  await camille.writes('SIRET', '000 126 003 00011');
  await camille.presses(w.go_on);
  await camille.sees(`${w.vat} FR12000126003`);
  await camille.writes(w.name, 'Étiquettes du Ried');
  await camille.writes(w.town, 'Sélestat');
  await camille.presses(w.add);
  await camille.sees(w.added);
  return number_in(camille.page.url());
}

async function imports_her_list(camille, w, js) {
  await camille.goes_to('/use-cases');
  await camille.follows(w.import_it);
  await camille.main.getByLabel(w.file).setInputFiles('demo/use-cases.csv');
  await camille.presses(w.look);
  await camille.sees(w.good, w.nothing_yet);
  const number = number_in(camille.page.url());
  await camille.presses(w.take_in);
  await until_taken_in(camille, w, js);
  return number;
}

const number_in = url => Number(new URL(url).pathname.match(/\d+/)[0]);

// The neighbours of the demonstration have the first numbers: /use-cases/2 is Camille's second, whatever its number.
export function among_hers({ house: { hers } }, path) {
  return path
    .replace(/^\/use-cases\/(\d+)/, (_, n) => `/use-cases/${Number(n) - 2 + hers.second_use_case}`)
    .replace(/^\/(organisations|imports|establishments)\/1\b/, (_, kind) => `/${kind}/${hers[kind]}`);
}

async function until_taken_in(camille, w, js) {
  // A quick import is over before its page is first drawn: what stays in both is where to go next.
  if (js) return camille.main.getByRole('link', { name: w.see_all }).first().waitFor();
  for (let look = 0; look < 40; look++) {  // without JavaScript the person asks again
    if (await camille.main.getByRole('link', { name: w.see_all }).count()) return;
    await camille.follows(w.how_far);
  }
  throw new Error('the import never ended');
}

async function asks(camille, w, lab) {
  const card = camille.main.getByRole('article').filter({ hasText: lab });
  await card.getByText(w.ask(lab)).click();
  await card.getByRole('textbox').fill('Nos photos de bobines sont prêtes. Pouvons-nous en parler ?');
  await card.getByRole('button', { name: w.send }).click();
  await camille.sees(w.sent);
}
