import { demoPostcode, providerNamed } from '../../hub/demo/borough.js';
import { People } from '../../hub/demo/people.js';
import { type DemoGrant, GRANTS } from '../../hub/demo/register.js';
import type { Caller } from '../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../kernel/identity/scopes-of-role.js';
import { type CallPattern, WEEKDAYS } from '../../schema/events/cases.js';
import { grantAccess } from '../../subgraphs/providers/commands/councils/grant-access.js';
import type { TestHub } from '../harness/hub.js';
import { promised } from '../walks/walk.js';

/**
 * One call-off, played from the request to the end of care, with a mark of its own in everything that is not for
 * everybody; and the same once more for another council, in whose hands nothing of it may come, nor the other way.
 */

export const STAGES = [
  'published',
  'bid',
  'rivalled',
  'declined',
  'closed',
  'awarded',
  'placed',
  'started',
  'ended',
] as const;
export type Stage = (typeof STAGES)[number];

/** Marks of one person's case. */
const marksOf = (council: string) => {
  const mark = (what: string) => `zq${council}${what}`;
  return {
    identity: {
      councilPersonId: mark('pid').toUpperCase(),
      nhsNumber: council === 'bromley' ? '9990007772' : '9990008884',
      name: `Zq${council}first Zq${council}last`,
      dateOfBirth: council === 'bromley' ? '1931-10-27' : '1932-11-26',
      address: `7 Zq${council}street`,
    },
    care: {
      assessmentSummary: mark('assessment'),
      deliveryNotes: mark('notes'),
      outcome: mark('outcome'),
      medication: mark('medication'),
      otherService: mark('club'),
      goal: mark('goal'),
    },
    contact: {
      telephone: council === 'bromley' ? '020 7946 0771' : '020 7946 0884',
      preferences: mark('preferences'),
      contactName: `Zq${council}carer`,
      contactRoute: `${mark('route')}@example.org`,
    },
    panel: { conditions: mark('conditions') },
    budget: { reason: mark('adjusted') },
    query: { question: mark('question'), answer: mark('answer') },
    decision: { justification: mark('justification') },
    need: { postcode: council === 'bromley' ? demoPostcode('East', 3, 23) : demoPostcode('Hill', 1, 23) },
    visit: { source: mark('roster'), externalId: mark('call'), worker: mark('worker'), carer: mark('door') },
    hospital: { rationale: mark('rationale') },
    invoice: { number: mark('invoice') },
    log: { reason: mark('byhand'), entry: mark('entry'), checker: mark('checker') },
  };
};
export const MARKS = { bromley: marksOf('bromley'), ashdown: marksOf('ashdown') };
/** The calls of the week that each council asks for: one that is made, one that nobody makes, one where nobody answers. */
const CALLS = ['08:00', '12:00', '13:00'].map((startTime): CallPattern => {
  const activities = ['PERSONAL_CARE', 'MEAL_PREPARATION'] as const;
  return { days: WEEKDAYS, startTime, minutes: 45, workers: 1, activities, timeCritical: false };
});
export const BID_MARKS = { oakwood: 'zqoakwoodbid', linden: 'zqlindenbid', elsewhere: 'zqashdownbid' } as const;

/** What the loser answers in its application for an open framework. */
export const APPLICATION_MARK = 'zqlindenapplication';

/** By which families reach the winner under discharge to assess: for those who may choose it. */
export const OFFER_MARK = '020 7946 0555';

const WINNER = 'oakwood';
const LOSER = 'linden';
const STRANGER = 'bramble';
/** Is asked as well, and says no. */
export const DECLINER = 'meadowlark';
/** Winner, loser, and one that is not asked; the winner works for both councils. */
export const PROVIDERS_PLAYED = [WINNER, LOSER, STRANGER] as const;

export type Actor = Caller & { readonly key: string };

const monitoringOf = (key: string): DemoGrant => ({
  subject: `machine:call-monitoring@${key}`,
  role: 'call-monitoring',
  organisation: providerNamed(key).id,
  councils: [...new Set(providerNamed(key).memberships.map(({ council }) => council))],
});

/** Credentials of one provider that were granted less than their role may have (IDG-27). */
const LESSER: readonly DemoGrant[] = (
  [
    ['bidding', ['offers:read', 'bids:write']],
    ['visiting', ['visits:read', 'alerts:read', 'visits:write']],
  ] as const
).map(([name, scopes]) => ({
  ...monitoringOf(WINNER),
  subject: `machine:${name}@${WINNER}`,
  role: 'rostering',
  scopes,
}));

/** Everybody: every council role of both councils, every provider role of the three, and the operator. */
export async function everybody({ hub }: TestHub): Promise<readonly Actor[]> {
  const added = [monitoringOf(LOSER), monitoringOf(STRANGER), ...LESSER];
  const providers = hub.subgraphs.get('providers')!;
  for (const grant of added) {
    const { refusals } = await grantAccess(providers.work(), { ...grant, idempotencyKey: `played-${grant.subject}` });
    if (refusals.length > 0) throw new Error(`${grant.subject}: ${refusals.map(({ code }) => code).join(', ')}`);
  }
  return [...GRANTS, ...added]
    .map((grant) => ({ ...grant, scopes: grant.scopes ?? SCOPES_OF_ROLE[grant.role], key: keyOf(grant) }))
    .filter(({ key }) => ['bromley', 'ashdown', 'hub', ...PROVIDERS_PLAYED].includes(key));
}

const keyOf = ({ subject }: DemoGrant) => subject.split('@')[1] ?? 'hub';

/** Ids of what has been made so far. */
export type Subjects = Readonly<Record<string, string | undefined>>;

export class Played {
  private keys = 0;
  readonly subjects: Record<'bromley' | 'ashdown', Record<string, string | undefined>> = { bromley: {}, ashdown: {} };

  constructor(readonly hub: TestHub) {}

  /** Brings the story to this stage from the one before. */
  async to(stage: Stage): Promise<void> {
    await this[stage]();
    await this.hub.time.settled();
    for (const council of ['bromley', 'ashdown'] as const) await this.look(council);
  }

  // biome-ignore lint/suspicious/noExplicitAny: the shape is each operation's own
  private async act(subject: string, operation: string, input: Record<string, unknown>, keyed = true): Promise<any> {
    const { data, errors } = await this.hub.graphql(subject, await promised(operation), {
      input: keyed ? { ...input, idempotencyKey: `matrix-${String(++this.keys).padStart(6, '0')}` } : input,
    });
    const payload = Object.values(data ?? {})[0] as { refusals?: unknown[] } | undefined;
    if (errors || !payload || payload.refusals?.length) {
      throw new Error(`${operation}: ${JSON.stringify(errors ?? payload?.refusals)}`);
    }
    return payload;
  }

  private async published(): Promise<void> {
    await this.act(`machine:rostering@${WINNER}`, 'declare-d2a-offer', {
      telephone: OFFER_MARK,
      contactHours: { from: '08:00', to: '22:00' },
      answerphone: true,
      explainedInPlans: true,
    });
    await this.applied();
    for (const [council, patch] of [
      ['bromley', 'East'],
      ['ashdown', 'Hill'],
    ] as const) {
      const { identity, care, contact, panel, need, budget } = MARKS[council];
      const request = new People(9).request(council === 'bromley' ? 1 : 2, await this.hub.time.now(), {
        patch,
        calls: CALLS,
      });
      const submitted = await this.act(
        `machine:case-system@${council}`,
        'submit-service-request',
        {
          ...request,
          person: {
            ...identity,
            postcode: need.postcode,
            telephone: contact.telephone,
            preferences: contact.preferences,
          },
          contacts: [
            {
              role: 'NEXT_OF_KIN',
              name: contact.contactName,
              order: 1,
              authority: 'MAY_DECIDE',
              routes: [{ kind: 'EMAIL', value: contact.contactRoute }],
            },
          ],
          assessmentSummary: care.assessmentSummary,
          deliveryNotes: care.deliveryNotes,
          carePlan: {
            ...request.carePlan,
            outcomes: [care.outcome],
            medication: [care.medication],
            otherServices: [care.otherService],
            strengths: { goals: [care.goal] },
          },
          panelDecision: { ...request.panelDecision, conditions: panel.conditions },
        },
        false,
      );
      const packageId = submitted.package.id;
      await this.act(`machine:case-system@${council}`, 'record-starter-budget', { packageId, rasWeeklyPence: 50_000 });
      const adjustment = { packageId, amountPence: 100, reason: budget.reason };
      await this.act(`user:practitioner@${council}`, 'adjust-starter-budget', adjustment);
    }
  }

  private async applied(): Promise<void> {
    const { rows } = await this.hub.pool.query(`select id, questions from providers.open_framework`);
    const [{ id: frameworkId, questions }] = rows;
    const { application } = await this.act(`user:manager@${LOSER}`, 'draft-application', {
      frameworkId,
      lots: ['COMPLEX_NEEDS'],
      expertise: ['DEMENTIA'],
      answers: questions.map(({ code }: { code: string }) => ({ question: code, text: APPLICATION_MARK })),
    });
    await this.act(`user:manager@${LOSER}`, 'submit-application', { applicationId: application.id });
  }

  private async bid(): Promise<void> {
    await this.bidOf(WINNER, 'bromley', BID_MARKS.oakwood);
    await this.bidOf(WINNER, 'ashdown', BID_MARKS.elsewhere);
  }

  private rivalled(): Promise<void> {
    return this.bidOf(LOSER, 'bromley', BID_MARKS.linden);
  }

  private async declined(): Promise<void> {
    const callOffId = this.subjects.bromley.callOff;
    await this.act(`machine:rostering@${DECLINER}`, 'view-invitation', { callOffId }, false);
    await this.act(`machine:rostering@${DECLINER}`, 'decline-invitation', { callOffId, reason: 'CAPACITY' });
  }

  private async bidOf(provider: string, council: 'bromley' | 'ashdown', deliveryStatement: string): Promise<void> {
    await this.act(`machine:rostering@${provider}`, 'submit-bid', {
      callOffId: this.subjects[council].callOff,
      version: 1,
      startDate: '2026-06-03',
      startTime: '08:00',
      deliveryStatement,
    });
  }

  private async closed(): Promise<void> {
    await this.hub.time.advanceTo(new Date('2026-06-01T12:30:00.000Z'));
  }

  private async awarded(): Promise<void> {
    const at = (await this.hub.time.now()).toISOString();
    for (const council of ['bromley', 'ashdown'] as const) {
      const { callOff, winningBid } = this.subjects[council];
      await this.act(`user:broker@${council}`, 'award-call-off', {
        callOffId: callOff,
        bidId: winningBid,
        // Whichever of them comes first.
        exception: { reason: 'GEOGRAPHY', justification: MARKS[council].decision.justification },
        involvement: [{ who: 'FAMILY', how: 'Spoken with by telephone', at }],
      });
    }
  }

  private async placed(): Promise<void> {
    for (const council of ['bromley', 'ashdown'] as const) {
      const placementId = this.subjects[council].placement;
      const { question, answer } = MARKS[council].query;
      const raised = await this.act(`machine:rostering@${WINNER}`, 'raise-document-query', {
        placementId,
        kind: 'CARE_PLAN',
        question,
      });
      const queryId = raised.documentQuery.id;
      await this.act(`user:practitioner@${council}`, 'answer-document-query', { queryId, answer });
      await this.act(`machine:rostering@${WINNER}`, 'confirm-first-call', {
        placementId,
        firstCallAt: '2026-06-03T07:00:00.000Z',
        assessmentCompletedOn: '2026-06-01',
      });
      await this.act(`machine:case-system@${council}`, 'record-service-line', {
        placementId,
        lasLineId: `SL-${council}`,
      });
      await this.act(`machine:rostering@${WINNER}`, 'agree-call-time', {
        placementId,
        callId: await this.callAt(council, '12:00'),
        from: '2026-06-10',
        to: '2026-06-11',
        startTime: '12:15',
        agreedWith: 'PERSON',
        agreedAt: (await this.hub.time.now()).toISOString(),
      });
    }
  }

  private async callAt(council: string, startTime: string): Promise<string> {
    const { rows } = await this.hub.pool.query<{ id: string }>(
      `select call->>'callId' as id from cases.calls_version, jsonb_array_elements(calls) as call
       where council = $1 and seq = 0 and call->>'requestedStart' = $2`,
      [council, startTime],
    );
    return rows[0]!.id;
  }

  /** Care is given: one call that was made, one that nobody made, and one where nobody answered. */
  private async started(): Promise<void> {
    const plan = (council: 'bromley' | 'ashdown', nth: number, start: string) => ({
      externalId: `${MARKS[council].visit.externalId}${nth}`,
      asOf: '2026-06-01T12:00:00.000Z',
      placement: this.subjects[council].placement,
      plannedStart: `2026-06-03T${start}:00.000Z`,
      plannedEnd: `2026-06-03T${start.slice(0, 2)}:45:00.000Z`,
      plannedWorkers: [MARKS[council].visit.worker],
    });
    for (const council of ['bromley', 'ashdown'] as const) {
      await this.act(
        `machine:rostering@${WINNER}`,
        'record-visits',
        {
          council,
          source: MARKS[council].visit.source,
          plans: [plan(council, 1, '07:00'), plan(council, 2, '11:00'), plan(council, 3, '12:00')],
        },
        false,
      );
    }
    await this.hub.time.advanceTo(new Date('2026-06-03T12:10:00.000Z'));
    for (const council of ['bromley', 'ashdown'] as const) {
      const { visit, log } = MARKS[council];
      const placementId = this.subjects[council].placement;
      await this.act(
        `machine:call-monitoring@${WINNER}`,
        'record-visits',
        {
          council,
          source: visit.source,
          logs: [
            {
              externalId: log.entry,
              asOf: '2026-06-03T08:00:00.000Z',
              placement: placementId,
              worker: visit.worker,
              arrivedAt: '2026-06-03T07:01:00.000Z',
              arrivedBy: 'GPS',
              departedAt: '2026-06-03T07:46:00.000Z',
              departedBy: 'MANUAL',
              manualReason: log.reason,
            },
          ],
        },
        false,
      );
      await this.act(`machine:rostering@${WINNER}`, 'report-first-call', {
        placementId,
        madeAt: '2026-06-03T07:01:00.000Z',
        workerRole: 'FIELD_SUPERVISOR',
        nextCarerAdvised: true,
      });
      await this.look(council);
      await this.act(`machine:call-monitoring@${WINNER}`, 'report-no-reply', {
        visitId: this.subjects[council].unanswered,
        noReplyAt: '2026-06-03T12:05:00.000Z',
        managerInformedAt: '2026-06-03T12:05:00.000Z',
        worker: MARKS[council].visit.carer,
      });
      await this.act(`user:manager@${WINNER}`, 'record-person-contact', {
        alertId: this.subjects[council].alert,
        at: '2026-06-03T11:35:00.000Z',
        outcome: 'UNREACHABLE',
      });
      await this.act(`user:manager@${WINNER}`, 'inform-of-unreachable', {
        alertId: this.subjects[council].alert,
        at: '2026-06-03T11:36:00.000Z',
        who: 'COUNCIL',
      });
      await this.look(council);
      await this.act(`user:practitioner@${council}`, 'complete-contact-task', {
        taskId: this.subjects[council].contactTask,
        at: (await this.hub.time.now()).toISOString(),
        outcome: 'REACHED',
      });
      await this.act(`user:manager@${WINNER}`, 'name-regular-team', {
        placementId,
        from: '2026-06-03',
        keyWorker: visit.worker,
        workers: [visit.worker],
      });
      await this.act(`user:manager@${WINNER}`, 'record-spot-check', {
        placementId,
        at: '2026-06-03T08:00:00.000Z',
        checker: log.checker,
        worker: visit.worker,
        result: 'PRESENT',
      });
    }
  }

  /** Hospital, a return that cannot be met, the end, and what is paid and claimed of it. */
  private async ended(): Promise<void> {
    for (const council of ['bromley', 'ashdown'] as const) {
      await this.act(`machine:case-system@${council}`, 'record-variation', {
        placementId: this.subjects[council].placement,
        lasVariationId: `LV-${council}`,
        kind: 'SUSPEND',
        effectiveFrom: '2026-06-04',
      });
    }
    await this.hub.time.advanceTo(new Date('2026-06-04T12:00:00.000Z'));
    for (const council of ['bromley', 'ashdown'] as const) {
      const placementId = this.subjects[council].placement;
      await this.act(`machine:rostering@${WINNER}`, 'report-hospital-return', {
        placementId,
        dischargedAt: '2026-06-04T10:00:00.000Z',
        nextOfKinInformedAt: '2026-06-04T11:00:00.000Z',
        answer: 'CANNOT_MEET_NEEDS',
        reason: 'NEED_DIFFERS',
        rationale: MARKS[council].hospital.rationale,
      });
      await this.act(`user:practitioner@${council}`, 'end-placement', {
        placementId,
        reason: 'HOSPITAL',
        endDate: '2026-06-03',
      });
    }
    await this.hub.time.advanceTo(new Date('2026-06-05T09:00:00.000Z'));
    for (const council of ['bromley', 'ashdown'] as const) {
      const [from, to] = ['2026-06-03', '2026-06-03'];
      const providerId = providerNamed(WINNER).id;
      await this.act(`user:manager@${WINNER}`, 'record-invoice', {
        ...{ council, from, to, number: MARKS[council].invoice.number },
        lines: [{ line: 1, visit: this.subjects[council].visit, minutes: 60, amountPence: 2500 }],
      });
      const { data } = await this.hub.graphql<{ payableStatement: { fingerprint: string } }>(
        `user:contract-officer@${council}`,
        `{ payableStatement(provider: "${providerId}", from: "${from}", to: "${to}") { fingerprint } }`,
      );
      const { fingerprint } = data!.payableStatement;
      await this.act(`user:contract-officer@${council}`, 'approve-statement', { providerId, from, to, fingerprint });
    }
  }

  /** What there is by now, read as nobody who asks. */
  private async look(council: 'bromley' | 'ashdown'): Promise<void> {
    const one = async (name: string, sql: string, ...parameters: unknown[]) => {
      const { rows } = await this.hub.pool.query(`select id from ${sql}`, [council, ...parameters]);
      if (rows.length > 1) throw new Error(`There are several ${name}.`);
      this.subjects[council][name] = rows[0]?.id;
    };
    const [winner, loser] = [providerNamed(WINNER).id, providerNamed(LOSER).id];
    await one('person', 'cases.person where council = $1');
    await one('package', 'cases.package where council = $1');
    await one('placement', 'cases.placement where council = $1');
    await one('callsVersion', 'cases.calls_version where council = $1 and seq = 1');
    await one('hospitalReturn', 'cases.hospital_return where council = $1');
    await one('documentQuery', 'cases.document_query where council = $1');
    await one('ipo', 'cases.ipo where council = $1 order by version limit 1');
    await one('callOff', 'tenders.call_off where council = $1');
    await one('award', 'tenders.award where council = $1');
    await one('winningBid', 'tenders.bid where council = $1 and provider_id = $2', winner);
    await one('losingBid', 'tenders.bid where council = $1 and provider_id = $2', loser);
    await one('winningInvitation', 'tenders.invitation where council = $1 and provider_id = $2', winner);
    await one('losingInvitation', 'tenders.invitation where council = $1 and provider_id = $2', loser);
    const answeredBy = (nth: number) =>
      `monitoring.visit where id in
         (select visit_id from monitoring.planned_visit where council = $1 and external_id like '%${nth}')`;
    await one('application', 'providers.membership_application where council = $1 and provider_id = $2', loser);
    await one('visit', answeredBy(1));
    await one('late', answeredBy(2));
    await one('unanswered', answeredBy(3));
    await one('callLog', 'monitoring.call_log where council = $1');
    await one('alert', 'monitoring.alert where council = $1 and visit_id = $2', this.subjects[council].late);
    await one('noReply', 'monitoring.no_reply_case where council = $1');
    await one('contactTask', 'monitoring.contact_task where council = $1');
    await one('invoice', 'monitoring.invoice where council = $1');
    await one('invoiceQuery', 'monitoring.invoice_query where council = $1');
    await one('statement', 'monitoring.approved_statement where council = $1');
    await one(
      'approvedLine',
      `monitoring.approved_line where council = $1 and visit_id = $2`,
      this.subjects[council].visit,
    );
    await one('team', 'monitoring.regular_team where council = $1');
    await one('check', 'monitoring.spot_check where council = $1');
  }
}
