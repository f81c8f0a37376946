import { newId } from '../../../../kernel/values/ids.js';
import { cursorsOf } from '../../../harness/cursors.js';
import { type AProvider, type Register, startRegister } from '../harness.js';

describe('supported-living schemes and nominations agreements', () => {
  let hub: Register;
  let provider: AProvider;
  beforeAll(async () => {
    hub = await startRegister();
    provider = await hub.aProvider();
    await hub.admitted(provider);
  });
  afterAll(() => hub.stop());

  const officer = 'bromley contract-officer';
  const agree = (over: Record<string, unknown> = {}, caller = officer) =>
    hub.act(caller, 'recordNominationsAgreement', {
      council: 'bromley',
      landlord: 'Hearth Homes',
      landlordKind: 'REGISTERED_PROVIDER',
      reference: `NA-${newId().slice(0, 8)}`,
      homes: 12,
      from: '2026-04-01',
      ...over,
    });
  const record = (over: Record<string, unknown> = {}, caller = officer) =>
    hub.act(caller, 'recordScheme', {
      council: 'bromley',
      name: 'Orchard House',
      area: 'East',
      postcode: 'br1 1ab',
      propertyTypes: ['SHARED_HOUSE'],
      capacity: 2,
      occupants: [],
      coreWeeklyPence: 125000,
      ...over,
    });
  const codes = ({ refusals }: { refusals: ReadonlyArray<{ rule: string; code: string; field: string | null }> }) =>
    refusals.map(({ rule, code, field }) => `${rule} ${code} ${field}`);
  const SCHEMES = `query ($agreement: ID) { supportedLivingSchemes(agreement: $agreement) { edges { node {
    name postcode capacity occupants coreWeeklyPence onSiteProvider { id } agreement { landlord } } } } }`;
  const listed = async (caller: string, agreement?: string) =>
    (await hub.ask(caller, SCHEMES, { agreement })).supportedLivingSchemes.edges.map(
      ({ node }: { node: unknown }) => node,
    );

  it('CHOI-05, PROV-20, ROUT-39, ISF-03: the hub is told who comes with a scheme, who lives there and its core support, and nobody else is', async () => {
    const occupants = [newId()];
    const { scheme } = await record({ onSiteProviderId: provider.id, occupants });
    const { scheme: without } = await record({ name: 'Elm House' });
    const document = `query ($scheme: ID!, $council: ID!) {
      schemeNow(scheme: $scheme, council: $council) { onSiteProviderId occupants coreWeeklyPence } }`;
    const asked = async (id: string, council = 'bromley') =>
      (await hub.ask('hub', document, { scheme: id, council })).schemeNow;
    expect(await asked(scheme.id)).toEqual({ onSiteProviderId: provider.id, occupants, coreWeeklyPence: 125000 });
    expect(await asked(without.id)).toEqual({ onSiteProviderId: null, occupants: [], coreWeeklyPence: 125000 });
    expect(await asked(scheme.id, 'ashdown')).toBeNull();
    expect(await asked('no-id')).toBeNull();
    const { errors } = await hub.as(officer, document, { scheme: scheme.id, council: 'bromley' });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('PROV-20, PROV-36: a scheme is kept with its landlord, its provider and who lives there, by package alone', async () => {
    const { agreement } = await agree();
    const occupant = newId();
    const { scheme, refusals } = await record({
      occupants: [occupant.toUpperCase()],
      agreementId: agreement.id,
      onSiteProviderId: provider.id,
    });
    expect(refusals).toEqual([]);
    const kept = {
      name: 'Orchard House',
      postcode: 'BR1 1AB',
      capacity: 2,
      occupants: [occupant],
      coreWeeklyPence: 125000,
      onSiteProvider: { id: provider.id },
      agreement: { landlord: 'Hearth Homes' },
    };
    for (const caller of ['bromley broker', 'bromley commissioner', officer]) {
      expect(await listed(caller, agreement.id)).toEqual([kept]);
    }
    expect(await listed('ashdown broker')).toEqual([]);
    expect(codes(await record({ occupants: [occupant] }))).toEqual(['PROV-20 OCCUPANT_ELSEWHERE input.occupants']);
    expect((await record({ schemeId: scheme.id, occupants: [] })).scheme.id).toBe(scheme.id);
    expect((await record({ occupants: [occupant] })).refusals).toEqual([]);
  });

  it('PROV-36: agreements are listed for brokers and commissioners, each by its reference', async () => {
    const { agreement } = await agree({ reference: 'NA-1' });
    expect(codes(await agree({ reference: 'NA-1' }))).toEqual(['PROV-36 REFERENCE_USED input.reference']);
    expect((await agree({ agreementId: agreement.id, reference: 'NA-1', homes: 13 })).agreement.id).toBe(agreement.id);
    const document = '{ nominationsAgreements { edges { node { reference homes } } } }';
    const { edges } = (await hub.ask('bromley commissioner', document)).nominationsAgreements;
    expect(edges).toContainEqual({ node: { reference: 'NA-1', homes: 13 } });
    expect((await hub.ask('ashdown commissioner', document)).nominationsAgreements.edges).toEqual([]);
    // A reference of another council is another's.
    expect((await agree({ council: 'ashdown', reference: 'NA-1' }, 'ashdown contract-officer')).refusals).toEqual([]);
  });

  it.each([
    [
      'more occupants than places',
      { capacity: 1, occupants: [newId(), newId()] },
      'PROV-20 OVER_CAPACITY input.occupants',
    ],
    ['an occupant who is no package', { occupants: ['Ada Quince'] }, 'PROV-20 OCCUPANT_INVALID input.occupants'],
    ['a provider that is none', { onSiteProviderId: newId() }, 'PROV-20 PROVIDER_UNKNOWN input.onSiteProviderId'],
    ['an agreement that is none', { agreementId: newId() }, 'PROV-36 AGREEMENT_UNKNOWN input.agreementId'],
    ['the id of no scheme', { schemeId: newId() }, 'IDG-05 NOT_FOUND input.schemeId'],
  ])('PROV-20, PROV-36: a scheme with %s is refused', async (_, over, expected) => {
    expect(codes(await record(over))).toEqual([expected]);
  });

  it('PROV-36, IDG-26: another council’s agreement is none', async () => {
    const { agreement } = await agree({ council: 'ashdown' }, 'ashdown contract-officer');
    expect(codes(await record({ agreementId: agreement.id }))).toEqual(['PROV-36 AGREEMENT_UNKNOWN input.agreementId']);
    expect(codes(await agree({ agreementId: agreement.id }))).toEqual(['IDG-05 NOT_FOUND input.agreementId']);
  });

  it('PROV-20, IDG-26, IDG-27: no provider sees where people live together, and brokers do not record it', async () => {
    for (const caller of [provider.token, `person of ${provider.cqcLocationId}`, 'bromley practitioner']) {
      const { errors } = await hub.as(caller, SCHEMES);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    await expect(record({}, 'bromley broker')).rejects.toThrow('This is for the roles');
    await expect(agree({}, 'bromley commissioner')).rejects.toThrow('This is for the roles');
    await expect(record({ council: 'ashdown' })).rejects.toThrow('another council');
  });

  it('PROV-20: brokers and contract officers are told which was recorded, and nobody what is in it', async () => {
    const { scheme } = await record({ name: 'Mill Lane' });
    const told = (await hub.told('SchemeRecorded')).at(-1)!;
    expect(told).toMatchObject({ data: { schemeId: scheme.id }, audience: { roles: ['broker', 'contract-officer'] } });
    expect(JSON.stringify(told)).not.toContain('Mill Lane');
    const { show } = await cursorsOf(hub.pool);
    const item = async (caller: string) =>
      (
        await hub.ask(caller, 'query ($c: Cursor!) { registerFeedItem(cursor: $c) { type schemeId } }', {
          c: show(told.seq),
        })
      ).registerFeedItem;
    expect(await item('bromley broker')).toEqual({ type: 'SchemeRecorded', schemeId: scheme.id });
    expect(await item('ashdown broker')).toBeNull();
    expect(await item(provider.token)).toBeNull();
    const [agreed] = await hub.told('NominationsAgreementRecorded');
    expect(agreed).toMatchObject({ audience: { roles: ['broker', 'contract-officer'] } });
  });
});
