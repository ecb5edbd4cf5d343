// Drives the two servers of this folder in turns (bench/http builds and starts it): prints the median of the pairs' ratios,
// CPU µs a request, and resident memory with 5,000 idle connections.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const [pairs = 5, seconds = 3] = process.argv.slice(2).map(Number);
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const run = (file, args) => execFileSync(file, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

async function start(name, port) {
  const child = spawn(join(root, 'build/release/bin', name), [port], { stdio: 'inherit' });
  for (let i = 0; i < 100; i++) {
    const open = await new Promise((r) => { const s = net.connect(port, '127.0.0.1', () => { s.destroy(); r(true); }).on('error', () => r(false)); });
    if (open) return { name, port, pid: child.pid, child, rates: [], cpu: [] };
    await sleep(20);
  }
  throw new Error(`${name} does not listen on ${port}`);
}

// User and system time of the process, in seconds (proc(5): fields 14 and 15, in hundredths).
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
const residentMB = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;

function drive(server) {
  const before = cpuSeconds(server.pid);
  const out = run('wrk', ['-t1', '-c64', `-d${seconds}s`, '--latency', `http://127.0.0.1:${server.port}/page`]);
  const requests = Number(out.match(/(\d+) requests in/)[1]);
  if (/Non-2xx|Socket errors/.test(out)) throw new Error(`${server.name}: ${out}`);
  server.rates.push(Number(out.match(/Requests\/sec:\s+([\d.]+)/)[1]));
  server.cpu.push(((cpuSeconds(server.pid) - before) * 1e6) / requests);
  server.p99 = out.match(/99%\s+(\S+)/)[1];
}

async function idle(server, count) {
  const before = residentMB(server.pid);
  const sockets = [];
  for (let i = 0; i < count; i += 100)
    await Promise.all(Array.from({ length: 100 }, () => new Promise((resolve, reject) => {
      let got = 0;
      const socket = net.connect(server.port, '127.0.0.1').on('error', reject);
      socket.on('data', (d) => { if ((got += d.length) > 4096) resolve(); });
      socket.write('GET /page HTTP/1.1\r\nHost: x\r\n\r\n');
      sockets.push(socket);
    })));
  const after = residentMB(server.pid);
  sockets.forEach((s) => s.destroy());
  return { before, after };
}

const servers = [await start('bench_http_server', 18461), await start('bench_microhttpd', 18462)];
try {
  for (let i = 0; i < pairs; i++) servers.forEach(drive);
  for (const s of servers) {
    const { before, after } = await idle(s, 5000);
    console.log(`${s.name.padEnd(18)} ${median(s.rates).toFixed(0).padStart(7)} req/s  ${median(s.cpu).toFixed(1)} µs CPU a request  ` +
      `p99 ${s.p99}  5,000 idle: ${before.toFixed(0)} → ${after.toFixed(0)} MB`);
  }
  const ratio = median(servers[0].rates.map((r, i) => r / servers[1].rates[i]));
  console.log(`ratio ${ratio.toFixed(2)} (at least 0.60 wanted; pairs ${servers[0].rates.map((r, i) => (r / servers[1].rates[i]).toFixed(2)).join(' ')})`);
} finally {
  servers.forEach((s) => s.child.kill());
}
