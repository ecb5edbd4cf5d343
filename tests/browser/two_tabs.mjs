// The same use case lies open in two tabs: the second to save sees both versions and chooses. A form sent twice adds
// one use case, not two.
import { among_hers } from './newcomer.mjs';
import { expect, person_as } from './person.mjs';

export async function two_tabs(stage) {
  const camille = await person_as(stage, 'operator');
  const card = among_hers(stage, '/use-cases/3');
  await camille.goes_to(`${card}/edit`);
  const other = await camille.context.newPage();
  await other.goto(`${card}/edit`);
  await other.getByLabel('L’irritant').fill('Vingt commandes par jour, saisies deux fois.');
  await other.getByRole('button', { name: 'Enregistrer' }).click();
  await other.getByText('Vingt commandes par jour').first().waitFor();

  await camille.writes('L’irritant', 'Les commandes arrivent en PDF, et nous les retapons.');
  camille.expects(409);
  await camille.presses('Enregistrer');
  await camille.sees('Deux versions', 'Vingt commandes par jour, saisies deux fois.', 'et nous les retapons.');
  await camille.finds_it_accessible('a conflict');
  camille.expects(200);
  await camille.presses(/Enregistrer la mienne|Garder la mienne|Enregistrer ma version/);
  await camille.is_at(`**${card}`);
  await camille.sees('et nous les retapons.');

  const title = 'Trier les retours de la foire aux vins';
  await camille.goes_to('/use-cases/new');
  await camille.writes('Titre', title);
  await camille.page.evaluate(() => {
    const form = document.querySelector('main form');
    return fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  });
  await camille.main.locator('form button[type=submit]').click();
  await camille.goes_to(`/use-cases?q=${encodeURIComponent('retours de la foire')}`);
  const count = await camille.main.locator('tbody th').count();
  expect(count === 1, `one use case, not ${count}, from a form sent twice`);
}
