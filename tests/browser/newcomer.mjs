// Camille prints labels in the Ried. She comes with a spreadsheet and leaves with a lab to talk to.
import { expect, person_as } from './person.mjs';

export async function newcomer(stage) {
  const camille = await person_as(stage, 'operator');
  await camille.is_at('**/welcome');
  await camille.presses('Je porte un cas d’usage');

  await camille.is_at('**/organisations/new');
  await camille.writes('SIRET', '00012600300012');
  camille.expects(400);
  await camille.presses('Continuer');
  await camille.sees(/SIRET/);
  camille.expects(200);
  await camille.writes('SIRET', '000 126 003 00011');
  await camille.presses('Continuer');
  await camille.sees('TVA FR12000126003');
  await camille.writes('Nom de l’organisation', 'Étiquettes du Ried');
  await camille.writes('Ville', 'Sélestat');
  await camille.presses('Ajouter l’organisation');
  await camille.sees('L’organisation est ajoutée');
  const hers = { organisations: number_in(camille.page.url()) };

  await camille.goes_to('/use-cases');
  await camille.follows('Importer un fichier CSV');
  await camille.main.getByLabel('Fichier CSV').setInputFiles('demo/use-cases.csv');
  await camille.presses('Examiner le fichier');
  await camille.sees('Les 24 lignes sont correctes.', 'Rien n’a encore été importé.');
  hers.imports = number_in(camille.page.url());
  await camille.presses('Importer les 24 lignes');
  await until_taken_in(camille, stage.js);
  await camille.follows('Voir les cas d’usage');

  const scores = await camille.main.locator('td[data-label="Score d’adéquation"] strong').allInnerTexts();
  expect(scores.length > 5 && scores.every((s, i) => i === 0 || Number(s) <= Number(scores[i - 1])), `the best come first in ${scores}`);
  await camille.main.locator('tbody th a').first().click();
  await camille.sees('Repérer les défauts d’impression sur la bobine', 'Adéquation au cluster');
  stage.house.hers = { ...hers, establishments: hers.organisations, second_use_case: number_in(camille.page.url()) };
  await camille.follows('Pourquoi ce score');
  await camille.sees('De quoi le score est fait', 'Comment il est calculé');
  await camille.follows('Repérer les défauts');

  await camille.follows('Voir tous les laboratoires adaptés');
  await camille.sees(/travaille sur P2/);
  await asks(camille, 'Loria');

  await camille.goes_to('/lane');
  await camille.sees('Votre prochaine étape', '50 %');
}

const number_in = url => Number(new URL(url).pathname.match(/\d+/)[0]);

// The neighbours of the demonstration have the first numbers: /use-cases/2 is Camille's second, whatever its number.
export function among_hers({ house: { hers } }, path) {
  return path
    .replace(/^\/use-cases\/(\d+)/, (_, n) => `/use-cases/${Number(n) - 2 + hers.second_use_case}`)
    .replace(/^\/(organisations|imports|establishments)\/1\b/, (_, kind) => `/${kind}/${hers[kind]}`);
}

async function until_taken_in(camille, js) {
  // A quick import is over before its page is first drawn: what stays in both is where to go next.
  if (js) return camille.main.getByRole('link', { name: 'Voir les cas d’usage' }).first().waitFor();
  for (let look = 0; look < 40; look++) {  // without JavaScript the person asks again
    if (await camille.main.getByRole('link', { name: 'Voir les cas d’usage' }).count()) return;
    await camille.follows('Voir où cela en est');
  }
  throw new Error('the import never ended');
}

async function asks(camille, lab) {
  const card = camille.main.getByRole('article').filter({ hasText: lab });
  await card.getByText(`Demande de parrainage : ${lab}`).click();
  await card.getByRole('textbox').fill('Nos photos de bobines sont prêtes. Pouvons-nous en parler ?');
  await card.getByRole('button', { name: 'Envoyer la demande' }).click();
  await camille.sees('La demande est partie.');
}
