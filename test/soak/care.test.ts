import { addLocalDays } from '../../kernel/time/working-time.js';
import { newSeed } from '../kernel/ground.js';
import { play } from '../subgraphs/monitoring/calls/property/play.js';

/** What test/subgraphs/monitoring/calls/property shows a little of, at length: other histories each time, on other days. */

const MINUTES = 60_000;
const HISTORIES = 10_000;
const AT_ONCE = 200;

it(
  'DEL-01, DEL-10, PAY-02, VAR-02, VAR-14: 10,000 histories of placements end as the oracle says',
  async () => {
    const seed = newSeed();
    for (let nth = 0; nth < HISTORIES; nth += AT_ONCE) {
      const seeds = Array.from({ length: AT_ONCE }, (_, each) => seed + nth + each);
      // Days of a whole year, both changes of the clock among them.
      const firstDay = addLocalDays('2026-01-05', (nth / AT_ONCE) * 8);
      const { differences } = await play(seeds, firstDay);
      expect({ firstDay, differences: differences.slice(0, 3) }).toEqual({ firstDay, differences: [] });
      process.stderr.write(
        `${nth + AT_ONCE} histories, of ${HISTORIES}, agree: to seed ${seeds.at(-1)}, ${firstDay}\n`,
      );
    }
  },
  600 * MINUTES,
);
