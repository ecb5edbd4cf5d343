// Margaux comes from nowhere: she registers, follows the link of the mail, turns the pages to English, makes a token,
// asks for a code at each login, takes her data with her and leaves without a trace.
import { readFileSync } from 'node:fs';
import { totpOf } from '../contract/totp.mjs';
import { expect, person } from './person.mjs';

const email = 'margaux@atelier.example';
const password = 'trois cigognes sur le clocher';

export async function account(stage) {
  const margaux = await person(stage);
  await margaux.goes_to('/register');
  await margaux.writes('Votre nom', 'Margaux Ott');
  await margaux.writes('Votre adresse électronique', email);
  await margaux.presses('Envoyez-moi le lien');
  const mail = await mail_to(stage.house, email);
  const link = mail.match(new RegExp(`${stage.house.url}(/[^\\s">]+)`))?.[1];
  expect(link, `the mail carries a link:\n${mail}`);
  await margaux.goes_to(link);
  await margaux.writes('Mot de passe', password);
  await margaux.presses('Garder ce mot de passe');
  await margaux.is_at('**/login**');
  await margaux.logs_in({ email, password });
  await margaux.sees('Bonjour Margaux Ott');

  const header = margaux.page.locator('header.top');
  await header.getByRole('button', { name: 'English' }).first().click();
  await margaux.sees('Hello Margaux Ott');
  await header.getByRole('button', { name: 'Français' }).first().click();
  await margaux.sees('Bonjour Margaux Ott');

  await margaux.goes_to('/account/tokens');
  await margaux.writes('Nom', 'Export mensuel');
  await margaux.main.getByLabel('Lire les cas d’usage').check();
  await margaux.writes('Fonctionne jusqu’au', in_days(30));
  await margaux.presses('Créer un jeton');
  const token = await margaux.main.locator('code').first().innerText();
  const answer = await fetch(`${stage.house.url}/api/v1/use-cases`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status === 200 || answer.status === 403, `the token is known, not ${answer.status}`);

  await turns_on_a_code(margaux);
  await margaux.goes_to('/account/data');
  const download = margaux.page.waitForEvent('download');
  await margaux.presses('Télécharger mes données');
  const data = readFileSync(await (await download).path(), 'utf8');
  expect(JSON.parse(data) && data.includes(email), 'her data carry her address');

  await margaux.follows('Effacer mon compte');
  await margaux.sees('Effacer le compte de Margaux Ott ?');
  await margaux.presses('Tout effacer maintenant');
  await margaux.is_at('**/login**');
  margaux.expects(401);
  await margaux.goes_to('/login');
  await margaux.writes('Adresse électronique', email);
  await margaux.writes('Mot de passe', password);
  await margaux.presses('Se connecter');
  await margaux.page.getByRole('alert').first().waitFor();
  const gone = await fetch(`${stage.house.url}/api/v1/use-cases`, { headers: { authorization: `Bearer ${token}` } });
  expect(gone.status === 401, `her token is dead, not ${gone.status}`);
}

/** The next login asks for it; what is typed wrong on the way is told on pages that no link leads to. */
async function turns_on_a_code(margaux) {
  await margaux.goes_to('/account/security');
  await margaux.presses('Mettre en place un second facteur');
  await margaux.main.getByText('Je ne peux pas le lire').click();
  const key = await margaux.main.locator('code').first().innerText();
  await margaux.finds_it_accessible('the picture of a second factor');
  await margaux.main.getByRole('textbox', { name: 'Code' }).fill(totpOf(key));
  await margaux.presses('Activer le second facteur');
  await margaux.sees('Vos codes de secours');
  await margaux.finds_it_accessible('the recovery codes');
  await margaux.goes_to('/account/security');
  await margaux.presses('Me déconnecter partout');
  await margaux.is_at('**/login**');

  margaux.expects(401);
  await margaux.writes('Adresse électronique', email);
  await margaux.writes('Mot de passe', 'not this one');
  await margaux.presses('Se connecter');
  await margaux.page.getByRole('alert').first().waitFor();
  await margaux.finds_it_accessible('a login with a wrong password');
  margaux.expects(200);
  await margaux.writes('Mot de passe', password);
  await margaux.presses('Se connecter');
  await margaux.sees('Encore une étape');
  await margaux.finds_it_accessible('the code of a login');
  margaux.expects(401);
  await margaux.writes('Code', '000000');
  await margaux.presses('Continuer');
  await margaux.page.getByRole('alert').first().waitFor();
  await margaux.finds_it_accessible('a wrong code');
  margaux.expects(200);
  await margaux.writes('Code', totpOf(key, 1));
  await margaux.presses('Continuer');
  await margaux.sees('Bonjour Margaux Ott');
}

// The mail goes by a job; it is there within seconds.
async function mail_to(house, address) {
  for (let look = 0; look < 100; look++) {
    const found = house.mails().find(m => m.includes(address));
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error(`no mail to ${address}`);
}

const in_days = n => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
