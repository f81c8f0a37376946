import { randomUUID } from 'node:crypto';
import { BROMLEY_PATCHES, BROMLEY_WARDS } from '../../../hub/demo/bromley-map.js';
import type { Work } from '../../../kernel/database/work.js';
import { type Caller, type Role, SCOPES } from '../../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../../kernel/identity/scopes-of-role.js';
import { newId } from '../../../kernel/values/ids.js';
import type { ProviderStanding } from '../../../schema/events/providers.js';
import { patchOfWard } from '../../../subgraphs/providers/rules/geography/wards.js';
import { providers } from '../../../subgraphs/providers/subgraph.js';
import { recorded } from '../../harness/recorded.js';
import { startTestSubgraph, type TestSubgraph } from '../../harness/subgraph.js';

/** What a mutation answers: its result under the field's word for it, and the refusals. */
export interface Payload {
  readonly refusals: ReadonlyArray<{ readonly rule: string; readonly code: string; readonly field: string | null }>;
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that its test asked for
  readonly [result: string]: any;
}

/** A provider of a test; `token` is the credential of its rostering system. */
export interface AProvider {
  readonly id: string;
  readonly token: string;
  readonly cqcLocationId: string;
}

/** The providers subgraph alone with two councils, and words to say what a test is about. */
export interface Register extends TestSubgraph {
  /** Answers a query that must not fault. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that its test asked for
  ask(caller: string, document: string, variables?: Record<string, unknown>): Promise<any>;
  /** Runs a mutation of one `input`, under a key of its own if none is given; it may be refused and must not fault. */
  act(caller: string, mutation: string, input: Record<string, unknown>): Promise<Payload>;
  /** A provider on the register, and this record of its location imported. */
  aProvider(record?: Partial<CqcRecord>): Promise<AProvider>;
  /** Imports another record of the provider's location. */
  rated(provider: AProvider, record: Partial<CqcRecord>): Promise<Payload>;
  /** A care home of the provider on the register, with a record of its location; answers its id. */
  aHome(provider: AProvider, home?: Record<string, unknown>, record?: Partial<CqcRecord>): Promise<string>;
  /** Admits it, by default to Bromley's framework; answers the membership's id. */
  admitted(provider: AProvider, membership?: Record<string, unknown>): Promise<string>;
  /** What the hub is answered at an award. */
  standing(provider: AProvider, council?: string): Promise<ProviderStanding | null>;
  /** Bromley's 22 wards in their four patches. */
  bromleyMap(): Promise<void>;
  /** Work of a caller, to run commands that are no mutations. */
  workOf(caller: string): Work;
}

export interface CqcRecord {
  readonly overall: string;
  readonly questions: Readonly<Record<string, string>>;
  readonly publishedOn: string;
  readonly registered: boolean;
  readonly registeredOn: string;
  readonly specialisms: readonly string[];
  /** Of a care home: for how many people, and CQC's words for what it is. */
  readonly beds: number;
  readonly serviceTypes: readonly string[];
  readonly postcode: string;
  readonly name: string;
}

/** A location record as CQC's syndication service would give it, of a made-up location. */
export function cqcRecord(locationId: string, record: Partial<CqcRecord> = {}): Record<string, unknown> {
  const { overall = 'Good', questions = {}, publishedOn = '2025-03-14', registered = true } = record;
  const { specialisms = ['Caring for adults over 65 yrs'], registeredOn = '2015-06-01' } = record;
  const { beds, serviceTypes = [], postcode = 'BR1 1AB', name = 'Quince Care Bromley' } = record;
  return {
    locationId,
    providerId: '1-900000001',
    name,
    registrationStatus: registered ? 'Registered' : 'Deregistered',
    registrationDate: registeredOn,
    ...(registered ? {} : { deregistrationDate: registeredOn > '2026-05-29' ? '2026-05-31' : '2026-05-29' }),
    postalCode: postcode,
    careHome: beds === undefined ? 'N' : 'Y',
    ...(beds !== undefined && { numberOfBeds: beds }),
    gacServiceTypes: serviceTypes.map((each) => ({ name: each })),
    specialisms: specialisms.map((each) => ({ name: each })),
    regulatedActivities: [{ name: 'Personal care', contacts: [{ personRoles: ['Registered Manager'] }] }],
    currentRatings: {
      overall: {
        rating: overall,
        reportDate: publishedOn,
        keyQuestionRatings: ['Safe', 'Effective', 'Caring', 'Responsive', 'Well-led'].map((question) => ({
          name: question,
          rating: questions[question] ?? (overall === 'Inadequate' ? 'Requires improvement' : overall),
        })),
      },
    },
  };
}

const INPUTS: Readonly<Record<string, string>> = {
  suspendMember: 'ChangeMembership',
  restoreMember: 'ChangeMembership',
  exitMember: 'ChangeMembership',
  submitApplication: 'Application',
  withdrawApplication: 'Application',
};

const ACCESS =
  'grant { subject role organisation councils { id } scopes validFrom validUntil revokedAt status provider { id } }';

const FRAMEWORK = 'framework { id vehicle termsVersion lots { code removedOn } windows { id opensAt closesAt } }';
const APPLICATION = 'application { id state submittedAt window { id } faults signedVersion membershipId }';

const RESULTS: Readonly<Record<string, string>> = {
  registerProvider: 'provider { id name }',
  amendProvider: 'provider { id version areas postsFilled contacts { route telephone } }',
  importCqcRecord: `notRead { code field } location { id name registered ageBands registeredManagerInPost postcode
    ratings { overall publishedOn keyQuestions { safe effective caring responsive wellLed } } history { overall publishedOn } }`,
  admitMember: 'membership { id status vehicle patch from to }',
  suspendMember: 'membership { id status reason }',
  restoreMember: 'membership { id status reason }',
  exitMember: 'membership { id status to }',
  importWards: 'wards { code patch from to }',
  importWardPostcodes: 'report { accepted changed refused refusals { rule code field message } }',
  declareCapacity: 'statement { id statedAt free { patch timeBand skill freeWeeklyMinutes } }',
  declarePrivateHours: 'provider { id ceiling(council: "bromley") { privateWeeklyMinutes pct } }',
  declareAlertResource: `alertResource { id monitoredBy desk { telephone email } onCall { days from to }
    lateCallProcedure { reference issuedOn reviewOn } declaredAt }`,
  declareD2aOffer: 'd2aOffer { id telephone contactHours { from to } closures { from to } declaredAt }',
  recordCareHome: 'home { id kinds groups skills provider { id } location { cqcLocationId name postcode beds } }',
  declareVacancies: 'statement { id statedAt receivedAt vacancies { kind count from } }',
  declareHomePrice: 'price { id council { id } kind pence from }',
  agreeHomePrice: 'price { id council { id } kind pence from }',
  setStandardFee: 'fee { id kind pence from }',
  recordLongListKeys: 'keys { id serviceTypes patches }',
  recordImprovementPlan: 'plan { id state items endsOn shareBy }',
  shareImprovementPlan: 'plan { id state sharedAt }',
  recordRate: 'rates { id kind careType pence from to }',
  closeLowRateQuery: 'query { id closedAt }',
  openFramework: FRAMEWORK,
  addEvaluationWindows: FRAMEWORK,
  removeLot: FRAMEWORK,
  reviseTerms: FRAMEWORK,
  draftApplication: APPLICATION,
  submitApplication: APPLICATION,
  withdrawApplication: APPLICATION,
  decideDueDiligence: APPLICATION,
  scoreApplication: APPLICATION,
  decideApplication: APPLICATION,
  signTerms: APPLICATION,
  recordQafRating: 'rating { id score max band assessor assessedOn expiresOn }',
  recordScheme: 'scheme { id name }',
  recordNominationsAgreement: 'agreement { id reference homes }',
  declarePatchDuties: 'patchDuties { id trustedAssessors weekendDischarge { from to } startsAtShortNotice }',
  planTransfers: 'transfers { id packageReference state missing plannedOn }',
  completeTransfers: 'transfers { id state doneOn }',
  addCouncil: 'council { id name }',
  setPolicy: 'policy { version effectiveFrom until status document changes { key before after } }',
  grantAccess: ACCESS,
  revokeAccess: ACCESS,
};

export async function startRegister(
  options: { readonly at?: Date; readonly councils?: Record<string, unknown> } = {},
): Promise<Register> {
  const callers: Record<string, Caller> = {
    hub: { subject: 'service:tenders', role: 'hub', organisation: 'hub', councils: [], scopes: [...SCOPES] },
    operator: {
      subject: 'user:operator',
      role: 'operator',
      organisation: 'hub',
      councils: ['bromley', 'ashdown'],
      scopes: [...SCOPES],
    },
    ...Object.fromEntries(
      ['bromley', 'ashdown'].flatMap((council) =>
        (['broker', 'contract-officer', 'practitioner', 'commissioner'] as const).map((role) => [
          `${council} ${role}`,
          ofCouncil(council, role),
        ]),
      ),
    ),
  };
  const hub = await startTestSubgraph(providers, { callers, at: options.at, councils: options.councils });
  let registered = 0;
  let homes = 0;

  const register: Register = {
    ...hub,
    async ask(caller, document, variables) {
      const { data, errors } = await hub.as(caller, document, variables);
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      return data;
    },
    async act(caller, mutation, input) {
      const type = INPUTS[mutation] ?? mutation[0]!.toUpperCase() + mutation.slice(1);
      const document = `mutation ($input: ${type}Input!) {
        ${mutation}(input: $input) { ${RESULTS[mutation]} refusals { rule code field message } }
      }`;
      return (await register.ask(caller, document, { input: { idempotencyKey: newId(), ...input } }))[mutation];
    },
    async aProvider(record = {}) {
      registered += 1;
      const cqcLocationId = `1-9000000${String(registered).padStart(2, '0')}`;
      const input = aRecord({ name: `Quince Care ${registered}`, cqcLocationId });
      const { provider } = await register.act('operator', 'registerProvider', input);
      const token = `rostering of ${cqcLocationId}`;
      callers[token] = ofProvider(provider.id, 'rostering');
      callers[`${token}, in a feed`] = { ...ofProvider('', 'rostering'), viewClass: true };
      callers[`person of ${cqcLocationId}`] = ofProvider(provider.id, 'provider-user');
      callers[`call monitoring of ${cqcLocationId}`] = ofProvider(provider.id, 'call-monitoring');
      const made = { id: provider.id as string, token, cqcLocationId };
      await register.rated(made, record);
      return made;
    },
    async rated({ id, cqcLocationId }, record) {
      return register.act('operator', 'importCqcRecord', { providerId: id, record: cqcRecord(cqcLocationId, record) });
    },
    async aHome(provider, home = {}, record = {}) {
      homes += 1;
      const cqcLocationId = `1-9100000${String(homes).padStart(2, '0')}`;
      const name = `Quince House ${String(homes).padStart(2, '0')}`;
      await register.rated({ ...provider, cqcLocationId }, { beds: 20, name, ...record });
      const input = {
        providerId: provider.id,
        cqcLocationId,
        kinds: ['RESIDENTIAL'],
        groups: ['OLDER_PEOPLE'],
        ...home,
      };
      const { home: recorded, refusals } = await register.act('operator', 'recordCareHome', input);
      if (!recorded) throw new Error(JSON.stringify(refusals));
      return recorded.id;
    },
    async admitted(provider, membership = {}) {
      const input = { ...aMembership(provider), ...membership };
      const { membership: admitted, refusals } = await register.act('operator', 'admitMember', input);
      if (!admitted) throw new Error(JSON.stringify(refusals));
      return admitted.id;
    },
    async standing({ id }, council = 'bromley') {
      const document = 'query ($id: ID!, $council: ID!) { providerStanding(provider: $id, council: $council) }';
      return (await register.ask('hub', document, { id, council })).providerStanding;
    },
    async bromleyMap() {
      const rows = BROMLEY_WARDS.map(({ code, name, from }) => ({
        code,
        name,
        from,
        patch: patchOfWard(BROMLEY_PATCHES, code, from),
      }));
      const { refusals } = await register.act('operator', 'importWards', { council: 'bromley', rows });
      if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
    },
    workOf: (caller) => ({ ...hub.subgraph.work(), caller: callers[caller]! }),
  };
  return register;
}

export function aMembership({ id }: AProvider): Record<string, unknown> {
  return { council: 'bromley', providerId: id, vehicle: 'FRAMEWORK', from: '2024-04-01', termsVersion: '2024/1' };
}

/** A complete record for the register [PROV-01]. */
export function aRecord(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'Quince Care',
    cqcLocationId: `1-${randomUUID().slice(0, 8)}`,
    categories: ['HOME_SUPPORT'],
    groups: ['OLDER_PEOPLE', 'DEMENTIA'],
    skills: ['PEG_FEEDING'],
    areas: ['East'],
    postsFilled: ['REGISTERED_MANAGER', 'DEPUTY_MANAGER', 'RESPONSIBLE_OFFICER'],
    offices: [{ postcode: 'br1 1ab' }],
    contacts: ['OFFICE', 'OUT_OF_HOURS', 'ON_CALL'].map((route, nth) => ({ route, telephone: `020 7946 000${nth}` })),
    ...over,
  };
}

/** An award as tenders would tell of it; `to` may be released again by its ids. */
export function anAward(to: AProvider, weeklyWorkerMinutes: number, council = 'bromley') {
  const ids = { callOffId: newId(), packageId: newId(), awardId: newId(), bidId: newId(), placementId: newId() };
  const award = { ...ids, providerId: to.id, weeklyWorkerMinutes };
  const event = recorded('CallOffAwarded', award, { subject: `call-off/${ids.callOffId}`, council });
  return { ...event, data: { ...event.data, ...award } };
}

/** What is told later of an award's call-off: that it was refused, that its placement ended. */
export function after({ data: { awardId, ...ofPlacement }, ...award }: ReturnType<typeof anAward>, type: string) {
  // Cases tells of the placement, and knows no award by its id.
  return { ...award, type, data: type === 'AwardRefused' ? { awardId, ...ofPlacement } : ofPlacement };
}

function ofCouncil(council: string, role: Role): Caller {
  return { subject: `user:${role}@${council}`, role, organisation: council, councils: [council], scopes: [...SCOPES] };
}

function ofProvider(organisation: string, role: Role): Caller {
  const scopes = role === 'call-monitoring' ? SCOPES_OF_ROLE[role] : SCOPES;
  return { subject: `machine:${role}@${organisation}`, role, organisation, councils: ['bromley', 'ashdown'], scopes };
}
