import { play } from './play.js';
import { FLAGS } from './words.js';

/**
 * Whatever a council commissions, varies, suspends and ends, whatever systems plan and log, in whatever order and however
 * often, and whatever officers correct: what the hub says of each visit, of the figures and of the pay is what ADR 0022
 * says. A history that fails is played alone by `CARE_SEED` and `CARE_DAY`, the seed and the first day that are printed.
 */

const { CARE_SEED: seed, CARE_DAY: day = '2026-06-02' } = process.env;
const batches = seed
  ? [{ first: Number(seed), count: 1, firstDay: day }]
  : [
      { first: 1, count: 60, firstDay: '2026-06-02' },
      // Summer time begins on the fourth day.
      { first: 1001, count: 60, firstDay: '2026-03-26' },
    ];

const DONE = ['REDUCE', 'INCREASE', 'TEMPORARY_INCREASE', 'END_TEMPORARY_INCREASE', 'SUSPEND', 'RESUME'];
const ALSO_DONE = ['CHANGE_SUSPENSION', 'AGREE_TIME', 'MARK', 'END', 'TAKE_BACK_END', 'CORRECT', 'PLAN', 'LOG'];
const BECAME = ['PLANNED', 'IN_PROGRESS', 'COMPLETED', 'MISSED', 'CANCELLED', 'CLAIMED_AFTER_MISSED'];
const ALSO_BECAME = ['MADE_BUT_NOT_EXPECTED', 'SUSPENDED', 'VARIED', 'ENDED', 'NOT_COMMISSIONED', ...FLAGS];

it.each(batches)(
  'DEL-01, DEL-10, PAY-02, VAR-02, VAR-14: $count histories from seed $first and $firstDay on end as the oracle says',
  async ({ first, count, firstDay }) => {
    const seeds = Array.from({ length: count }, (_, nth) => first + nth);
    const { differences, seen, refusedShare } = await play(seeds, firstDay);
    expect(differences.slice(0, 3).join('\n\n')).toBe('');
    if (count === 1) return;
    // The histories have everything in them that is to hold together, and make sense to the council.
    expect([...seen.keys()]).toEqual(expect.arrayContaining([...DONE, ...ALSO_DONE, ...BECAME, ...ALSO_BECAME]));
    expect(refusedShare).toBeLessThan(0.4);
  },
  900_000,
);
