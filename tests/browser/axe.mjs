// What axe-core has to say of a page as it stands: all rules in light, and in dark either all or those of contrast alone.
import { readFileSync } from 'node:fs';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
export const all_rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const contrast_alone = { type: 'rule', values: ['color-contrast'] };

async function violations(page, runOnly) {
  const loaded = await page.evaluate(() => Boolean(window.axe));
  if (!loaded) await page.evaluate(axe);
  const result = await page.evaluate(o => window.axe.run(document, { ...o, resultTypes: ['violations'] }), { runOnly });
  return result.violations.map(v =>
    `${v.id} (${v.nodes.length}): ${v.nodes.slice(0, 2).map(n => `${n.html.slice(0, 160)} ${n.any[0]?.message ?? ''}`).join(' | ')}`);
}

const turn = (page, theme) => page.evaluate(t => { document.documentElement.dataset.theme = t; }, theme);

export const violations_in_light = page => violations(page, all_rules);

export async function violations_in_dark(page, runOnly = all_rules) {
  await turn(page, 'dark');
  const found = await violations(page, runOnly);
  await turn(page, 'light');
  return found.map(v => `dark: ${v}`);
}
