import 'reflect-metadata';
import { type Figure, type Group, table } from './figures.js';

/**
 * `npm run bench [-- NAME] [-- --json]`: measures, never judges a test run. Every figure that has a floor is measured
 * beside it in the same run. Runs its own PostgreSQL and servers on loopback ports and ends them.
 */
const GROUPS: Readonly<Record<string, () => Promise<{ default: Group }>>> = {
  board: () => import('./board.js'),
  bids: () => import('./bids.js'),
  push: () => import('./push.js'),
  live: () => import('./live.js'),
  wake: () => import('./wake.js'),
  memory: () => import('./memory.js'),
  visits: () => import('./visits.js'),
  start: () => import('./start.js'),
  kpi: () => import('./kpi.js'),
  flood: () => import('./flood.js'),
  sourcing: () => import('./sourcing.js'),
};

const words = process.argv.slice(2);
const asJson = words.includes('--json');
const names = words.filter((word) => !word.startsWith('--'));
const unknown = names.filter((name) => !(name in GROUPS));
if (unknown.length > 0) {
  process.stderr.write(`There is no group ${unknown.join(', ')}: ${Object.keys(GROUPS).join(', ')}.\n`);
  process.exit(1);
}

const figures: Figure[] = [];
for (const [name, load] of Object.entries(GROUPS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  if (!asJson) process.stderr.write(`${name}…\n`);
  figures.push(...(await (await load()).default()));
}
process.stdout.write(asJson ? `${JSON.stringify(figures, null, 2)}\n` : `${table(figures)}\n`);
process.exit(0);
