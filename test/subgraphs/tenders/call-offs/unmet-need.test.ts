import { aCall, later } from '../../../rules/tenders/fixtures.js';
import { provider, World } from '../harness.js';

const UNMET = `query ($from: LocalDate!, $to: LocalDate!) { unmetNeed(from: $from, to: $to) {
  failed { ...counts } unanswered { ...counts } } }
  fragment counts on UnmetCounts { total byPatch { ...cell } byTimeOfDay { ...cell } bySkill { ...cell } byWeek { ...cell } }
  fragment cell on UnmetCell { key count suppressed }`;
const MARCH = { from: '2026-03-01', to: '2026-03-31' };

const cell = (key: string, count: number | null) => ({ key, count, suppressed: count === null });

describe('what nobody took', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
    await world.know(provider('maple').in('P1').in('P2').in('P3'), provider('rowan').onTheFramework());
  });
  afterAll(() => world.stop());

  it('SM-2, IDG-05: counts failed call-offs and stages without a bid, and suppresses small numbers with what gives them away', async () => {
    const asked: Array<{ patch: string; times: number; startTime: string; skills: 'PEG_FEEDING'[] }> = [
      { patch: 'P1', times: 6, startTime: '08:00', skills: [] },
      { patch: 'P2', times: 5, startTime: '12:00', skills: ['PEG_FEEDING'] },
      { patch: 'P3', times: 2, startTime: '19:00', skills: [] },
    ];
    for (const { patch, times, startTime, skills } of asked) {
      for (let nth = 0; nth < times; nth++) await world.request({ patch, skills, calls: [aCall({ startTime })] });
    }
    // One is taken by the framework, after its patch had not answered; one is withdrawn and counts for nothing.
    const taken = await world.request({ patch: 'P1', calls: [aCall({ startTime: '08:00' })] });
    const withdrawn = await world.request({ patch: 'P1' });
    await world.hear('PackageCancelled', { packageId: withdrawn.packageId, reason: 'Cancelled.' });
    await world.passTo(later(taken.closesAt, 1));
    await world.bid('rowan', taken.callOffId);
    await world.passTo(later(taken.closesAt, 2 * 3_600_000 + 2));
    await world.award(taken.callOffId);

    const week = [cell('2026-03-02', 13)];
    expect(await world.ask('commissioner', UNMET, MARCH)).toEqual({
      failed: {
        total: 13,
        byPatch: [cell('P1', null), cell('P2', 5), cell('P3', null)],
        byTimeOfDay: [cell('BED', null), cell('LUNCH', null), cell('MORNING', 6)],
        bySkill: [cell('NONE', 8), cell('PEG_FEEDING', 5)],
        byWeek: week,
      },
      unanswered: {
        total: 27,
        byPatch: [cell('P1', null), cell('P2', 10), cell('P3', null)],
        byTimeOfDay: [cell('BED', null), cell('LUNCH', null), cell('MORNING', 13)],
        bySkill: [cell('NONE', 17), cell('PEG_FEEDING', 10)],
        byWeek: [cell('2026-03-02', 27)],
      },
    });
    const none = { total: 0, byPatch: [], byTimeOfDay: [], bySkill: [], byWeek: [] };
    expect(await world.ask('broker', UNMET, { from: '2026-02-01', to: '2026-02-28' })).toEqual({
      failed: none,
      unanswered: none,
    });
    expect(await world.ask('broker of ashdown', UNMET, MARCH)).toEqual({ failed: none, unanswered: none });
  });

  it('IDG-05: practitioners, providers and feeds read none of it', async () => {
    for (const caller of ['practitioner', 'maple', 'feed of brokers']) {
      const { data, errors } = await world.hub.as(caller, UNMET, MARCH);
      expect({ caller, data: data?.unmetNeed ?? null, errors: errors?.length }).toEqual({
        caller,
        data: null,
        errors: 1,
      });
    }
  });
});
