import { timeOf, type Work } from '../../kernel/database/work.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { localDateOf } from '../../kernel/time/working-time.js';
import type { ServiceUserGroup } from '../../schema/events/cases.js';
import { decideApplication } from '../../subgraphs/providers/commands/applications/decide-application.js';
import { decideDueDiligence } from '../../subgraphs/providers/commands/applications/decide-due-diligence.js';
import { draftApplication } from '../../subgraphs/providers/commands/applications/draft-application.js';
import { openFramework } from '../../subgraphs/providers/commands/applications/open-framework.js';
import { scoreApplication } from '../../subgraphs/providers/commands/applications/score-application.js';
import { signTerms } from '../../subgraphs/providers/commands/applications/sign-terms.js';
import { submitApplication } from '../../subgraphs/providers/commands/applications/submit-application.js';
import { declarePatchDuties } from '../../subgraphs/providers/commands/membership/declare-patch-duties.js';
import { recordQafRating } from '../../subgraphs/providers/commands/quality/record-qaf-rating.js';
import { recordNominationsAgreement } from '../../subgraphs/providers/commands/schemes/record-nominations-agreement.js';
import { recordScheme } from '../../subgraphs/providers/commands/schemes/record-scheme.js';
import { planTransfers } from '../../subgraphs/providers/commands/transfers/plan-transfers.js';
import { type DemoProvider, PROVIDERS, providerNamed } from './borough.js';
import { managerOf, somebodyOf } from './callers.js';
import { done } from './done.js';

const DAY_MS = 86_400_000;
const COUNCIL = 'bromley';
const TERMS = '2026/1';
/** What an applicant for a DPS says that it can do, and what shows it (PROV-27). */
const SHOWN = { capable: true, evidence: 'Done so for three people since last year.' };
const QUESTIONS = [
  { code: 'SPECIALIST', text: 'How do you support people with complex needs at home?', weight: 60, maximum: 5 },
  { code: 'COMMUNITY', text: 'How do you help people to take part in their community?', weight: 40, maximum: 5 },
];
/** A framework that providers of the demo apply to. */
interface DemoFramework {
  readonly council: string;
  readonly vehicle: 'OPEN_FRAMEWORK' | 'DPS';
  readonly title: string;
  readonly procurementReference: string;
  readonly lots: ReadonlyArray<{ readonly code: string; readonly name: string }>;
  /** What applicants say that they are specialists for. */
  readonly expertise: readonly ServiceUserGroup[];
}

const BROMLEY: DemoFramework = {
  council: COUNCIL,
  vehicle: 'OPEN_FRAMEWORK',
  title: 'Specialist home and community support',
  procurementReference: 'DN700100',
  lots: [
    { code: 'COMPLEX_NEEDS', name: 'Complex needs at home' },
    { code: 'COMMUNITY_SUPPORT', name: 'Community support' },
  ],
  expertise: ['LEARNING_DISABILITY', 'DEMENTIA'],
};
const DONCASTER: DemoFramework = {
  council: 'doncaster',
  vehicle: 'OPEN_FRAMEWORK',
  title: 'Specialist home and community support',
  procurementReference: 'DN700200',
  lots: [{ code: 'SPECIALIST', name: 'Specialist home and community support' }],
  expertise: ['LEARNING_DISABILITY', 'CHALLENGING_BEHAVIOUR'],
};
const ISLINGTON: DemoFramework = {
  council: 'islington',
  vehicle: 'DPS',
  title: 'Learning disability support',
  procurementReference: 'DN700300',
  lots: [
    { code: 'COMPLEX_BEHAVIOUR', name: 'Complex and challenging behaviour' },
    { code: 'COMPLEX_HEALTH', name: 'Complex health needs' },
    { code: 'SUPPORTED_LIVING', name: 'Supported living' },
  ],
  expertise: ['LEARNING_DISABILITY'],
};

/**
 * Bromley's open framework of the demo: one applicant in due diligence, one whose quality is being evaluated, and one
 * that has signed its terms. Beside it what else the register holds: quality ratings, a patch provider's duties, a
 * scheme with its landlord, and packages that are to move. Then Doncaster's open framework and Islington's dynamic purchasing
 * system, each with its members.
 */
export async function buildFrameworks(providers: () => Work): Promise<void> {
  const { apply, evaluate, admit } = await openTo(providers, BROMLEY);
  await apply(providerNamed('foxglove'), 1);
  await evaluate(await apply(providerNamed('oakwood'), 2));
  await admit(providerNamed('hollybank'), 3);
  await buildHoldings(providers, await timeOf(providers().em));
  for (const framework of [DONCASTER, ISLINGTON]) {
    const { council, vehicle } = framework;
    const joining = PROVIDERS.filter(({ memberships }) =>
      memberships.some((each) => each.council === council && each.vehicle === vehicle),
    );
    const opened = await openTo(providers, framework);
    for (const [nth, provider] of joining.entries()) await opened.admit(provider, nth + 1);
  }
}

/** Opens a framework, and answers how a provider applies to it, is evaluated, and is admitted once it has signed. */
async function openTo(providers: () => Work, { expertise, ...of }: DemoFramework) {
  const { council, vehicle, procurementReference } = of;
  const now = await timeOf(providers().em);
  const at = (day: number, from = 0) => new Date(now.getTime() + day * DAY_MS + from);
  const framework = await done(() =>
    openFramework(providers(), {
      ...of,
      termsVersion: TERMS,
      dueDiligence: [
        { code: 'INSURANCE', text: 'Public and employer’s liability insurance is in force.' },
        { code: 'SAFER_RECRUITMENT', text: 'Staff are recruited safely.' },
      ],
      questions: QUESTIONS,
      passMark: 60,
      // The second is open when the demo has come to the present.
      windows: [
        { opensAt: now, closesAt: at(28) },
        { opensAt: at(28, 1), closesAt: at(390) },
      ],
      idempotencyKey: council === COUNCIL ? 'demo-open-framework' : `demo-open-framework-${council}`,
    }),
  );
  const apply = async (provider: DemoProvider, nth: number) => {
    const as = () => ({ ...providers(), caller: asManager(provider) });
    const key = (act: string) => `demo-${act}-${provider.key}`;
    const { id: applicationId } = await done(() =>
      draftApplication(as(), {
        frameworkId: framework.id,
        lots: of.lots.filter((_, place) => place === 0 || vehicle === 'DPS').map(({ code }) => code),
        expertise: [...expertise],
        answers: QUESTIONS.map(({ code }) => ({
          question: code,
          text: 'With a small team that the person has chosen.',
        })),
        supplierReference: `S-${100 + nth}`,
        portalReference: `${procurementReference}/${nth}`,
        isf: vehicle === 'DPS' ? SHOWN : null,
        partnership: vehicle === 'DPS' ? SHOWN : null,
        idempotencyKey: key('draft-application'),
      }),
    );
    const { windowId } = await done(() =>
      submitApplication(as(), { applicationId, idempotencyKey: key('submit-application') }),
    );
    return { as, key, applicationId, windowId: windowId! };
  };
  const officer = () => ({ ...providers(), caller: somebodyOf(council, 'contract-officer') });
  const evaluate = async ({ key, applicationId, windowId }: Awaited<ReturnType<typeof apply>>) => {
    const findings = framework.dueDiligence.map(({ code }) => ({
      item: code,
      passed: true,
      note: 'Seen at the office.',
    }));
    const found = { applicationId, windowId, findings, idempotencyKey: key('due-diligence') };
    await done(() => decideDueDiligence(officer(), found));
    const scores = QUESTIONS.map(({ code }) => ({ question: code, score: 4, note: 'Good examples.' }));
    const scored = { applicationId, scores, noConflictOfInterest: true, idempotencyKey: key('score') };
    await done(() => scoreApplication(officer(), scored));
  };
  const admit = async (provider: DemoProvider, nth: number) => {
    const applied = await apply(provider, nth);
    await evaluate(applied);
    const { applicationId, key, as } = applied;
    const isShown = vehicle === 'DPS';
    const decided = {
      applicationId,
      isfAccepted: isShown,
      partnershipAccepted: isShown,
      idempotencyKey: key('decide'),
    };
    await done(() => decideApplication(officer(), decided));
    await done(() => signTerms(as(), { applicationId, termsVersion: TERMS, idempotencyKey: key('sign-terms') }));
  };
  return { apply, evaluate, admit };
}

/** What the register holds beside memberships. */
async function buildHoldings(providers: () => Work, now: Date): Promise<void> {
  const today = localDateOf(now);
  const ratings = [
    ['hollybank', 84],
    ['ashgrove', 66],
    ['dovecote', 51],
  ] as const;
  for (const [key, score] of ratings) {
    await done(() =>
      recordQafRating(providers(), {
        council: COUNCIL,
        providerId: providerNamed(key).id,
        score,
        assessor: 'Quality Assurance Team',
        assessedOn: today,
        expiresOn: localDateOf(new Date(now.getTime() + 365 * DAY_MS)),
        idempotencyKey: `demo-qaf-${key}`,
      }),
    );
  }
  const oakwood = providerNamed('oakwood');
  await done(() =>
    declarePatchDuties(
      { ...providers(), caller: asManager(oakwood) },
      {
        trustedAssessors: 3,
        weekendDischarge: { from: '09:00', to: '17:00' },
        startsAtShortNotice: true,
        idempotencyKey: 'demo-patch-duties',
      },
    ),
  );
  const { id: agreementId } = await done(() =>
    recordNominationsAgreement(providers(), {
      council: COUNCIL,
      landlord: 'Hearth Homes',
      landlordKind: 'REGISTERED_PROVIDER',
      reference: 'NA-2026-1',
      homes: 12,
      from: today,
      to: null,
      idempotencyKey: 'demo-nominations-agreement',
    }),
  );
  await done(() =>
    recordScheme(providers(), {
      council: COUNCIL,
      name: 'Orchard House',
      area: 'East',
      postcode: 'BR5 1AA',
      propertyTypes: ['SHARED_HOUSE', 'SELF_CONTAINED_FLAT'],
      capacity: 6,
      occupants: [],
      onSiteProviderId: providerNamed('hollybank').id,
      agreementId,
      coreWeeklyPence: 412_500,
      idempotencyKey: 'demo-scheme',
    }),
  );
  const move = { fromProviderId: providerNamed('juniper').id, toProviderId: providerNamed('hollybank').id };
  const plannedOn = localDateOf(new Date(now.getTime() + 200 * DAY_MS));
  await done(() =>
    planTransfers(providers(), {
      council: COUNCIL,
      rows: [
        { packageReference: 'L-001', ...move, plannedOn, tupeAssessed: true, personInformed: true },
        { packageReference: 'L-002', ...move, plannedOn, tupeAssessed: true, personInformed: false },
      ],
      idempotencyKey: 'demo-transfers',
    }),
  );
}

function asManager({ key, id, memberships }: DemoProvider): Caller {
  return managerOf(key, id, [...new Set(memberships.map((each) => each.council))]);
}
