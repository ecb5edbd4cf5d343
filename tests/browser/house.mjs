// One installation of couloir in a temporary folder, filled with the demonstration and serving on a free loopback port.
// It stops the process that it started, and no other.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = process.env.COULOIR_PROGRAM;

export const logins = Object.fromEntries(
  readFileSync('demo/logins.csv', 'utf8').trim().split('\n').slice(1)
    .map(line => line.split(','))
    .map(([email, password, role]) => [role, { email, password }]));
// A staffing plan takes two of the committee.
// A reviewer who has a link with the company of the story.
logins.second_reviewer = { email: 'ines.marchal@demo.example', password: 'grenier-lanterne-bleuet' };
logins.second_committee = { email: 'mathilde.roussel@demo.example', password: 'cordage-violette-pont' };

/** `how`: options of `demo load`. */
export async function open_house(how = []) {
  const data = mkdtempSync(join(tmpdir(), 'couloir-journeys-'));
  execFileSync(program, ['demo', 'load', '--data', data, ...how], { stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync(program, ['--data', data, 'user', 'add', '--email', logins.second_committee.email, '--name', 'Mathilde Roussel',
    '--role', 'committee'], { input: logins.second_committee.password + '\n', stdio: ['pipe', 'ignore', 'inherit'] });
  execFileSync(program, ['--data', data, 'user', 'add', '--email', logins.second_reviewer.email, '--name', 'Inès Marchal',
    '--role', 'reviewer'], { input: logins.second_reviewer.password + '\n', stdio: ['pipe', 'ignore', 'inherit'] });
  // Webhook 1; its name never resolves, so nothing leaves this machine.
  execFileSync(program, ['--data', data, 'webhook', 'add', '--url', 'https://hooks.invalid/couloir', '--families', 'webhook.*'],
    { stdio: ['ignore', 'ignore', 'inherit'] });
  let { server, url } = await serve(data, 0);
  return {
    url,
    data,
    mails: () => mails_in(join(data, 'mail')),
    /** On the same port, with nothing left in memory. */
    async restart() {
      await stop(server);
      ({ server } = await serve(data, new URL(url).port));
    },
    async close() {
      try {
        await stop(server);
      } finally {
        rmSync(data, { recursive: true, force: true });
      }
    },
  };
}

async function serve(data, port) {
  const server = spawn(program, ['serve', '--port', String(port), '--data', data], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  const url = await new Promise((resolve, reject) => {
    const read = chunk => {
      log += chunk;
      const ready = log.match(/id=serve\.ready url=(\S+)/);
      if (ready) resolve(ready[1]);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', code => reject(new Error(`couloir serve ended with ${code}:\n${log}`)));
  });
  return { server, url };
}

async function stop(server) {
  server.removeAllListeners('exit');
  const gone = new Promise(resolve => server.on('exit', resolve));
  server.kill('SIGTERM');
  const code = await gone;
  if (code !== 0) throw new Error(`couloir serve ended with ${code} after SIGTERM, not 0`);
}

// Oldest first; the text as a reader sees it, quoted-printable undone.
function mails_in(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter(f => f.endsWith('.eml')).sort().map(f => {
    const bytes = readFileSync(join(folder, f), 'latin1').replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(bytes, 'latin1').toString('utf8');
  });
}
