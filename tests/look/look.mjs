// Opens what couloir_look wrote in Chromium: a screenshot at three widths, axe-core on each page, and a check that
// nothing overflows at 320 px or at 200 % zoom. usage: node tests/look/look.mjs PAGES ASSETS SHOTS [page…]
import { readFileSync, readdirSync, mkdirSync, existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';

const [pages, assets, shots, ...only] = process.argv.slice(2);
const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const types = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const csp = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";
const widths = [360, 768, 1280];
mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});

let failed = 0;
const complain = (name, what) => { failed++; console.log(`${name}: ${what}`); };

for (const file of readdirSync(pages).filter(f => f.endsWith('.html') && (!only.length || only.some(o => f.startsWith(o)))).sort()) {
  const name = file.slice(0, -5);
  const context = await browser.newContext({ bypassCSP: false, locale: 'fr-FR', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', m => m.type() === 'error' && complain(name, m.text()));
  page.on('pageerror', e => complain(name, e.message));
  await page.route('**/*', route => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/page') return route.fulfill({ body: readFileSync(join(pages, file)), contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': csp } });
    const asset = path.startsWith('/assets/') ? join(assets, path.slice(8)) : '';
    return asset && existsSync(asset) ? route.fulfill({ body: readFileSync(asset), contentType: types[extname(asset)] }) : route.fulfill({ status: 404, body: '' });
  });
  await page.goto('http://couloir.test/page');
  await page.evaluate(() => document.fonts.ready);
  for (const width of [320, ...widths]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) complain(name, `${wide - width} px too wide at ${width} px`);
    if (width > 320) await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
    if (width === 768) continue;
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    for (const v of found.violations) complain(name, `${width} px: ${v.id} (${v.nodes.length}): ${v.nodes.slice(0, 2).map(n => n.html.slice(0, 140) + ' ' + (n.any[0]?.message ?? '')).join(' | ')}`);
  }
  await context.close();
}
await browser.close();
console.log(failed ? `${failed} findings` : 'no findings');
process.exit(failed ? 1 : 0);
