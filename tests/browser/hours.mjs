// What becomes of a published plan. The demonstration is loaded as two months ago, so that the plan's first month is over:
// two of the committee publish it, Hugo logs his weeks, Nadia confirms them for her lab and reads who works on its
// dossier, and Bernard closes the month; what was planned and used stands side by side.
import { expect, person_as } from './person.mjs';
import { open_house } from './house.mjs';

const day = 24 * 3600 * 1000;

/** Days since the 15th of the month before the last one. */
function days_ago(now) {
  return Math.round((now - Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2, 15)) / day);
}

export async function hours(stage) {
  const house = await open_house(['--days-ago', String(days_ago(new Date()))]);
  const here = { ...stage, house };
  try {
    await publish(here);
    const dossier = await log_and_confirm(here);
    await close(here);
    await read_as_applicant(here, dossier);
  } finally {
    await house.close();
  }
}

async function publish(stage) {
  const bernard = await person_as(stage, 'committee');
  await bernard.goes_to('/pool/plans/1');
  await bernard.presses('Proposer au comité');
  await bernard.sees('Le plan est devant le comité.');
  await bernard.presses('Approuver');
  const mathilde = await person_as(stage, 'second_committee');
  await mathilde.goes_to('/pool/plans/1');
  await mathilde.presses('Approuver et publier');
  await mathilde.sees('publié');
}

/** The path of the page that tells the lab's dossier who works on it. */
async function log_and_confirm(stage) {
  const hugo = await person_as(stage, 'engineer');
  for (let week = 0; week < 12; week++) {
    await hugo.goes_to('/my-months');
    await hugo.sees(/^Heures de la semaine/);
    if ((await hugo.main.innerText()).includes('Vous avez déjà saisi cette semaine')) break;
    await hugo.presses('Enregistrer la semaine');
    await hugo.sees('Votre semaine est enregistrée.');
  }
  const nadia = await person_as(stage, 'lab');
  await nadia.goes_to('/pool/confirmations');
  const waiting = await nadia.main.getByRole('button', { name: 'Confirmer' }).count();
  expect(waiting > 0, 'hours of Hugo wait for the lab');
  for (let i = 0; i < waiting; i++) {
    await nadia.presses('Confirmer');
    await nadia.sees('Le mois est confirmé.');
  }
  expect(await nadia.main.getByRole('button', { name: 'Confirmer' }).count() === 0, 'nothing is left to confirm');
  return nadia.main.getByRole('row').nth(1).getByRole('link').getAttribute('href');
}

async function close(stage) {
  const bernard = await person_as(stage, 'committee');
  await bernard.goes_to('/pool/hours');
  await bernard.sees(/^Clore /, /aucune heure saisie/);
  bernard.expects(400);
  await bernard.presses('Clore le mois');
  await bernard.sees(/dites pourquoi/);
  bernard.expects(200);
  await bernard.writes('Pourquoi il est clos quand même', 'Les autres ingénieurs saisissent leurs heures ailleurs.');
  await bernard.presses('Clore le mois');
  await bernard.sees('Le mois est clos.', 'Les autres ingénieurs saisissent leurs heures ailleurs.');
  const closed = bernard.main.getByRole('row').filter({ hasText: 'Université de Lorraine' }).filter({ hasText: 'clos' });
  const cells = (await closed.first().getByRole('cell').allInnerTexts()).map(text => Number(text.replace(/\s/g, '')));
  const [planned, used] = cells.slice(-3, -1);
  expect(planned > 0 && used > 0 && used <= planned, `planned ${planned} and used ${used} hours stand in the closed month`);
}

async function read_as_applicant(stage, path) {
  const nadia = await person_as(stage, 'lab');
  await nadia.goes_to(path);
  await nadia.sees('Des mois sont promis à ce dossier.', /Hugo Marchal/);
}
