// Bernard has the program staff the pool, reads why a dossier is refused, holds two plans against each other, asks what
// if a dossier got nothing, and proposes one; Mathilde gives the second approval, and it is promised.
import { expect, person_as } from './person.mjs';

export async function pool(stage) {
  const bernard = await person_as(stage, 'committee');
  await bernard.goes_to('/pool/demands');
  await bernard.sees(/candidat/, /Formule/);

  await bernard.goes_to('/pool/plans');
  await bernard.writes('Nom', 'Second essai');
  await bernard.presses('Préparer');
  await bernard.sees('Second essai', 'Calculer');
  const path = new URL(bernard.page.url()).pathname;
  await bernard.chooses('Pendant au plus', '10');
  await bernard.presses('Calculer le plan');
  await waits_for_plan(bernard, path);
  await bernard.sees('Dossiers qui reçoivent des mois', 'Dossiers qui n’en reçoivent pas', /Aucun ingénieur assez proche n’a/,
    /Vérifié le/);
  await bernard.presses('Vérifier de nouveau');
  await bernard.sees('Le plan a été vérifié de nouveau ; il est juste.'.replace(' ;', '\u00a0;'));

  await bernard.chooses('Avec un autre plan', { index: 0 });
  await bernard.presses('Comparer');
  await bernard.sees('Ce qui change pour les dossiers');

  await bernard.goes_to(path);
  await bernard.sees('Et si…');
  await bernard.presses('Et s’il ne l’était pas');
  await bernard.sees('La variante est en cours de calcul.', 'Ceci est une variante', 'Second essai, variante 1');
  await waits_for_plan(bernard, new URL(bernard.page.url()).pathname);
  await bernard.sees('Il n’est pas retenu', 'Tout cela peut se décider');
  await bernard.follows('Ce qui change, et pour qui');
  await bernard.sees('De Second essai à Second essai, variante 1', 'sort');
  await bernard.goes_to('/pool/plans');
  await bernard.sees('Variante de');
  await bernard.goes_to(path);
  await bernard.main.getByText('Et si un ingénieur donnait plus de mois').click();
  const extra = bernard.main.getByRole('form', { name: 'Et si un ingénieur donnait plus de mois' });
  await extra.getByLabel('En plus d’aujourd’hui').fill('0');
  bernard.expects(400);
  await extra.getByRole('button', { name: 'Faire la variante' }).click();
  await bernard.sees(/sont possibles/);
  bernard.expects(200);
  await bernard.goes_to(path);
  await bernard.presses('Proposer au comité');
  await bernard.sees('Le plan est devant le comité.');
  await bernard.presses('Approuver');
  await bernard.sees('Votre approbation est notée.');
  expect(await bernard.main.getByRole('button', { name: 'Approuver' }).count() === 0, 'nobody approves twice');

  const mathilde = await person_as(stage, 'second_committee');
  await mathilde.goes_to(path);
  await mathilde.sees('un dossier auquel vous n’avez pas accès');
  await mathilde.presses('Approuver et publier');
  await mathilde.sees('Votre approbation est notée.', 'publié');

  await is_decided(await person_as(stage, 'office'));

  const hugo = await person_as(stage, 'engineer');
  await hugo.goes_to('/my-months');
  await hugo.sees('Mes mois');
}

/** The plan that was published is what the committee's decisions rest on, without a word of the office's. */
async function is_decided(sylvie) {
  await sylvie.goes_to('/reviews');
  await sylvie.main.locator('a[href^="/calls/demonstration-vivier/batches/"]').first().click();
  await sylvie.goes_to(`${new URL(sylvie.page.url()).pathname}/meetings`);
  await sylvie.main.locator('input[name=held_on]').fill(new Date().toISOString().slice(0, 10));
  await sylvie.presses('Planifier');
  await sylvie.page.waitForURL(/\/meetings\/\d+$/);
  const prepare = sylvie.main.locator('form[action$="/decisions"]');
  const planned = prepare.locator('tbody tr').filter({ hasNotText: '–' }).first();
  const months = await planned.locator('td').last().innerText();
  await planned.getByRole('checkbox').check();
  await prepare.locator('input[name=verdict][value=granted]').check();
  await prepare.locator('input[name=reasons][value=strong_case]').check();
  await prepare.getByRole('button').click();
  await sylvie.sees(/\d+ · Second essai · \d{4}-\d\d-\d\d/);
  expect((await sylvie.main.innerText()).includes(months), `the decision grants what the plan gives: ${months}`);
}

async function waits_for_plan(bernard, path) {
  for (let tries = 0; tries < 40; tries++) {
    await bernard.page.waitForTimeout(1000);
    await bernard.goes_to(path).catch(() => {});  // the page goes there by itself just then
    if ((await bernard.main.innerText()).includes('Vérifié le')) return;
  }
  throw new Error('the plan was not solved in 40 seconds');
}
