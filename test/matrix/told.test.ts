import { type GraphQLObjectType, getNamedType } from 'graphql';
import { isProvider } from '../../kernel/identity/caller.js';
import { FEEDS } from '../../schema/feeds.js';
import { cursorsOf } from '../harness/cursors.js';
import { mayOf, SCHEMA, selectionOf } from './asking.js';
import { unexpected } from './expected.js';
import { expectNothingWritten, Ground } from './ground.js';
import { inParallel } from './questions.js';

/** Once all has been played: what the feeds tell again, and to whom. */

/** How many items are asked for in one document: the same for all of them, which is planned once. */
const AT_ONCE = 50;
const PLACES = Array.from({ length: AT_ONCE }, (_, nth) => nth);

function manyItems(item: string, all: string): string {
  const [cursor] = SCHEMA.getQueryType()!.getFields()[item]!.args;
  const parts = PLACES.map((nth) => `e${nth}: ${item}(cursor: $c${nth}) ${all}`);
  return `query (${PLACES.map((nth) => `$c${nth}: ${cursor!.type}`).join(', ')}) { ${parts.join(' ')} }`;
}

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.start('ended');
});
afterAll(() => ground?.stop());

describe.each(Object.entries(FEEDS).map(([feed, { item }]) => [feed, item] as const))('%s', (feed, item) => {
  it('IDG-23, IDG-26: told again from the beginning, tells each what it was told, and nothing that is not for them now', async () => {
    await ground.hub.time.settled();
    const cursors = await cursorsOf(ground.hub.pool);
    const events = (
      await ground.hub.pool.query<{
        seq: number;
        council: string;
        audience: { roles?: string[]; providers?: string[] };
      }>('select seq::int, council, audience from platform.event where seq is not null order by seq')
    ).rows;
    const leaks: string[] = [];
    await inParallel(ground.actors, async (actor) => {
      const may = mayOf(actor.role);
      const type = getNamedType(SCHEMA.getQueryType()!.getFields()[item]!.type) as GraphQLObjectType;
      const fields = selectionOf(type, may, 1);
      const all = `{ ${fields || '__typename'} }`;
      const watching = await ground.hub.watch<Record<string, { cursor: string } | undefined>>(
        actor.subject,
        `subscription { ${feed}(after: "0") ${all} }`,
      );
      if (!may(`Query.${item}`)) {
        const [refused] = await watching.take(1, 2000);
        if (refused && !('errors' in refused)) leaks.push(`${actor.subject} is told of ${JSON.stringify(refused)}`);
        return watching.stop();
      }
      const found: string[] = [];
      const document = manyItems(item, all);
      for (let first = 0; first < events.length; first += AT_ONCE) {
        const some = events.slice(first, first + AT_ONCE);
        const shownAs = PLACES.map((nth) => [`c${nth}`, cursors.show((some[nth] ?? some.at(-1)!).seq)]);
        const { data } = await ground.ask(actor, document, Object.fromEntries(shownAs));
        for (const [nth, { seq, council, audience }] of some.entries()) {
          const answer = data?.[`e${nth}`];
          if (!answer) continue;
          found.push(cursors.show(seq));
          const isTold =
            actor.councils.includes(council) &&
            (isProvider(actor)
              ? audience.providers?.includes(actor.organisation)
              : audience.roles?.includes(actor.role));
          if (!isTold) leaks.push(`${actor.subject} is told of event ${seq}`);
          const shown = unexpected(actor, 'ended', JSON.stringify(answer), ground.played.subjects);
          leaks.push(...shown.map((leak) => `${actor.subject} sees ${leak} in event ${seq}`));
        }
      }
      const told = [...(await watching.take(found.length)), ...(await watching.take(1, 200))];
      await watching.stop();
      // A feed reads items only: a list behind one is asked for by a query, and is null in its item (IDG-05).
      const itemsTold = told.map((each) => ('data' in each ? (each.data as unknown as typeof each) : each)[feed]);
      expect({ who: actor.subject, told: itemsTold.map((each) => each?.cursor) }).toEqual({
        who: actor.subject,
        told: found,
      });
      const shown = unexpected(actor, 'ended', JSON.stringify(told), ground.played.subjects);
      leaks.push(...shown.map((leak) => `${actor.subject} is told ${leak}`));
    });
    expect(leaks.sort()).toEqual([]);
  });
});

it('NTF-01 to NTF-38: every event that was told to somebody is carried by a feed', async () => {
  const { rows } = await ground.hub.pool.query<{ type: string }>(
    `select distinct type from platform.event
     where jsonb_array_length(coalesce(audience->'providers', '[]')) > 0
       or jsonb_array_length(coalesce(audience->'roles', '[]')) > 0 order by type`,
  );
  const carried = new Set(Object.values(FEEDS).flatMap(({ types }): readonly string[] => types));
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.map(({ type }) => type).filter((type) => !carried.has(type))).toEqual([]);
});

it('IDG-01, IDG-07, IDG-16: neither the log of events nor that of the hub has any of it', () =>
  expectNothingWritten(ground));
