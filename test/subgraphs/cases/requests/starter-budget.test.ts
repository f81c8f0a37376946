import type { TestSubgraph } from '../../../harness/subgraph.js';
import { type Answer, aPlan, aRequest, asking, fresh, OAK, SUBMIT, said, startCases } from '../harness.js';

let hub: TestSubgraph;
let cases: ReturnType<typeof asking>;
beforeAll(async () => {
  hub = await startCases();
  cases = asking(hub);
});
afterAll(() => hub.stop());

const ON_PACKAGE = 'OnPackageInput';
const record = (packageId: string, rasWeeklyPence: number, caller = 'las') =>
  cases.act(caller, 'recordStarterBudget', { packageId, rasWeeklyPence });
const adjust = (packageId: string, amountPence: number, caller = 'practitioner', reason = 'Needs two carers.') =>
  cases.act(caller, 'adjustStarterBudget', { packageId, amountPence, reason });
const agree = (packageId: string, caller: string) => cases.act(caller, 'agreeStarterBudget', { packageId }, ON_PACKAGE);
const budgetOf = ({ package: of }: Answer) => (of as { starterBudget: unknown } | null)?.starterBudget;

describe('a starter budget', () => {
  it('ASM-23: may be used once care manager and commissioner both agree, and an adjustment clears them', async () => {
    const { id } = await cases.submitted();
    expect(said(await agree(id, 'practitioner'))).toEqual(['ASM-23 NO_STARTER_BUDGET input.packageId']);
    expect(budgetOf(await record(id, 50_000))).toEqual({ weeklyPence: 50_000, agreedPence: null });
    expect(budgetOf(await adjust(id, 7_500))).toEqual({ weeklyPence: 57_500, agreedPence: null });
    expect(budgetOf(await agree(id, 'practitioner'))).toEqual({ weeklyPence: 57_500, agreedPence: null });
    expect(said(await agree(id, 'practitioner'))).toEqual(['ASM-23 AGREED_ALREADY input.packageId']);
    expect(budgetOf(await agree(id, 'commissioner'))).toEqual({ weeklyPence: 57_500, agreedPence: 57_500 });
    expect(budgetOf(await adjust(id, -2_500, 'commissioner'))).toEqual({ weeklyPence: 55_000, agreedPence: null });
    expect(budgetOf(await agree(id, 'commissioner'))).toEqual({ weeklyPence: 55_000, agreedPence: null });
    expect(budgetOf(await agree(id, 'practitioner'))).toEqual({ weeklyPence: 55_000, agreedPence: 55_000 });
    // The same figure again changes nothing; another clears what followed it.
    expect(budgetOf(await record(id, 50_000))).toEqual({ weeklyPence: 55_000, agreedPence: 55_000 });
    expect(budgetOf(await record(id, 60_000, 'practitioner'))).toEqual({ weeklyPence: 60_000, agreedPence: null });

    const told = await hub.told('StarterBudgetChanged');
    expect(told.map(({ data }) => data)).toEqual(
      [
        ['RECORDED', false],
        ['ADJUSTED', false],
        ['AGREED', false],
        ['AGREED', true],
        ['ADJUSTED', false],
        ['AGREED', false],
        ['AGREED', true],
        ['RECORDED', false],
      ].map(([change, isAgreed]) => ({ packageId: id, change, isAgreed })),
    );
    expect(told[0]!.audience).toEqual({ roles: ['broker', 'practitioner', 'commissioner'] });
  });

  it('ASM-23: each adjustment says who made it and why, to whoever decides about it', async () => {
    const { id } = await cases.submitted();
    await record(id, 50_000);
    await adjust(id, 7_500);
    const shown = `query ($id: ID!) { package(id: $id) { starterBudget { rasPence
      adjustments { amountPence reason side by } agreements { side by } } } }`;
    expect(await cases.ask('commissioner', shown, { id })).toEqual({
      starterBudget: {
        rasPence: 50_000,
        adjustments: [
          {
            ...{ amountPence: 7_500, reason: 'Needs two carers.', side: 'CARE_MANAGER' },
            by: 'practitioner:bromley',
          },
        ],
        agreements: [],
      },
    });
    expect(await cases.ask('ashdown', shown, { id })).toBeNull();
    await cases.awarded(id);
    expect((await hub.as('oak', shown, { id })).errors).toHaveLength(1);
  });

  it('ASM-23, IDG-05: bad figures, reasons that identify, and others than the two sides are refused', async () => {
    const { id } = await cases.submitted();
    expect(said(await record(id, 0))).toEqual(['ASM-23 PENCE_INVALID input.rasWeeklyPence']);
    expect(said(await record(id, 2_000_001))).toEqual(['ASM-23 PENCE_INVALID input.rasWeeklyPence']);
    await record(id, 50_000);
    expect(said(await adjust(id, 0))).toEqual(['ASM-23 PENCE_INVALID input.amountPence']);
    expect(said(await adjust(id, 1_950_001))).toEqual(['ASM-23 PENCE_INVALID input.amountPence']);
    expect(said(await adjust(id, -50_000))).toEqual(['ASM-23 PENCE_INVALID input.amountPence']);
    expect(said(await adjust(id, 1, 'practitioner', ' '))).toEqual(['ASM-23 REASON_MISSING input.reason']);
    expect(said(await adjust(id, 1, 'practitioner', 'Orla Quillfeather can help no more.'))).toEqual([
      'IDG-05 PERSONAL_DATA_IN_TEXT input.reason',
    ]);
    for (const caller of ['broker', 'las', 'contractOfficer', 'oak'])
      await expect(adjust(id, 1, caller)).rejects.toThrow();
    for (const caller of ['broker', 'las', 'oak']) await expect(agree(id, caller)).rejects.toThrow();
    await expect(record(id, 1, 'commissioner')).rejects.toThrow();
    expect(said(await record(id, 1, 'ashdownLas'))).toEqual(['IDG-05 NOT_FOUND input.packageId']);
  });

  it('ASM-23, SM-1: nothing is agreed of a package that is over', async () => {
    const { id } = await cases.submitted();
    await record(id, 50_000);
    await cases.act('broker', 'cancelPackage', { packageId: id, reason: 'No longer wanted.' });
    expect(said(await agree(id, 'commissioner'))).toEqual(['SM-1 PACKAGE_OVER input.packageId']);
  });

  it('ASM-23: what may be used is told to whoever sources the package, once both agree', async () => {
    const { id } = await cases.submitted();
    const facts = 'query ($id: ID!) { sourcingFacts(package: $id) { agreed agreedBudgetPence } }';
    expect(await cases.ask('hub', facts, { id })).toEqual({ agreed: true, agreedBudgetPence: null });
    await record(id, 50_000);
    await agree(id, 'practitioner');
    expect(await cases.ask('hub', facts, { id })).toEqual({ agreed: true, agreedBudgetPence: null });
    await agree(id, 'commissioner');
    expect(await cases.ask('hub', facts, { id })).toEqual({ agreed: true, agreedBudgetPence: 50_000 });
  });

  it('ASM-21, ASM-23: a plan uses the budget that was agreed, and no other', async () => {
    const { id } = await cases.submitted();
    await record(id, 50_000);
    const placementId = await cases.awarded(id);
    const authorise = (availableBudgetPence: number) =>
      cases.act('practitioner', 'authorisePlan', { placementId, carePlan: aPlan({ availableBudgetPence }) });
    const at = 'input.carePlan.availableBudgetPence';
    expect(said(await authorise(50_000))).toEqual([`ASM-23 BUDGET_NOT_AGREED ${at}`]);
    await agree(id, 'practitioner');
    expect(said(await authorise(50_000))).toEqual([`ASM-23 BUDGET_NOT_AGREED ${at}`]);
    await agree(id, 'commissioner');
    expect(said(await authorise(50_001))).toEqual([`ASM-23 BUDGET_DIFFERS ${at}`]);
    expect(said(await authorise(50_000))).toEqual([]);
  });

  it('ASM-21, ASM-23: so does the plan that a later version of the request brings', async () => {
    const request = aRequest();
    const { id } = await cases.submitted(request);
    await record(id, 50_000);
    let version = 1;
    const again = (availableBudgetPence: number) => {
      version += 1;
      const carePlan = aPlan({ availableBudgetPence });
      return cases.ask<Answer>('las', SUBMIT, { input: { ...request, version, idempotencyKey: fresh(), carePlan } });
    };
    const at = 'input.carePlan.availableBudgetPence';
    expect(said(await again(50_000))).toEqual([`ASM-23 BUDGET_NOT_AGREED ${at}`]);
    await agree(id, 'practitioner');
    await agree(id, 'commissioner');
    expect(said(await again(1_999_999))).toEqual([`ASM-23 BUDGET_DIFFERS ${at}`]);
    expect(said(await again(50_000))).toEqual([]);
  });
});

describe('a plan that is made together', () => {
  const ELM = '22222222-2222-4222-8222-222222222222';
  const strengths = {
    goals: ['Cooks for himself'],
    pathway: [{ service: 'Enabling calls', weeklyCostPence: 12_000 }, { service: 'Cookery club' }],
    informalSupport: [{ support: 'A neighbour shops on Fridays', sustainedBy: 'The club meets next door' }],
    snapshot: 'Two calls a week and a neighbour.',
  };
  const PLAN = `query ($id: ID!) { placement(id: $id) { carePlan { outcomes availableBudgetPence providerId strengths { goals pathway {
    service weeklyCostPence } informalSupport { support sustainedBy } snapshot } partners { outcome providerId }
    involvement { who how chose } } } }`;

  it('ASM-20, ASM-21, ASM-38, CHOI-11: holds strengths, a budget, partners and who took part, which its own provider reads', async () => {
    const involvement = [
      { who: 'PERSON', how: 'At home, with his care manager', chose: 'Calls after ten' },
      { who: 'FAMILY', how: 'By telephone' },
    ];
    const partners = [{ outcome: 0, providerId: ELM }];
    const plan = aPlan({ strengths, availableBudgetPence: 40_000, partners, involvement });
    const { id } = await cases.submitted(aRequest({ carePlan: plan }));
    const placementId = await cases.awarded(id);
    expect(said(await cases.act('practitioner', 'authorisePlan', { placementId }))).toEqual([]);
    const pathway = [strengths.pathway[0], { ...strengths.pathway[1], weeklyCostPence: null }];
    for (const caller of ['practitioner', 'oak']) {
      expect(await cases.ask(caller, PLAN, { id: placementId })).toEqual({
        carePlan: {
          ...{ outcomes: ['Washed and dressed by ten'], availableBudgetPence: 40_000, providerId: OAK },
          strengths: { ...strengths, pathway },
          partners,
          involvement: [involvement[0], { ...involvement[1], chose: null }],
        },
      });
    }
    // A partner has no placement of its own here, and reads nothing.
    expect(await cases.ask('elm', PLAN, { id: placementId })).toBeNull();
    expect((await hub.as('commissioner', PLAN, { id: placementId })).errors).toHaveLength(1);
  });

  it('ASM-20, ASM-38, CHOI-11: what is refused of it is told when the plan comes', async () => {
    const involvement = [{ who: 'CARER', how: '' }];
    const plan = aPlan({ strengths: { goals: [] }, partners: [{ outcome: 1, providerId: ELM }], involvement });
    const { refusals } = await cases.act('las', 'submitServiceRequest', aRequest({ carePlan: plan }));
    expect(refusals.map(({ rule, field }) => `${rule} ${field}`)).toEqual([
      'ASM-20 input.carePlan.strengths.goals',
      'ASM-38 input.carePlan.partners.0.outcome',
      'CHOI-11 input.carePlan.involvement.0.how',
    ]);
  });
});
