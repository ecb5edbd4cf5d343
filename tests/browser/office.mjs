// Sylvie keeps the office: she answers who waits, mends the register of labs and weighs the wave to come.
import { expect, person, person_as } from './person.mjs';

export async function office(stage) {
  const engineer = await person_as(stage, 'engineer');
  await engineer.goes_to('/welcome');
  await engineer.main.getByRole('article').filter({ hasText: 'Je parraine' }).getByRole('button').click();

  const sylvie = await person_as(stage, 'office');
  await sylvie.is_at('**/office');
  await sylvie.sees('Ce qui nous attend', 'Hugo Marchal');

  await sylvie.goes_to('/labs/5/edit');
  await sylvie.writes('Thèmes en français', 'histoire des sciences, textes anciens');
  await sylvie.presses('Enregistrer');
  await sylvie.is_at('**/labs/5');
  await sylvie.sees('textes anciens');

  await sylvie.goes_to('/office/weights');
  await sylvie.follows('Modifier');
  await sylvie.writes('Force de l’irritant', '20');
  sylvie.expects(400);
  await sylvie.presses('Enregistrer les poids');
  await sylvie.main.getByRole('alert').filter({ hasText: '100' }).waitFor();
  await sylvie.finds_it_accessible('weights that do not add up');
  expect((await sylvie.main.getByLabel('Force de l’irritant').inputValue()) === '20', 'what was typed stays');
  sylvie.expects(200);
  await sylvie.writes('Données prêtes', '10');
  await sylvie.presses('Enregistrer les poids');
  await sylvie.sees('Les poids sont enregistrés.', 'Tels que le bureau les a fixés.');

  const stranger = await person(stage);
  await stranger.goes_to('/office/weights');
  await stranger.is_at('**/login**');
}
