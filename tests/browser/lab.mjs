// Nadia speaks for Loria. She finds Camille's request, sees the use case and says yes; Camille reads it on her side.
// It goes on where newcomer.mjs ends.
import { among_hers } from './newcomer.mjs';
import { person_as } from './person.mjs';

export async function lab(stage) {
  const nadia = await person_as(stage, 'lab');
  await nadia.goes_to('/requests');
  await nadia.sees('Repérer les défauts d’impression sur la bobine', 'Nos photos de bobines sont prêtes.');
  const request = nadia.main.getByRole('article').filter({ hasText: 'Repérer les défauts' });
  await request.getByRole('link', { name: 'Repérer les défauts' }).click();
  await nadia.sees('De quoi il s’agit', 'Étiquettes du Ried');
  await nadia.goes_to('/requests');
  await request.getByRole('textbox').fill('Une doctorante y travaille déjà.');
  await request.getByRole('button', { name: 'Accepter de parrainer' }).click();
  await nadia.sees('Merci', 'Vous parrainez');

  const camille = await person_as(stage, 'operator');
  await camille.goes_to(among_hers(stage, '/use-cases/2'));
  await camille.sees('Loria', 'Une doctorante y travaille déjà.');
  await camille.goes_to('/lane');
  await camille.sees('Votre prochaine étape');
}
