import { randomUUID } from 'node:crypto';
import { recorded } from '../../../harness/recorded.js';
import type { TestSubgraph } from '../../../harness/subgraph.js';
import { type Answer, aPerson, aRequest, asking, fresh, OAK, SUBMIT, said, startCases } from '../harness.js';

const SCHEME = randomUUID();
const TOGETHER = 'query ($id: ID!) { package(id: $id) { state together { kind schemeId reference people } } }';
const MONEY =
  'query ($id: ID!) { placement(id: $id) { state weeklyWorkerMinutes startTime weeklyPricePence virtualBudgetPence isfWeeklyPence } }';

describe('packages that are sought together', () => {
  let hub: TestSubgraph;
  let cases: ReturnType<typeof asking>;
  beforeAll(async () => {
    hub = await startCases();
    cases = asking(hub);
  });
  afterAll(() => hub.stop());

  const inScheme = (change: Record<string, unknown> = {}) =>
    aRequest({
      ...{ serviceType: 'SUPPORTED_LIVING', together: { schemeId: SCHEME } },
      ...{ person: aPerson({ nhsNumber: null }), ...change },
    });
  const submit = (request: Record<string, unknown>) => cases.ask<Answer>('las', SUBMIT, { input: request });
  const told = async (id: string, type = 'ServiceRequestReady') => (await cases.toldOf(id, type)).at(-1)!.together;

  it.each<[string, Record<string, unknown>, string]>([
    ['neither of a scheme nor of a group', {}, 'ROUT-37 SCHEME_OR_GROUP input.together'],
    ['of both', { schemeId: SCHEME, group: 'G1', people: 2 }, 'ROUT-37 SCHEME_OR_GROUP input.together'],
    ['of a scheme that is no id', { schemeId: 'Elm House' }, 'ROUT-39 SCHEME_INVALID input.together.schemeId'],
    ['of a scheme with a number', { schemeId: SCHEME, people: 4 }, 'ROUT-39 PEOPLE_OF_SCHEME input.together.people'],
    ['of a group by a name', { group: 'WILFRED', people: 2 }, 'ROUT-37 GROUP_INVALID input.together.group'],
    ['of a group of one', { group: 'G1', people: 1 }, 'AMB-38 GROUP_SIZE input.together.people'],
    ['of a group of four', { group: 'G1', people: 4 }, 'AMB-38 GROUP_SIZE input.together.people'],
    ['of a group of unknown size', { group: 'G1' }, 'AMB-38 GROUP_SIZE input.together.people'],
  ])('ROUT-37, ROUT-39, AMB-38: a request is refused that is %s', async (_what, together, refusal) => {
    expect(said(await submit(inScheme({ together })))).toEqual([refusal]);
  });

  it('ROUT-37, ROUT-39: only what people can share is sought together', async () => {
    expect(said(await submit(inScheme({ serviceType: 'DOMICILIARY' })))).toEqual([
      'ROUT-39 NOT_SUPPORTED_LIVING input.together.schemeId',
    ]);
    const ofGroup = { together: { group: 'G-2026-1', people: 3 }, serviceType: 'DOMICILIARY' };
    expect(said(await submit(inScheme(ofGroup)))).toEqual([]);
  });

  it('ROUT-39, ISF-03: a scheme has one package of each person, until that is over', async () => {
    const schemeId = randomUUID();
    const request = inScheme({ together: { schemeId } });
    const { id } = await cases.submitted(request);
    const again = () => ({ ...request, idempotencyKey: fresh(), lasRequestId: fresh('LAS-REQ') });
    expect(said(await submit(again()))).toEqual(['ROUT-39 SAME_PERSON_TWICE input.together']);
    const elsewhere = { ...again(), together: { schemeId: randomUUID() } };
    expect(said(await submit(elsewhere))).toEqual([]);
    await cases.act('broker', 'cancelPackage', { packageId: id, reason: 'Moved away.' });
    expect(said(await submit(again()))).toEqual([]);
  });

  it('ROUT-39, SM-1: with whom it is sought is kept, told to be sourced, and told again as it is re-opened', async () => {
    const { id } = await cases.submitted(inScheme({ together: { schemeId: SCHEME.toUpperCase() } }));
    expect(await cases.ask('broker', TOGETHER, { id })).toEqual({
      state: 'SOURCING',
      together: { kind: 'SCHEME', schemeId: SCHEME, reference: null, people: null },
    });
    expect(await told(id)).toEqual({ kind: 'SCHEME', schemeId: SCHEME });
    const callOffId = randomUUID();
    const failed = { type: 'CallOffFailed', subject: `call-off/${callOffId}`, council: 'bromley' };
    await hub.hear({ ...failed, data: { callOffId, packageId: id } });
    await cases.act('broker', 'reopenPackage', { packageId: id });
    expect(await told(id)).toEqual({ kind: 'SCHEME', schemeId: SCHEME });
    const alone = await cases.submitted();
    expect(await told(alone.id)).toBeNull();
  });

  it('ROUT-39, WIN-14, ASM-36: a later version that names other company is told, and after the award it is refused', async () => {
    const request = inScheme();
    const { id } = await cases.submitted(request);
    const again = (version: number, together: object | null) => ({
      ...request,
      idempotencyKey: fresh(),
      version,
      together,
    });
    expect(said(await submit(again(2, { group: 'G-7', people: 2 })))).toEqual([]);
    expect(await told(id, 'ServiceRequestAmended')).toEqual({ kind: 'GROUP', reference: 'G-7', people: 2 });
    expect(said(await submit(again(3, null)))).toEqual([]);
    expect(await told(id, 'ServiceRequestAmended')).toBeNull();
    await cases.awarded(id);
    expect(said(await submit(again(4, { schemeId: SCHEME })))).toEqual([
      'ASM-36 NEED_CHANGED_AFTER_AWARD input.version',
    ]);
  });

  /** An award of these packages as tenders tells it, each with what is its own. */
  const award = async (ids: readonly string[], shares: ReadonlyArray<number | null>) => {
    const { rows } = await hub.pool.query('select id, need from cases.package where id = any($1)', [ids]);
    const placements = ids.map((packageId, nth) => ({
      ...{ packageId, placementId: randomUUID(), startTime: `0${7 + nth}:00` },
      need: rows.find(({ id }) => id === packageId).need,
      ...{ weeklyPricePence: 50_000 + nth, coreSharePence: shares[nth]! },
    }));
    const callOffId = randomUUID();
    const of = { callOffId, packageId: ids[0], awardId: randomUUID(), placementId: placements[0]!.placementId };
    const saying = { ...of, providerId: OAK, need: placements[0]!.need, policyVersion: 'bromley/1' };
    const event = recorded('CallOffAwarded', saying, { subject: `call-off/${callOffId}`, council: 'bromley' });
    const whole = { ...event, data: { ...event.data, placements } };
    return { callOffId, awardId: of.awardId, placements, tell: () => hub.hear(whole) };
  };
  const agreed = async (packageId: string, rasWeeklyPence: number) => {
    await cases.act('las', 'recordStarterBudget', { packageId, rasWeeklyPence });
    for (const side of ['practitioner', 'commissioner']) {
      await cases.act(side, 'agreeStarterBudget', { packageId }, 'OnPackageInput');
    }
  };
  const submitted = async (people: number) =>
    Promise.all(Array.from({ length: people }, async () => (await cases.submitted(inScheme())).id));

  it('AWRD-01, ROUT-39, ISF-03, ISF-04: one award opens a placement for each, with its price, its share and what is left', async () => {
    const ids = await submitted(3);
    await agreed(ids[0]!, 50_000);
    await agreed(ids[1]!, 10_000);
    const { placements, tell } = await award(ids, [10_000, 10_000, 10_000]);
    await tell();
    // Told again, nothing is opened twice.
    await tell();
    const shown = await Promise.all(placements.map(({ placementId: id }) => cases.ask('broker', MONEY, { id })));
    const alike = { state: 'DOCS_SENT', virtualBudgetPence: 10_000 };
    expect(shown).toMatchObject([
      { ...alike, startTime: '07:00', weeklyPricePence: 50_000, isfWeeklyPence: 40_000 },
      { ...alike, startTime: '08:00', weeklyPricePence: 50_001, isfWeeklyPence: 0 },
      { ...alike, startTime: '09:00', weeklyPricePence: 50_002, isfWeeklyPence: null },
    ]);
    const id = placements[0]!.placementId;
    const own = 'query ($id: ID!) { placement(id: $id) { weeklyPricePence virtualBudgetPence } }';
    expect(await cases.ask('oak', own, { id })).toEqual({ weeklyPricePence: 50_000, virtualBudgetPence: 10_000 });
    await expect(cases.ask('oak', MONEY, { id })).rejects.toThrow('This is for the roles');
    for (const id of ids) expect(await cases.stateOf('package', id)).toBe('PLACED');
  });

  it('AWRD-01: all of them are opened, or none; who has been cancelled meanwhile is left out', async () => {
    const ids = await submitted(3);
    await cases.act('broker', 'cancelPackage', { packageId: ids[1]!, reason: 'Moved away.' });
    const { placements, tell } = await award(ids, [null, null, null]);
    await tell();
    const states = await Promise.all(ids.map((id) => cases.stateOf('package', id)));
    expect(states).toEqual(['PLACED', 'CANCELLED', 'PLACED']);
    const [first, second] = await submitted(2);
    await cases.awarded(second!);
    const twice = await award([first!, second!], [null, null]);
    await twice.tell();
    expect(await cases.stateOf('package', first!)).toBe('SOURCING');
    const { rowCount } = await hub.pool.query('select 1 from cases.placement where award_id = $1', [twice.awardId]);
    expect(rowCount).toBe(0);
    expect(placements).toHaveLength(3);
  });

  it('AWRD-09, SM-1, ROUT-39: what befalls a call-off befalls each of its packages', async () => {
    const ids = await submitted(2);
    const { callOffId, awardId, placements, tell } = await award(ids, [null, null]);
    await tell();
    const [packageId, ...alongside] = ids;
    const say = (type: string, more: object = {}) =>
      hub.hear({
        ...{ type, subject: `call-off/${callOffId}`, council: 'bromley' },
        data: { callOffId, packageId, alongside, ...more },
      });
    const states = () => Promise.all(ids.map((id) => cases.stateOf('package', id)));
    await say('AwardRefused', { awardId, providerId: OAK, reasonCode: 'CAPACITY' });
    expect(await states()).toEqual(['SOURCING', 'SOURCING']);
    for (const { placementId } of placements) expect(await cases.stateOf('placement', placementId)).toBe('WITHDRAWN');
    await say('PackageWithdrawn', { reason: 'AMENDED_AFTER_CLOSE', replaced: true });
    expect(await states()).toEqual(['SOURCING', 'SOURCING']);
    await say('PackageWithdrawn', { reason: 'WITHDRAWN_BY_COUNCIL' });
    expect(await states()).toEqual(['UNFILLED', 'UNFILLED']);
    for (const id of ids) await cases.act('broker', 'reopenPackage', { packageId: id });
    await say('CallOffFailed');
    expect(await states()).toEqual(['UNFILLED', 'UNFILLED']);
  });
});
