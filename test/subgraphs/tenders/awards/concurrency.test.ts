import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { LANGUAGES } from '../../../../schema/events/cases.js';
import { later } from '../../../rules/tenders/fixtures.js';
import { codes, idOf, type Payload, provider, World } from '../harness.js';

const SEED = Number(process.env.SEED ?? 20260304);
const BIDDERS = ['maple', 'oak', 'elm'] as const;

/** What must hold of every call-off, whatever was done to it and in whichever order. */
const BROKEN = {
  'two awards stand': `select call_off_id from tenders.award where undone_at is null group by call_off_id having count(*) > 1`,
  'awarded without an award that stands, or the reverse': `
    select call_off.id from tenders.call_off call_off
    where (call_off.state in ('AWARDED', 'COMPLETED'))
      <> exists (select 1 from tenders.award award where award.call_off_id = call_off.id and award.undone_at is null)`,
  'an award that stands and whose bid is not won': `
    select award.id from tenders.award award join tenders.bid bid on bid.id = award.bid_id
    where award.undone_at is null and bid.state not in ('WON', 'FULFILLED')`,
  'a bid won without an award that stands': `
    select bid.id from tenders.bid bid where bid.state in ('WON', 'FULFILLED') and not exists (
      select 1 from tenders.award award where award.bid_id = bid.id and award.undone_at is null)
      and not exists (select 1 from tenders.call_off c where c.id = bid.call_off_id and c.state = 'WITHDRAWN')`,
  'a state left midway': `select id from tenders.call_off where state in ('DRAFT', 'READY', 'AWARDING')`,
  'a bid changed after its call-off had ended': `
    select change.id from tenders.state_change change join tenders.call_off call_off on call_off.id = change.call_off_id
    where call_off.ended_at < change.at and change."to" <> 'REJECTED_LATE'`,
  'a bid left sealed after its stage closed': `
    select bid.id from tenders.bid bid join tenders.stage stage on stage.id = bid.stage_id
    where bid.sealed and stage.ending in ('EXPIRED', 'EARLY_AWARD', 'ALL_DECLINED')`,
  'a bid taken and never looked at': `
    select bid.id from tenders.bid bid join tenders.stage stage on stage.id = bid.stage_id
    where bid.state in ('SUBMITTED', 'STALE') and stage.ending in ('EXPIRED', 'EARLY_AWARD', 'ALL_DECLINED')`,
  'an invitation with two answers, or none': `
    select invitation_id from tenders.bid group by invitation_id
    having count(*) filter (where state not in ('WITHDRAWN', 'REJECTED_LATE')) <> 1`,
  'an audit trail that does not join up': `
    select id from (
      select id, "from", lag("to") over (partition by call_off_id, bid_id order by id) as before, bid_id
      from tenders.state_change) as change
    where "from" <> coalesce(before, case when bid_id is null then '(new)' else 'INVITED' end)`,
  'a deadline that runs of an ended call-off': `
    select deadline.id from tenders.deadline deadline
    join tenders.call_off call_off on deadline.subject = 'call-off/' || call_off.id
    where deadline.status = 'RUNNING' and call_off.ended_at is not null`,
};

async function expectSound(world: World): Promise<void> {
  for (const [what, sql] of Object.entries(BROKEN)) {
    const { rows } = await world.hub.pool.query(sql);
    expect({ [what]: rows }).toEqual({ [what]: [] });
  }
  const { rows } = await world.hub.pool.query('select reason from tenders.quarantined_event');
  expect(rows).toEqual([]);
}

describe('many at once', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(() => world.stop());

  it('EVAL-03, PROV-23: concurrent awards to one provider never pass the ceiling', async () => {
    // Room for two packages of 20 hours, in two patches and two councils.
    const nearly = provider('maple').in('East').in('West').caringFor({ privately: 1000, allocated: 1955 });
    const { capacity } = nearly.facts;
    const room = nearly.with({ capacity: { ...capacity, countedTo: 0 } });
    await world.know(room, room.with({ council: 'ashdown' }));
    const made: Array<{ callOffId: string; closesAt: Date; council: string }> = [];
    for (const [patch, council] of [
      ['East', 'bromley'],
      ['West', 'bromley'],
      ['East', 'ashdown'],
      ['West', 'ashdown'],
      ['East', 'bromley'],
      ['West', 'ashdown'],
    ] as const) {
      const requested = await world.request({ patch }, council);
      await world.bid('maple', requested.callOffId);
      made.push({ ...requested, council });
    }
    await world.passTo(later(made[0]!.closesAt, 1));
    const AWARD =
      'mutation ($input: AwardCallOffInput!) { awardCallOff(input: $input) { award { id } refusals { code } } }';
    const outcomes = await Promise.all(
      made.map(({ callOffId, council }) =>
        world.ask<Payload>(council === 'bromley' ? 'broker' : 'broker of ashdown', AWARD, {
          input: { callOffId, notInvolvedBecause: 'Too ill to be asked.', idempotencyKey: randomUUID() },
        }),
      ),
    );
    expect(outcomes.filter(({ award }) => award)).toHaveLength(2);
    expect(outcomes.filter(({ award }) => !award).map(codes)).toEqual(Array(4).fill(['CEILING_PASSED']));
    await expectSound(world);
  });

  it('AWRD-01, EVAL-02: of many brokers who award one call-off at once, one does', async () => {
    await world.know(provider('maple').in('East'), provider('oak').in('East'));
    const { callOffId } = await world.requestAndClose(['maple', 'oak']);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => world.award(callOffId)));
    expect(outcomes.filter(({ award }) => award)).toHaveLength(1);
    expect(outcomes.filter(({ award }) => !award).map(codes)).toEqual(Array(5).fill(['CALL_OFF_OVER']));
    await expectSound(world);
  });

  it('WIN-03: a bid that races an emergency award is evaluated with the others or refused, and never lost', async () => {
    await world.know(...BIDDERS.map((name) => provider(name).in('East')));
    for (let round = 0; round < 8; round++) {
      const { callOffId } = await world.request({ urgency: 'EMERGENCY' });
      await world.bid('maple', callOffId);
      const [, ...bids] = await Promise.all([
        world.award(callOffId, { emergencyReason: 'It cannot wait.' }),
        ...(round % 2 ? (['oak', 'elm'] as const) : (['elm'] as const)).map((name) => world.bid(name, callOffId)),
      ]);
      for (const bid of bids) expect(codes(bid)).toEqual(bid.bid ? [] : ['WINDOW_CLOSED']);
      await expectSound(world);
    }
  });

  it('SM-2, SM-3: any sequence of acts, alone or at once, leaves one award at most and nothing undone', async () => {
    const act = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ do: fc.constant('bid' as const), who: fc.constantFrom(...BIDDERS), late: fc.boolean() }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constantFrom(
            'decline' as const,
            'withdrawBid' as const,
            'reconfirmBid' as const,
            'refuseAward' as const,
          ),
          who: fc.constantFrom(...BIDDERS, 'rowan' as const),
        }),
      },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(1, 60, 121) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('award' as const), emergency: fc.boolean() }) },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constantFrom('amend' as const, 'cancel' as const, 'start' as const, 'inadequate' as const),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), fc.boolean(), async (acts, atOnce) => {
        await world.know(...BIDDERS.map((name) => provider(name).in('East')), provider('rowan').onTheFramework());
        const { callOffId, packageId, need } = await world.request({ urgency: 'EMERGENCY' });
        let version = 1;
        const run = async (each: (typeof acts)[number]): Promise<unknown> => {
          switch (each.do) {
            case 'bid':
              return world.bid(each.who, callOffId, { version });
            case 'decline':
              return world.decline(each.who, callOffId);
            case 'withdrawBid':
            case 'reconfirmBid':
            case 'refuseAward': {
              const change = { reconfirmBid: { version }, refuseAward: { reason: 'SKILL' }, withdrawBid: {} }[each.do];
              return world.answerTo(each.who, each.do, callOffId, change);
            }
            case 'pass':
              return world.passTo(later(await world.hub.time.now(), each.minutes * 60_000));
            case 'award':
              return world.award(callOffId, { emergencyReason: each.emergency ? 'It cannot wait.' : null });
            case 'amend':
              version += 1;
              return world.hear('ServiceRequestAmended', {
                packageId,
                need: { ...need, languages: [LANGUAGES[version % LANGUAGES.length]] },
                sourcingVersion: version,
                reason: '',
              });
            case 'cancel':
              return world.hear('PackageCancelled', { packageId, reason: 'Cancelled.' });
            case 'start': {
              const { rows } = await world.hub.pool.query(
                'select provider_id from tenders.award where call_off_id = $1 and undone_at is null',
                [callOffId],
              );
              const providerId = rows[0]?.provider_id ?? idOf.maple;
              return world.hear('PlacementStarted', {
                callOffId,
                packageId,
                placementId: packageId,
                providerId,
                startedAt: '',
              });
            }
            default:
              world.hold(provider('maple').in('East').rated('INADEQUATE'));
          }
        };
        // Time is one for all: it passes between what happens at once.
        for (const group of atOnce ? groups(acts) : acts.map((each) => [each])) await Promise.all(group.map(run));
        await world.hub.time.settled();
        await expectSound(world);
      }),
      { seed: SEED, numRuns: 12, endOnFailure: true },
    );
  });
});

function groups<Act extends { readonly do: string }>(acts: readonly Act[]): Act[][] {
  const made: Act[][] = [[]];
  for (const each of acts) {
    if (each.do === 'pass') made.push([each], []);
    else made.at(-1)!.push(each);
  }
  return made;
}
