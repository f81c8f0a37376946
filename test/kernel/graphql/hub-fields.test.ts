import { execute, type GraphQLSchema, parse } from 'graphql';
import type { SubgraphDatabase } from '../../../kernel/database/orm.js';
import { federatedSchema } from '../../../kernel/graphql/federated-schema.js';
import { HUB_FIELDS } from '../../../kernel/graphql/hub-fields.js';
import { RequestContext } from '../../../kernel/graphql/request-context.js';
import type { Caller } from '../../../kernel/identity/caller.js';
import type { EventLogReader } from '../../../kernel/log/event-log.js';
import { type Ground, toyGround } from '../ground.js';
import { CALLERS } from '../toy.js';

let ground: Ground;
let db: SubgraphDatabase;
let events: EventLogReader;
let schema: GraphQLSchema;
beforeAll(async () => {
  ground = await toyGround();
  db = await ground.openDatabase();
  events = await ground.openEvents();
  ground.startSequencer();
  ({ schema } = await federatedSchema([...HUB_FIELDS], {}));
  await ground.admin.query(`update platform.council set name = 'London Borough of Bromley' where id = 'bromley'`);
});
afterAll(() => ground.stop());

async function ask(caller: Caller, document: string) {
  const { log, ask: peers } = ground.workFor(db, caller);
  const contextValue = new RequestContext(caller, { db, log, ask: peers }, events);
  return execute({ schema, document: parse(document), contextValue });
}

it('me is who asks, with the councils that it may act within', async () => {
  const { data } = await ask(CALLERS.elmfield, '{ me { subject role organisation scopes councils { id name } } }');
  expect(data).toEqual({
    me: {
      subject: 'user:provider',
      role: 'provider-user',
      organisation: CALLERS.elmfield.organisation,
      scopes: ['bids:write'],
      councils: [{ id: 'bromley', name: 'London Borough of Bromley' }],
    },
  });
});

it('hub is its time, whether that has been moved, its version and its councils by name', async () => {
  const before = await ask(CALLERS.bromley, '{ hub { now sandbox version councils { id name } } }');
  expect(before.data).toEqual({
    hub: {
      now: expect.any(String),
      sandbox: false,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      councils: [
        { id: 'ashdown', name: 'ashdown' },
        { id: 'bromley', name: 'London Borough of Bromley' },
      ],
    },
  });
  await ground.time.freezeAt(new Date('2099-06-01T08:00:00Z'));
  const after = await ask(CALLERS.bromley, '{ hub { now sandbox } }');
  expect(after.data).toEqual({ hub: { now: '2099-06-01T08:00:00.000Z', sandbox: true } });
});

it('IDG-23: feedPosition is where the log stands, and is never the same text twice', async () => {
  await ground.write({ type: 'Something' });
  const cursors = await events.cursors();
  for (let tries = 0; (await events.head()) === 0 && tries < 100; tries++)
    await new Promise((done) => setTimeout(done, 20));
  const asked = [await ask(CALLERS.oakwood, '{ feedPosition }'), await ask(CALLERS.oakwood, '{ feedPosition }')];
  const positions = asked.map(({ data }) => data!.feedPosition as string);
  expect(new Set(positions).size).toBe(2);
  expect(positions.map((each) => cursors.read(each))).toEqual([1, 1]);
});
