import { comesTrue, type Ground, INSERT_EVENT, toyGround } from '../ground.js';

/** The log is an audit trail: an event is kept as it was written, and only the sequencer numbers it. */

const ROLES = [
  'toy_app',
  'toy_owner',
  'toy_council',
  'toy_provider',
  'toy_command',
  'toy_system',
  'platform_sequencer',
  'platform_reader',
];
const CHANGES = [
  `update platform.event set data = '{"text":"other"}'`,
  `update platform.event set seq = 7, data = '{"text":"other"}'`,
  `update platform.event set seq = null`,
  'delete from platform.event',
  'truncate platform.event',
];

let ground: Ground;
beforeAll(async () => {
  ground = await toyGround();
  await ground.write({ type: 'Written', data: { text: 'one' } });
  ground.startSequencer();
  const head = 'select seq from platform.event where seq = 1';
  expect(await comesTrue(async () => (await ground.admin.query(head)).rowCount === 1)).toBe(true);
});
afterAll(() => ground.stop());

it.each(CHANGES)('IDG-16: "%s" is refused even to a superuser', async (change) => {
  await expect(ground.admin.query(change)).rejects.toThrow('the event log is append-only (IDG-16)');
});

it.each(ROLES)('IDG-16: %s can neither alter nor remove an event', async (role) => {
  const client = await ground.client(role);
  for (const change of CHANGES) await expect(client.query(change)).rejects.toThrow(/permission denied|append-only/);
  const { rows } = await ground.admin.query('select seq::int, data from platform.event where seq = 1');
  expect(rows).toEqual([{ seq: 1, data: { text: 'one' } }]);
});

it('IDG-16: who writes an event cannot give it its number', async () => {
  const client = await ground.client('toy_system');
  await client.query(INSERT_EVENT, ['Written', 'note/1', '{}']);
  const numberedByHand = INSERT_EVENT.replace('(type,', '(seq, type,').replace('($1,', '(9, $1,');
  await expect(client.query(numberedByHand, ['Written', 'note/1', '{}'])).rejects.toThrow('permission denied');
});
