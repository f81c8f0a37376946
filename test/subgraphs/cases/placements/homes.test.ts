import type { TestSubgraph } from '../../../harness/subgraph.js';
import { aHomeRequest, aRequest, asking, fresh, said, startCases } from '../harness.js';

let hub: TestSubgraph;
let cases: ReturnType<typeof asking>;
beforeAll(async () => {
  hub = await startCases();
  cases = asking(hub);
});
afterAll(() => hub.stop());

const PRICE = { weeklyPricePence: 87_000 };
const ADMISSION = '2026-06-09T13:00:00Z';
type Service = 'RESIDENTIAL' | 'NURSING' | 'RESPITE';

/** A place in a home that its home has confirmed. */
async function confirmed(serviceType: Service, award: object = PRICE): Promise<string> {
  const { id } = await cases.submitted(aHomeRequest(serviceType));
  const placementId = await cases.awarded(id, undefined, { ...award });
  const lengthOfStayNights = serviceType === 'RESPITE' ? 14 : null;
  const confirm = { placementId, firstCallAt: ADMISSION, lengthOfStayNights };
  expect(said(await cases.act('oak', 'confirmFirstCall', confirm))).toEqual([]);
  return placementId;
}
const toLas = (placementId: string) => cases.act('las', 'recordServiceLine', { placementId, lasLineId: fresh('LINE') });
const iposOf = (placementId: string) =>
  cases.ask<{ ipos: unknown[] }>(
    'oak',
    `query ($id: ID!) { placement(id: $id) { ipos { version serviceType hourlyRatePence weeklyPricePence weeklyWorkerMinutes
      startDate lengthOfStayNights suspendedFrom } } }`,
    { id: placementId },
  );

describe('a place in a home', () => {
  it('AWRD-10, ASM-09: is pinned at the price of its week, with neither hours nor an hourly rate', async () => {
    const placementId = await confirmed('NURSING');
    const shown = `query ($id: ID!) { placement(id: $id) { hourlyRatePence weeklyPricePence weeklyWorkerMinutes
      currentWeeklyWorkerMinutes contractBasis } }`;
    expect(await cases.ask('broker', shown, { id: placementId })).toEqual({
      ...{ hourlyRatePence: null, weeklyPricePence: 87_000, weeklyWorkerMinutes: 0, currentWeeklyWorkerMinutes: 0 },
      contractBasis: 'SPOT',
    });
    expect(await cases.toldOf(placementId, 'PlacementProposed')).toMatchObject([
      { weeklyWorkerMinutes: 0, hourlyRatePence: null, calls: { calls: [] } },
    ]);
  });

  it.each([
    ['RESIDENTIAL', null],
    ['NURSING', null],
    ['RESPITE', 14],
  ] as const)(
    'ROUT-34, ROUT-36, AWRD-03, AWRD-06: %s is ordered by week, admission and nights, after its LAS line',
    async (serviceType, nights) => {
      const placementId = await confirmed(serviceType);
      expect(await iposOf(placementId)).toEqual({ ipos: [] });
      expect(said(await toLas(placementId))).toEqual([]);
      expect(await iposOf(placementId)).toEqual({
        ipos: [
          {
            ...{ version: 1, serviceType, hourlyRatePence: null, weeklyPricePence: 87_000, weeklyWorkerMinutes: 0 },
            ...{ startDate: '2026-06-09', lengthOfStayNights: nights, suspendedFrom: null },
          },
        ],
      });
      await cases.firstCallMade(placementId, new Date(ADMISSION));
      expect(await cases.stateOf('placement', placementId)).toBe('ACTIVE');
    },
  );

  it('ROUT-36, AWRD-03: respite that began unconfirmed is ordered for the nights that were asked for', async () => {
    const { id } = await cases.submitted(aHomeRequest('RESPITE'));
    const placementId = await cases.awarded(id, undefined, PRICE);
    await cases.firstCallMade(placementId, new Date(ADMISSION));
    expect(said(await toLas(placementId))).toEqual([]);
    expect(await iposOf(placementId)).toMatchObject({ ipos: [{ lengthOfStayNights: 14, weeklyPricePence: 87_000 }] });
  });

  it('AWRD-02, AWRD-06: no line before the admission is confirmed, and no stay that is not of respite', async () => {
    const { id } = await cases.submitted(aHomeRequest('RESIDENTIAL'));
    const placementId = await cases.awarded(id, undefined, PRICE);
    expect(said(await toLas(placementId))).toEqual(['SM-4 ILLEGAL_TRANSITION']);
    const stay = { placementId, firstCallAt: ADMISSION, lengthOfStayNights: 14 };
    expect(said(await cases.act('oak', 'confirmFirstCall', stay))).toEqual([
      'AWRD-06 LENGTH_OF_STAY_NOT_EXPECTED input.lengthOfStayNights',
    ]);
  });

  it('AWRD-03: without a price there is no order', async () => {
    const placementId = await confirmed('RESIDENTIAL', {});
    expect(said(await toLas(placementId))).toEqual(['AWRD-03 RATE_MISSING']);
  });
});

describe('an award that has its provider assess first', () => {
  const at = 'ROUT-29 ASSESSMENT_NOT_COMPLETED input.assessmentCompletedOn';
  const confirm = (placementId: string, assessmentCompletedOn: string | null = null) =>
    cases.act('oak', 'confirmFirstCall', { placementId, firstCallAt: '2026-06-09T08:00:00Z', assessmentCompletedOn });

  it('ROUT-29: is confirmed after the assessment, then put on LAS, then ordered', async () => {
    const { id } = await cases.submitted();
    const placementId = await cases.awarded(id, undefined, { assesses: true });
    const shown = 'query ($id: ID!) { placement(id: $id) { assessesFirst assessmentCompletedOn } }';
    expect(await cases.ask('oak', shown, { id: placementId })).toEqual({
      assessesFirst: true,
      assessmentCompletedOn: null,
    });
    expect(said(await confirm(placementId))).toEqual([at]);
    expect(said(await confirm(placementId, '2026-05-31'))).toEqual([at]);
    expect(said(await confirm(placementId, '2026-06-02'))).toEqual([at]);
    expect(said(await toLas(placementId))).toEqual(['SM-4 ILLEGAL_TRANSITION']);
    expect(said(await confirm(placementId, '2026-06-01'))).toEqual([]);
    // Moved, the first call rests on the assessment that was recorded.
    expect(said(await confirm(placementId))).toEqual([]);
    expect(said(await toLas(placementId))).toEqual([]);
    expect((await iposOf(placementId)).ipos).toHaveLength(1);
  });

  it('ROUT-10, ROUT-29: the hours to confirm run for who need not assess, and for nobody else', async () => {
    const clocks = async (assesses?: boolean) => {
      const { id } = await cases.submitted();
      const placementId = await cases.awarded(id, undefined, assesses === undefined ? {} : { assesses });
      const { rows } = await hub.pool.query(`select rule from cases.deadline where subject = $1 and rule = 'ROUT-10'`, [
        `placement/${placementId}`,
      ]);
      return rows.length;
    };
    expect([await clocks(), await clocks(true)]).toEqual([1, 0]);
  });

  it('ROUT-29, AWRD-02: care that began without it is told as a broken rule, and its order still goes out', async () => {
    const { id } = await cases.submitted();
    const placementId = await cases.awarded(id, undefined, { assesses: true });
    await cases.act('practitioner', 'authorisePlan', { placementId });
    await cases.firstCallMade(placementId, new Date('2026-06-09T08:00:00Z'));
    const [broken] = await cases.toldOf<{ rules: string[] }>(placementId, 'PlacementRuleBroken');
    expect(broken!.rules).toEqual(expect.arrayContaining(['ROUT-10', 'ROUT-29']));
    expect(said(await toLas(placementId))).toEqual([]);
    expect((await iposOf(placementId)).ipos).toHaveLength(1);
  });

  it.each([false, undefined])('ROUT-29: an award that says %s of it asks for none', async (assesses) => {
    const { id } = await cases.submitted(aRequest());
    const placementId = await cases.awarded(id, undefined, { assesses });
    expect(said(await confirm(placementId))).toEqual([]);
  });
});

describe('a third-party top-up', () => {
  const topUp = (placementId: string, over: object = {}, caller = 'broker') =>
    cases.act(caller, 'recordTopUp', {
      ...{ placementId, amountPence: 7_000, standardFeePence: 80_000, feeVersion: 'bromley/3' },
      agreement: { thirdParty: 'Orla Quillfeather', status: 'REQUESTED', requestedOn: '2026-06-01' },
      ...over,
    });
  const SHOWN = `query ($id: ID!) { placement(id: $id) { councilSharePence topUps { version amountPence standardFeePence feeVersion
    recordedBy agreement { thirdParty status requestedOn signedOn } exception { outcome } } } }`;

  it('AWRD-11, PAY-09: is held in versions, apart from the fee, and the share of the council follows', async () => {
    const placementId = await confirmed('RESIDENTIAL');
    expect(said(await topUp(placementId))).toEqual([]);
    expect(await cases.ask('broker', SHOWN, { id: placementId })).toMatchObject({ councilSharePence: 87_000 });
    const signed = {
      thirdParty: 'Orla Quillfeather',
      status: 'SIGNED',
      requestedOn: '2026-06-01',
      signedOn: '2026-06-01',
    };
    expect(said(await topUp(placementId, { agreement: signed }))).toEqual([]);
    expect(await cases.ask('practitioner', SHOWN, { id: placementId })).toMatchObject({
      councilSharePence: 80_000,
      topUps: [
        { version: 1, agreement: { status: 'REQUESTED', signedOn: null } },
        {
          ...{ version: 2, amountPence: 7_000, standardFeePence: 80_000, feeVersion: 'bromley/3' },
          ...{ recordedBy: 'broker:bromley', agreement: signed, exception: null },
        },
      ],
    });
    // The home and the case system read what the council pays; who pays the rest, the council alone knows.
    const SHARE = 'query ($id: ID!) { placement(id: $id) { weeklyPricePence councilSharePence } }';
    for (const caller of ['oak', 'las']) {
      expect(await cases.ask(caller, SHARE, { id: placementId })).toMatchObject({ councilSharePence: 80_000 });
    }
    await expect(cases.ask('oak', SHOWN, { id: placementId })).rejects.toThrow('This is for the roles');
    const told = await cases.toldOf(placementId, 'TopUpRecorded');
    expect(told).toMatchObject([{ version: 1 }, { version: 2 }]);
    expect(JSON.stringify(told)).not.toContain('Quillfeather');
  });

  const awarded = { weeklyPence: 7_000, standardFeePence: 80_000, feeVersion: 'NURSING 2026-04-01' } as const;

  it.each([
    [
      'a signed agreement',
      { ...awarded, ground: 'SIGNED', requestedOn: '2026-05-20', settledOn: '2026-05-28' },
      { councilSharePence: 80_000 },
      {
        agreement: { thirdParty: '', status: 'SIGNED', requestedOn: '2026-05-20', signedOn: '2026-05-28' },
        exception: null,
      },
    ],
    [
      'an exceptional decision',
      { ...awarded, ground: 'GRANTED', requestedOn: null, settledOn: '2026-05-29' },
      { councilSharePence: 87_000 },
      { agreement: null, exception: { outcome: 'GRANTED' } },
    ],
  ])(
    'AWRD-11, PAY-09: that was settled by %s is held with the placement from its award on',
    async (_, topUpOf, share, held) => {
      const { id } = await cases.submitted(aHomeRequest('NURSING'));
      const placementId = await cases.awarded(id, undefined, { ...PRICE, topUp: topUpOf });
      expect(await cases.ask('broker', SHOWN, { id: placementId })).toMatchObject({
        ...share,
        topUps: [
          { version: 1, amountPence: 7_000, standardFeePence: 80_000, feeVersion: 'NURSING 2026-04-01', ...held },
        ],
      });
      expect(await cases.toldOf(placementId, 'TopUpRecorded')).toMatchObject([{ version: 1 }]);
      // Who pays is recorded later, as a version of its own.
      const agreement = { ...{ thirdParty: 'Orla Quillfeather', status: 'SIGNED' }, requestedOn: '2026-05-20' };
      const named = { feeVersion: 'NURSING 2026-04-01', agreement: { ...agreement, signedOn: '2026-05-28' } };
      expect(said(await topUp(placementId, named))).toEqual([]);
      expect(await cases.ask('broker', SHOWN, { id: placementId })).toMatchObject({
        ...{ councilSharePence: 80_000, topUps: [{ version: 1 }, { version: 2, agreement: named.agreement }] },
      });
    },
  );

  it('AWRD-11: a place within the fee is held without one', async () => {
    const { id } = await cases.submitted(aHomeRequest('NURSING'));
    const placementId = await cases.awarded(id, undefined, { weeklyPricePence: 80_000, topUp: null });
    expect(await cases.ask('broker', SHOWN, { id: placementId })).toEqual({ councilSharePence: 80_000, topUps: [] });
    expect(await cases.toldOf(placementId, 'TopUpRecorded')).toEqual([]);
  });

  it('AWRD-11: an exceptional decision stands in its place', async () => {
    const placementId = await confirmed('NURSING');
    const exception = { outcome: 'GRANTED', decidedOn: '2026-06-01', reason: 'No home at the fee has a place.' };
    expect(said(await topUp(placementId, { agreement: null, exception }))).toEqual([]);
    expect(await cases.ask('broker', SHOWN, { id: placementId })).toMatchObject({
      ...{ councilSharePence: 87_000, topUps: [{ agreement: null, exception: { outcome: 'GRANTED' } }] },
    });
  });

  it('AWRD-11, PAY-09, IDG-05: what it is not, and who may not', async () => {
    const placementId = await confirmed('RESIDENTIAL');
    expect(said(await topUp(placementId, { amountPence: 7_001 }))).toEqual([
      'PAY-09 TOP_UP_NOT_THE_DIFFERENCE input.amountPence',
    ]);
    expect(said(await topUp(placementId, { agreement: null }))).toEqual(['AWRD-11 TOP_UP_NOT_CLEAR input.agreement']);
    expect(said(await topUp(await cases.placedUpTo('DOCS_SENT')))).toEqual(['AWRD-11 NO_TOP_UP input.placementId']);
    expect(said(await topUp(placementId, {}, 'ashdown'))).toEqual(['IDG-05 NOT_FOUND input.placementId']);
    for (const caller of ['oak', 'practitioner', 'commissioner'])
      await expect(topUp(placementId, {}, caller)).rejects.toThrow();
    await topUp(placementId);
    expect(await cases.ask('ashdown', SHOWN, { id: placementId })).toBeNull();
    for (const caller of ['oak', 'commissioner']) {
      expect((await hub.as(caller, SHOWN, { id: placementId })).errors?.length).toBeGreaterThan(0);
    }
  });
});

describe('a place in a home that is varied', () => {
  it('VAR-02, VAR-15, AWRD-05: it is suspended and ordered anew at its price, and has no hours to vary', async () => {
    const placementId = await confirmed('NURSING');
    await toLas(placementId);
    await cases.firstCallMade(placementId, new Date(ADMISSION));
    await hub.time.freezeAt(new Date('2026-06-10T09:00:00Z'));
    expect(
      said(await cases.vary(placementId, { kind: 'INCREASE', effectiveFrom: '2026-06-12', weeklyWorkerMinutes: 60 })),
    ).toContain('VAR-15 NO_HOURS_IN_A_HOME input.kind');
    expect(said(await cases.vary(placementId, { kind: 'SUSPEND', effectiveFrom: '2026-06-10' }))).toEqual([]);
    expect(await iposOf(placementId)).toMatchObject({
      ipos: [
        { version: 1, weeklyPricePence: 87_000, suspendedFrom: null },
        { version: 2, weeklyPricePence: 87_000, suspendedFrom: '2026-06-10' },
      ],
    });
  });
});
