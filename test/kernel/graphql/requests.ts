import { parse } from 'graphql';
import type { RunningSubgraph } from '../../../kernel/graphql/subgraph-server.js';
import { randomFrom } from '../ground.js';
import { CALLERS, ELMFIELD, type Note, OAKWOOD } from '../toy.js';

export const SOME_NOTES = `insert into toy.note (id, council, provider_id, text) values
  (gen_random_uuid(), 'bromley', null, 'bromley alone'),
  (gen_random_uuid(), 'bromley', '${OAKWOOD}', 'bromley for oakwood'),
  (gen_random_uuid(), 'bromley', '${ELMFIELD}', 'bromley for elmfield'),
  (gen_random_uuid(), 'ashdown', null, 'ashdown alone'),
  (gen_random_uuid(), 'ashdown', '${OAKWOOD}', 'ashdown for oakwood')`;

type Asker = keyof typeof CALLERS;

/** Of `SOME_NOTES` and what is added meanwhile: what each may read, and how much there is at least. */
const MAY_READ: Record<Asker, (note: Pick<Note, 'council' | 'providerId'>) => boolean> = {
  bromley: ({ council }) => council === 'bromley',
  ashdown: ({ council }) => council === 'ashdown',
  oakwood: ({ providerId }) => providerId === OAKWOOD,
  elmfield: ({ providerId }) => providerId === ELMFIELD,
};
const AT_LEAST: Record<Asker, number> = { bromley: 3, ashdown: 2, oakwood: 2, elmfield: 1 };
const MOST_ADDED = 100;

const READ = parse('{ notes { council providerId } }');
const KEEP = parse('mutation ($council: String!) { keepNote(council: $council, text: "more") { council } }');

/**
 * Requests of different callers in random order, 40 at a time over one pool, some of them commands.
 * @returns those whose answer was not what their caller sees; none
 */
export async function leaksIn(requests: number, process: RunningSubgraph, seed: number): Promise<unknown[]> {
  const random = randomFrom(seed);
  const askers = Object.keys(CALLERS) as Asker[];
  const leaks: unknown[] = [];
  let left = requests;
  let added = 0;
  const ask = async () => {
    while (left-- > 0) {
      const asker = askers[Math.floor(random() * askers.length)]!;
      const keeps = CALLERS[asker].role === 'broker' && random() < 0.05 && added++ < MOST_ADDED;
      const { data, errors } = (await process.executor({
        document: keeps ? KEEP : READ,
        variables: keeps ? { council: asker } : {},
        extensions: { headers: { authorization: `Bearer ${asker}` } },
      })) as { data?: { notes?: Note[]; keepNote?: Note }; errors?: unknown };
      const notes = data?.notes ?? [];
      const right = keeps
        ? data?.keepNote?.council === asker
        : notes.length >= AT_LEAST[asker] && notes.every(MAY_READ[asker]);
      if (errors || !right) leaks.push({ asker, keeps, data, errors });
    }
  };
  await Promise.all(Array.from({ length: 40 }, ask));
  return leaks;
}
