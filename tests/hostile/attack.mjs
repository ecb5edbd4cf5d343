// Raw sockets, no packages. Usually started by tests/hostile/run.
//   attack.mjs SERVER_BINARY [--no-memory]   starts it (server.cc beside this file) and checks everything
//   attack.mjs --couloir PROGRAM             serves with it in a temporary folder, and checks what any couloir must stand
//   attack.mjs HOST:PORT                     checks only what any couloir must refuse
// --no-memory: do not judge resident memory (sanitizers multiply it).
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const real = process.argv[2] === '--couloir';
const [target, ...flags] = process.argv.slice(real ? 3 : 2);
if (!target) { console.error('usage: attack.mjs SERVER_BINARY|--couloir PROGRAM|HOST:PORT [--no-memory]'); process.exit(2); }
const foreign = /^[^/]*:\d+$/.test(target);
const judgeMemory = !flags.includes('--no-memory');
const MB = 1 << 20;
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const since = (t) => (performance.now() - t) / 1000;

let host = '127.0.0.1', port, child;
let passed = 0, failed = 0;

async function check(name, run) {
  try {
    const note = await run();
    passed++;
    console.log(`ok    ${name}${note ? ` (${note})` : ''}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}: ${error.message}`);
  }
}

function expect(condition, message) { if (!condition) throw new Error(message); }
function expectStatus(answer, status) {
  const line = answer.split('\r\n')[0];
  expect(line.startsWith(`HTTP/1.1 ${status} `), `expected ${status}, got ${JSON.stringify(line.slice(0, 80)) || 'nothing'}`);
}

// A connection that collects what comes; `closed` resolves with the seconds from opening to the end.
class Peer {
  constructor() {
    this.opened = performance.now();
    this.text = '';
    this.bytes = 0;
    this.ended = false;
    this.socket = net.connect({ host, port, allowHalfOpen: true }).setMaxListeners(0);
    this.socket.on('data', (d) => { this.bytes += d.length; if (this.text.length < 1e6) this.text += d.toString('latin1'); });
    this.socket.on('error', (e) => { this.error = e; });
    this.connected = new Promise((r) => { this.socket.once('connect', () => r(true)); this.socket.once('close', () => r(false)); });
    this.closed = new Promise((r) => {
      const over = () => { this.ended = true; r(since(this.opened)); };
      this.socket.once('end', over); this.socket.once('close', over);
    });
  }
  send(bytes) { if (!this.socket.destroyed) this.socket.write(Buffer.from(bytes, 'latin1')); return this; }
  end() { this.socket.end(); return this; }
  destroy() { this.socket.destroy(); }
  reset() { this.socket.resetAndDestroy(); }
  async until(test, seconds = 5) {
    const start = performance.now();
    while (!test(this.text)) {
      expect(since(start) < seconds, `waited ${seconds} s in vain, got ${JSON.stringify(this.text.slice(0, 60))}`);
      if (this.ended) { expect(test(this.text), `closed after ${JSON.stringify(this.text.slice(0, 60))}`); break; }
      await sleep(2);
    }
    return this.text;
  }
}

const headDone = (text) => text.includes('\r\n\r\n');
const get = (path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
const post = (more, body = '') => `POST /echo HTTP/1.1\r\nHost: x\r\n${more}\r\n\r\n${body}`;
const headers = (n) => Array.from({ length: n }, (_, i) => `X${i}: a\r\n`).join('');

async function answerTo(bytes, seconds = 5) {
  const peer = new Peer().send(bytes);
  try { return await peer.until(headDone, seconds); } finally { peer.destroy(); }
}
async function freshRequest() {
  const start = performance.now();
  expectStatus(await answerTo(get('/')), 200);
  return since(start) * 1000;
}
function memory(field) {
  const line = readFileSync(`/proc/${child.pid}/status`, 'utf8').split('\n').find((l) => l.startsWith(`${field}:`));
  return Number(line.split(/\s+/)[1]) / 1024;
}

const framing = [
  ['length and encoding together', 400, post('Content-Length: 6\r\nTransfer-Encoding: chunked', '0\r\n\r\nX')],
  ['encoding and length together', 400, post('Transfer-Encoding: chunked\r\nContent-Length: 6', '0\r\n\r\nX')],
  ['two different lengths', 400, post('Content-Length: 5\r\nContent-Length: 6', 'hello!')],
  ['the same length twice', 400, post('Content-Length: 5\r\nContent-Length: 5', 'hello')],
  ['a list of lengths', 400, post('Content-Length: 5, 5', 'hello')],
  ['a signed length', 400, post('Content-Length: +5', 'hello')],
  ['a hexadecimal length', 400, post('Content-Length: 0x5', 'hello')],
  ['a length beyond all numbers', 400, post('Content-Length: 18446744073709551617', 'h')],
  ['an unknown encoding', 501, post('Transfer-Encoding: xchunked', '0\r\n\r\n')],
  ['two encodings', 501, post('Transfer-Encoding: gzip, chunked', '0\r\n\r\n')],
  ['an encoding from an old client', 400, 'POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['a chunk size that is none', 400, post('Transfer-Encoding: chunked', 'zz\r\nhello\r\n0\r\n\r\n')],
  ['a chunk longer than it says', 400, post('Transfer-Encoding: chunked', '2\r\nhello\r\n0\r\n\r\n')],
  ['a chunk extension without end', 400, post('Transfer-Encoding: chunked', '5;' + 'x'.repeat(40000))],
  ['no Host', 400, 'GET / HTTP/1.1\r\n\r\n'],
  ['two Hosts', 400, 'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n'],
  ['a Host with a path', 400, 'GET / HTTP/1.1\r\nHost: x/y\r\n\r\n'],
  ['another host in the target', 400, 'GET http://y/ HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a space before the colon', 400, 'GET / HTTP/1.1\r\nHost : x\r\n\r\n'],
  ['a folded header', 400, 'GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n'],
  ['bare line feeds', 400, 'GET / HTTP/1.1\nHost: x\n\n'],
  ['a bare carriage return', 400, 'GET / HTTP/1.1\r\nHost: x\rX: y\r\n\r\n'],
  ['NUL in a header', 400, 'GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n'],
  ['a header without a name', 400, 'GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n'],
  ['8,000 headers', 431, `GET / HTTP/1.1\r\nHost: x\r\n${headers(8000)}\r\n`],
  ['101 small headers', 431, `GET / HTTP/1.1\r\nHost: x\r\n${headers(100)}\r\n`],
  ['a header of 20 KB', 431, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20000)}\r\n\r\n`],
  ['a target of 20 KB', 414, `GET /${'a'.repeat(20000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['HTTP/2 without asking', 505, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['another protocol in the request line', 400, 'GET / FTP/1.1\r\nHost: x\r\n\r\n'],
  ['a TLS hello', 400, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + 'r'.repeat(500)],
  ['garbage', 400, Array.from({ length: 2000 }, (_, i) => String.fromCharCode((i * 89 + 128) % 256)).join('')],
  ['an empty line first', 400, '\r\n' + get('/')],
  ['an unknown expectation', 417, 'GET / HTTP/1.1\r\nHost: x\r\nExpect: a miracle\r\n\r\n'],
];

async function checkFraming() {
  for (const [name, status, bytes] of framing)
    await check(`${name} → ${status}`, async () => {
      const peer = new Peer().send(bytes);
      expectStatus(await peer.until(headDone), status);
      expect(/\r\nConnection: close\r\n/.test(peer.text), 'not announced as the last answer');
      await Promise.race([peer.closed, sleep(3000)]);
      expect(peer.ended, 'connection left open');
      expect((peer.text.match(/HTTP\/1\.1 /g) || []).length === 1, 'answered twice: smuggled');
      peer.destroy();
      await freshRequest();
    });
}

async function checkPlainUse() {
  await check('pipelined requests are answered in order', async () => {
    const peer = new Peer().send(get('/1') + get('/2') + get('/3'));
    const text = await peer.until((t) => t.includes('ok /3'));
    expect(text.indexOf('ok /1') < text.indexOf('ok /2') && text.indexOf('ok /2') < text.indexOf('ok /3'), 'out of order');
    peer.destroy();
  });
  await check('requests cut into single bytes are understood', async () => {
    const peer = new Peer();
    peer.socket.setNoDelay(true);
    for (const c of post('Transfer-Encoding: chunked', '5\r\nhello\r\n0\r\n\r\n')) { peer.send(c); await sleep(1); }
    expect((await peer.until((t) => t.includes('5 532'))), 'no answer');
    peer.destroy();
  });
  await check('a half-closed client still gets its answer', async () => {
    const peer = new Peer().send(get('/page')).end();
    await peer.closed;
    expectStatus(peer.text, 200);
    expect(peer.text.endsWith('p'.repeat(4096)), 'body cut');
  });
  await check('HEAD has the length and no body', async () => {
    const peer = new Peer().send('HEAD /page HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    await peer.closed;
    expect(/Content-Length: 4096\r\n/.test(peer.text) && peer.text.endsWith('\r\n\r\n'), 'wrong');
  });
  await check('Expect: 100-continue is answered before the body', async () => {
    const peer = new Peer().send(post('Content-Length: 5\r\nExpect: 100-continue'));
    await peer.until((t) => t === 'HTTP/1.1 100 Continue\r\n\r\n');
    peer.send('hello');
    await peer.until((t) => t.endsWith('5 532'));
    peer.destroy();
  });
  await check('an exception is a 500 and the server lives on', async () => {
    expectStatus(await answerTo(get('/throw')), 500);
    await freshRequest();
  });
}

// 100 clients that send a byte every 100 ms; all must be cut soon after `limit`, while others are served.
async function checkDrip(name, start, limit) {
  await check(name, async () => {
    const peers = Array.from({ length: 100 }, () => new Peer().send(start));
    const timer = setInterval(() => peers.forEach((p) => { if (!p.ended) p.send('a'); }), 100);
    await sleep(500);
    const times = [];
    for (let i = 0; i < 10; i++) times.push(await freshRequest());
    const cut = await Promise.race([Promise.all(peers.map((p) => p.closed)), sleep((limit + 4) * 1000).then(() => null)]);
    clearInterval(timer);
    peers.forEach((p) => p.destroy());
    expect(cut, `${peers.filter((p) => !p.ended).length} of 100 never cut`);
    expect(Math.min(...cut) > limit - 0.1, `cut already after ${Math.min(...cut).toFixed(1)} s`);
    expect(Math.max(...times) < 500, `others waited ${Math.max(...times).toFixed(0)} ms`);
    return `cut after ${Math.min(...cut).toFixed(1)}–${Math.max(...cut).toFixed(1)} s, others served in ${Math.max(...times).toFixed(0)} ms`;
  });
}

async function checkIdle() {
  const count = 5000;
  await check(`${count} idle keep-alive connections, and a new request is answered at once`, async () => {
    const limit = Number(readFileSync('/proc/self/limits', 'utf8').match(/Max open files\s+(\d+)/)[1]);
    expect(limit > count + 100, `only ${limit} open files allowed: raise ulimit -n`);
    const before = memory('VmRSS');
    const peers = [];
    for (let i = 0; i < count; i += 250) {
      const wave = Array.from({ length: 250 }, () => new Peer().send(get('/page')));
      peers.push(...wave);
      await Promise.all(wave.map((p) => p.until((t) => t.length > 4096)));
    }
    const times = [];
    for (let i = 0; i < 20; i++) times.push(await freshRequest());
    times.sort((a, b) => a - b);
    const open = peers.filter((p) => !p.ended).length, used = memory('VmRSS');
    peers.forEach((p) => p.destroy());
    expect(open === count, `${count - open} were dropped`);
    expect(times[10] < 50, `new request took ${times[10].toFixed(1)} ms`);
    expect(!judgeMemory || used <= 30, `${used.toFixed(0)} MB resident`);
    return `new request ${times[10].toFixed(1)} ms, ${before.toFixed(0)} → ${used.toFixed(0)} MB`;
  });
}

async function checkIdleEnd() {
  await check('an idle connection is closed after its time', async () => {
    const peer = new Peer().send(get('/'));
    const seconds = await Promise.race([peer.closed, sleep(15000)]);
    expect(seconds > 9.5 && seconds < 14, `after ${seconds} s`);
    return `${seconds.toFixed(1)} s`;
  });
}

// Sends `size` bytes of 'u', never more than the socket takes; stops when the server has closed.
async function pour(peer, size) {
  const block = Buffer.alloc(256 << 10, 'u');
  for (let sent = 0; sent < size && !peer.socket.destroyed; sent += block.length) {
    const piece = block.subarray(0, Math.min(block.length, size - sent));
    if (!peer.socket.write(piece)) await Promise.race([new Promise((r) => peer.socket.once('drain', r)), new Promise((r) => peer.socket.once('close', r))]);
  }
}

async function checkUploads() {
  await check('70 MB over a limit of 64 MB → 413, readable although the client keeps sending', async () => {
    const peer = new Peer().send(post(`Content-Length: ${70 * MB}`));
    await peer.connected;
    const start = performance.now();
    const sending = pour(peer, 70 * MB);
    expectStatus(await peer.until(headDone), 413);
    const seconds = since(start);
    await Promise.race([sending, sleep(5000)]);
    expect(!peer.error || peer.text.includes('413'), `reset before the answer: ${peer.error}`);
    peer.destroy();
    return `after ${seconds.toFixed(2)} s`;
  });
  await check('the same in chunks → 413', async () => {
    const peer = new Peer().send(post('Transfer-Encoding: chunked', `${(70 * MB).toString(16)}\r\n`));
    expectStatus(await peer.until(headDone), 413);
    peer.destroy();
  });
  await check('50 MB are taken whole and not into memory', async () => {
    const before = memory('RssAnon');
    let peak = before;
    const timer = setInterval(() => { peak = Math.max(peak, memory('RssAnon')); }, 5);
    const peer = new Peer().send(post(`Content-Length: ${50 * MB}`));
    await peer.connected;
    const start = performance.now();
    await pour(peer, 50 * MB);
    await peer.until((t) => t.includes('\r\n\r\n'), 10);
    const seconds = since(start);
    clearInterval(timer);
    peer.destroy();
    expectStatus(peer.text, 200);
    const sum = (50 * MB * 'u'.charCodeAt(0)) % 2 ** 32;
    expect(peer.text.endsWith(`${50 * MB} ${sum}`), 'bytes lost');
    expect(!judgeMemory || peak - before < 4, `+${(peak - before).toFixed(1)} MB`);
    return `${seconds.toFixed(2)} s, +${(peak - before).toFixed(1)} MB`;
  });
  await check('connections reset in the middle of a body leave nothing behind', async () => {
    const files = () => Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/FDSize:\s+(\d+)/)[1]);
    const before = files();
    for (let i = 0; i < 50; i++) {
      const peer = new Peer().send(post(`Content-Length: ${MB}`, 'u'.repeat(400000)));
      await peer.connected;
      peer.reset();
    }
    await freshRequest();
    expect(files() <= Math.max(before, 256), `${files()} descriptors`);
  });
}

const boundary = 'couloir-attack';
const multipart = (path, size) => {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\nContent-Type: text/csv\r\n\r\n`;
  const tail = `\r\n--${boundary}--\r\n`;
  return { head, tail, request: `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: ${head.length + size + tail.length}\r\n\r\n${head}` };
};

async function pourForm(path, size, status, most) {
  const before = memory('RssAnon');
  let peak = before;
  const timer = setInterval(() => { peak = Math.max(peak, memory('RssAnon')); }, 5);
  const { request, tail } = multipart(path, size);
  const peer = new Peer().send(request);
  await peer.connected;
  const sending = pour(peer, size).then(() => peer.send(tail));
  try {
    expectStatus(await peer.until(headDone, 20), status);
    await Promise.race([sending, sleep(5000)]);
  } finally {
    clearInterval(timer);
    peer.destroy();
  }
  expect(!judgeMemory || peak - before < most, `+${(peak - before).toFixed(1)} MB`);
  await freshRequest();
  return { peer, note: `+${(peak - before).toFixed(1)} MB` };
}

// A form with a file, as a browser sends it, to the server of this folder: taken whole, and not into memory.
async function checkForms() {
  await check('a form with a file of 50 MB is taken whole and not into memory', async () => {
    const { peer, note } = await pourForm('/echo', 50 * MB, 200, 4);
    const { head, tail } = multipart('/echo', 50 * MB);
    expect(peer.text.includes(`\r\n\r\n${head.length + 50 * MB + tail.length} `), 'bytes lost');
    return note;
  });
}

// The real program: an import takes 16 MB at most, other forms far less, and nobody has logged in here.
async function checkRealForms() {
  for (const [what, path] of [['an import', '/use-cases/import'], ['a form that takes no file', '/login'], ['an address that is none', '/no/such/page']])
    await check(`a form with a file of 50 MB to ${what} → 413, and the memory stays`, async () => (await pourForm(path, 50 * MB, 413, 8)).note);
  await check('a form with a file of 15 MB from a stranger → sent away, and the memory stays', async () => {
    const { request, tail } = multipart('/use-cases/import', 15 * MB);
    const before = memory('RssAnon');
    const peer = new Peer().send(request);
    await pour(peer, 15 * MB);
    peer.send(tail);
    await peer.until(headDone, 20);
    peer.destroy();
    expect(/^HTTP\/1\.1 (303|401|403) /.test(peer.text), peer.text.slice(0, 40));
    expect(!judgeMemory || memory('RssAnon') - before < 8, `+${(memory('RssAnon') - before).toFixed(1)} MB`);
    await freshRequest();
  });
  await check('no file stays in the spool', async () => expect(readdirSync(join(folder, 'spool')).length === 0, readdirSync(join(folder, 'spool')).join(' ')));
}

async function checkCrowd() {
  await check('1,000 connections opened and reset at once do no harm', async () => {
    const peers = Array.from({ length: 1000 }, () => new Peer().send(get('/labs')));
    await Promise.all(peers.map((p) => p.connected));
    peers.forEach((p) => p.reset());
    await freshRequest();
  });
  await check('100 clients that drip their headers do not keep others waiting', async () => {
    const peers = Array.from({ length: 100 }, () => new Peer().send('GET /labs HTTP/1.1\r\nHost: x\r\nX: '));
    const timer = setInterval(() => peers.forEach((p) => { if (!p.ended) p.send('a'); }), 100);
    await sleep(500);
    const times = [];
    for (let i = 0; i < 5; i++) times.push(await freshRequest());
    clearInterval(timer);
    peers.forEach((p) => p.destroy());
    expect(Math.max(...times) < 1500, `others waited ${Math.max(...times).toFixed(0)} ms`);
  });
}

async function checkRealEnd() {
  await check('after all of this SIGTERM ends it with 0', async () => {
    const exit = new Promise((r) => child.once('exit', (code, signal) => r(code ?? signal)));
    child.kill('SIGTERM');
    const code = await Promise.race([exit, sleep(20000).then(() => 'nothing')]);
    expect(code === 0, `exit ${code}`);
  });
}

async function checkReaders() {
  await check('a client that does not read a large answer is cut, others are served', async () => {
    await answerTo('HEAD /big HTTP/1.1\r\nHost: x\r\n\r\n');  // makes it, which may take a while
    const peer = new Peer();
    peer.socket.pause();
    peer.send(get('/big'));
    await sleep(300);
    const wait = await freshRequest();
    await sleep(2700);
    peer.socket.resume();
    await Promise.race([peer.closed, sleep(8000)]);
    expect(peer.ended, `never cut, ${(peer.bytes / MB).toFixed(1)} MB came`);
    expect(peer.bytes < 32 * MB, 'got all of it');
    return `others served in ${wait.toFixed(0)} ms, cut after ${(peer.bytes / MB).toFixed(0)} of 32 MB`;
  });
  await check('an export is made only as fast as it is read', async () => {
    const peer = new Peer();
    peer.socket.pause();
    peer.send(get('/stream'));
    await sleep(600);
    const pulled = Number((await answerTo(get('/pulled'))).split('\r\n\r\n')[1]);
    peer.destroy();
    expect(pulled > 0 && pulled < 200, `${pulled} pieces of 256 KB made for a client that reads none`);
    return `${pulled} pieces of 256 KB waited in the kernel`;
  });
  await check('1,000 connections opened and reset at once do no harm', async () => {
    const peers = Array.from({ length: 1000 }, () => new Peer().send(get('/page')));
    await Promise.all(peers.map((p) => p.connected));
    peers.forEach((p) => p.reset());
    await freshRequest();
  });
}

async function checkEnd() {
  await check('SIGTERM lets a request of 2 s finish, refuses new ones, and exits 0', async () => {
    const exit = new Promise((r) => child.once('exit', (code, signal) => r(code ?? signal)));
    const busy = new Peer().send(get('/slow'));
    const idle = new Peer().send(get('/'));
    await idle.until(headDone);
    await sleep(300);
    const start = performance.now();
    child.kill('SIGTERM');
    await idle.closed;
    expect(!(await new Peer().connected), 'a new connection was accepted');
    await busy.closed;
    expectStatus(busy.text, 200);
    expect(busy.text.endsWith('finished') && busy.text.includes('Connection: close'), busy.text);
    expect((await exit) === 0, `exit ${await exit}`);
    return `exit after ${since(start).toFixed(1)} s`;
  });
}

async function startServer() {
  child = spawn(target, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.once('error', (e) => { console.error(`${target}: ${e.message}`); process.exit(2); });
  port = await new Promise((r) => child.stdout.once('data', (d) => r(Number(d))));
}

let folder;
async function startCouloir() {
  folder = mkdtempSync(join(tmpdir(), 'couloir-hostile-'));
  process.once('exit', () => { child?.kill('SIGKILL'); rmSync(folder, { recursive: true, force: true }); });
  child = spawn(target, ['--data', folder, 'serve', '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  child.once('error', (e) => { console.error(`${target}: ${e.message}`); process.exit(2); });
  let said = '';
  port = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`couloir serve ended with ${code}: ${said}`)));
    child.stderr.on('data', (d) => {
      if (said.length < 1e5) said += d;
      const ready = /id=serve\.ready .*\bport=(\d+)/.exec(said);
      if (ready) resolve(Number(ready[1]));
    });
  });
  child.removeAllListeners('exit');
}

if (real) await startCouloir();
else if (foreign) [host, port] = [target.split(':')[0], Number(target.split(':')[1])];
else await startServer();
await checkFraming();
if (real) {
  await checkCrowd();
  await checkRealForms();
  await checkRealEnd();
} else if (!foreign) {
  await checkIdle();
  await checkPlainUse();
  await Promise.all([
    checkIdleEnd(),
    checkDrip('headers that drip are cut', 'GET / HTTP/1.1\r\nHost: x\r\nX: ', 1),
    checkDrip('bodies that drip are cut', post('Content-Length: 100000'), 1),
  ]);
  await checkUploads();
  await checkForms();
  await checkReaders();
  await checkEnd();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
