import { randomUUID } from 'node:crypto';
import { openDatabase, type SubgraphDatabase } from '../../../../kernel/database/orm.js';
import { readerFor } from '../../../../kernel/database/reader.js';
import type { Work } from '../../../../kernel/database/work.js';
import { createLogger } from '../../../../kernel/values/logging.js';
import { submitBid } from '../../../../subgraphs/tenders/commands/bids/submit-bid.js';
import { withdrawBid } from '../../../../subgraphs/tenders/commands/bids/withdraw-bid.js';
import { tenders } from '../../../../subgraphs/tenders/subgraph.js';
import { statementsOf } from '../../../kernel/ground.js';
import { later } from '../../../rules/tenders/fixtures.js';
import { CALLERS, NEEDED_FROM, type ProviderName, provider, type Requested, World } from '../harness.js';

describe('what a bid costs', () => {
  let world: World;
  let db: SubgraphDatabase;
  beforeAll(async () => {
    world = await World.open();
    await world.know(provider('maple').in('East'), provider('oak').in('East'));
    const url = world.hub.subgraph.db.orm.config.get('clientUrl')!;
    db = await openDatabase({ subgraph: 'tenders', url, entities: tenders.entities, poolSize: 1 });
  });
  afterAll(async () => {
    await db.orm.close(true);
    await world.stop();
  });

  const workOf = (name: ProviderName): Work => ({
    caller: CALLERS[name]!,
    db,
    log: createLogger('tenders', 'fatal'),
    ask: async () => {
      throw new Error('A bid asks nobody.');
    },
    em: readerFor(db, CALLERS[name]!),
    inOpenTransaction: false,
  });
  const bid = (name: ProviderName, { callOffId }: Requested, idempotencyKey: string = randomUUID()) =>
    submitBid(workOf(name), {
      callOffId,
      version: 1,
      startDate: NEEDED_FROM,
      startTime: '08:30',
      deliveryStatement: 'Two regular workers who live in the patch.',
      doubleHanded: null,
      timeCritical: null,
      skills: null,
      clientSentAt: null,
      idempotencyKey,
    });

  it('NFR-06, ROUT-04: a bid is taken in four messages to the database', async () => {
    const requested = await world.request();
    await bid('maple', requested);
    let taken: Awaited<ReturnType<typeof bid>> | undefined;
    const messages = await statementsOf(db, async () => {
      taken = await bid('oak', requested);
    });
    expect(taken).toMatchObject({ refusals: [], result: { state: 'SUBMITTED' } });
    expect(messages.map((message) => message.split(';').map(kindOf))).toEqual([
      ['begin', 'set session', 'keep key'],
      ['lock call_off', 'lock invitation', 'read answer'],
      ['keep change', 'tell', 'update bid'],
      ['keep answer', 'commit'],
    ]);
  });

  it('NFR-06, IDG-27: sent again with its key, a bid changes nothing and costs no more', async () => {
    const requested = await world.request();
    const key = randomUUID();
    const first = await bid('maple', requested, key);
    let again: Awaited<ReturnType<typeof bid>> | undefined;
    const messages = await statementsOf(db, async () => {
      again = await bid('maple', requested, key);
    });
    expect(again!.result!.id).toBe(first.result!.id);
    expect(messages.length).toBeLessThanOrEqual(4);
  });

  it('WIN-01: the time that counts is read once the call-off is held, however long that took', async () => {
    const requested = await world.request();
    await bid('maple', requested);
    const holder = await world.hub.pool.connect();
    await holder.query('begin');
    await holder.query('select from tenders.call_off where id = $1 for update', [requested.callOffId]);
    const waiting = bid('oak', requested);
    const blocked = async () =>
      (await world.hub.pool.query(`select 1 from pg_stat_activity where wait_event_type = 'Lock'`)).rowCount! > 0;
    while (!(await blocked())) await new Promise((resolve) => setTimeout(resolve, 20));
    // The window runs out while the bid waits: the clock is the database's, and it goes by what it shows then.
    await world.hub.time.clock.freezeAt(later(requested.closesAt, 1));
    await holder.query('commit');
    holder.release();
    expect((await waiting).refusals).toMatchObject([{ rule: 'WIN-01', code: 'WINDOW_CLOSED' }]);
    await world.hub.time.settled();
  });

  it('SM-3: of a provider’s own answers at once, each sees what the one before has left', async () => {
    const requested = await world.request();
    await bid('maple', requested);
    const outcomes = await Promise.all([
      world.answerTo('maple', 'withdrawBid', requested.callOffId),
      withdrawBid(workOf('maple'), { callOffId: requested.callOffId, idempotencyKey: randomUUID() }),
      world.bid('maple', requested.callOffId),
      bid('maple', requested),
    ]);
    expect(outcomes).toHaveLength(4);
    const { rows } = await world.hub.pool.query(
      `select state, count(*)::int from tenders.bid bid join tenders.invitation asked on asked.id = bid.invitation_id
       where bid.call_off_id = $1 and asked.provider_id = $2 and state not in ('WITHDRAWN') group by state`,
      [requested.callOffId, CALLERS.maple!.organisation],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].count).toBe(1);
  });
});

/** What a statement does, in two words. */
function kindOf(statement: string): string {
  const text = statement.replace('/* unread */ ', '').trim();
  const kinds: ReadonlyArray<readonly [RegExp, string]> = [
    [/^begin/, 'begin'],
    [/^select set_config/, 'set session'],
    [/^insert into tenders\.idempotency/, 'keep key'],
    [/^select from tenders\.(\w+)/, 'lock'],
    [/^select to_jsonb/, 'read answer'],
    [/^update "tenders"\."bid"/, 'update bid'],
    [/^insert into tenders\.state_change/, 'keep change'],
    [/^insert into platform\.event/, 'tell'],
    [/^update tenders\.idempotency/, 'keep answer'],
    [/^commit/, 'commit'],
  ];
  const [pattern, kind] = kinds.find(([each]) => each.test(text)) ?? [/(?:)/, text];
  const [, table] = pattern.exec(text) ?? [];
  return table ? `${kind} ${table}` : kind!;
}
