import { isId } from '../../../../kernel/values/ids.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import type { Involved } from '../../../../schema/involved.js';

/** A step towards the goals: a service, with its price a week if it has one. */
export interface PathwayStep {
  readonly service: string;
  /** Null for what costs the budget nothing: a club, a neighbour, a library. */
  readonly weeklyCostPence: number | null;
}

/** Unpaid support or an asset that the person has, and how it is kept up. */
export interface InformalSupport {
  readonly support: string;
  readonly sustainedBy: string | null;
}

/** What a strength-based assessment found, in short. [ASM-20; 002 ¶4.3.1] */
export interface StrengthSummary {
  readonly goals: readonly string[];
  readonly pathway: readonly PathwayStep[];
  readonly informalSupport: readonly InformalSupport[];
  /** The person's support at a glance. */
  readonly snapshot: string | null;
}

/** A provider beside the lead, for one outcome of a co-produced plan. [ASM-38; 004 L38-40] */
export interface OutcomePartner {
  /** Place of the outcome in the plan's outcomes, from 0. */
  readonly outcome: number;
  readonly providerId: string;
}

/** How somebody of the person's side took part in the plan. [CHOI-11; 002 ¶2.1.9, ¶3.3.6] */
export interface PlanInvolvement {
  readonly who: Involved;
  readonly how: string;
  /** What was chosen; null if nothing was to be chosen. */
  readonly chose: string | null;
}

/** What a plan says beyond the seven contents of ASM-10. Money is whole pence a week. */
export interface PlanBeyond {
  readonly outcomes: readonly string[];
  readonly strengths: StrengthSummary | null;
  /** The budget within which support is flexible. (ASM-21) */
  readonly availableBudgetPence: number | null;
  readonly partners: readonly OutcomePartner[];
  readonly involvement: readonly PlanInvolvement[];
}

const MOST_ENTRIES = 20;
const LONGEST_ENTRY = 500;
const LONGEST_SNAPSHOT = 2000;
/** £20,000 a week: no package of one person costs as much. */
const MOST_PENCE_A_WEEK = 2_000_000;

/**
 * What keeps a plan from being kept with a strength-based summary, an available budget, partners or who was involved: a summary
 * without a goal, an entry that is empty or too long, more than 20 of a kind, a price or a budget of nothing or above £20,000 a
 * week, or a partner of no outcome of the plan, named twice for one, or the lead itself. `field` is the path of the plan in the
 * caller's input. [ASM-20, ASM-21, ASM-38, CHOI-11]
 *
 * @param leadProviderId who delivers and coordinates the plan; null while nobody is awarded
 */
export function planBeyondRefusals(plan: PlanBeyond, leadProviderId: string | null, field: string): Refusal[] {
  return [
    ...(plan.strengths ? strengthRefusals(plan.strengths, `${field}.strengths`) : []),
    amountRefusal('ASM-21', plan.availableBudgetPence, `${field}.availableBudgetPence`),
    ...partnerRefusals(plan, leadProviderId, `${field}.partners`),
    ...involvementRefusals(plan.involvement, `${field}.involvement`),
  ].filter((refusal) => refusal !== undefined);
}

function strengthRefusals({ goals, pathway, informalSupport, snapshot }: StrengthSummary, field: string) {
  const lists = { goals, pathway, informalSupport };
  const tooMany = Object.entries(lists).filter(([, list]) => list.length > MOST_ENTRIES);
  if (tooMany.length > 0) {
    const message = `At most ${MOST_ENTRIES} entries are taken.`;
    return tooMany.map(([name]) => refuse('IDG-27', 'LIST_TOO_LONG', message, `${field}.${name}`));
  }
  const noGoal = refuse('ASM-20', 'GOAL_MISSING', 'A strength-based summary names a goal.', `${field}.goals`);
  return [
    goals.length === 0 ? noGoal : undefined,
    ...goals.map((goal, nth) => entryRefusal('ASM-20', goal, `${field}.goals.${nth}`)),
    ...pathway.flatMap(({ service, weeklyCostPence }, nth) => [
      entryRefusal('ASM-20', service, `${field}.pathway.${nth}.service`),
      amountRefusal('ASM-20', weeklyCostPence, `${field}.pathway.${nth}.weeklyCostPence`),
    ]),
    ...informalSupport.flatMap(({ support, sustainedBy }, nth) => [
      entryRefusal('ASM-20', support, `${field}.informalSupport.${nth}.support`),
      sustainedBy === null
        ? undefined
        : entryRefusal('ASM-20', sustainedBy, `${field}.informalSupport.${nth}.sustainedBy`),
    ]),
    snapshot !== null && snapshot.length > LONGEST_SNAPSHOT
      ? refuse('ASM-20', 'TEXT_TOO_LONG', `It takes at most ${LONGEST_SNAPSHOT} characters.`, `${field}.snapshot`)
      : undefined,
  ];
}

function entryRefusal(rule: 'ASM-20' | 'CHOI-11', text: string, field: string): Refusal | undefined {
  if (text.trim() !== '' && text.length <= LONGEST_ENTRY) return undefined;
  return refuse(rule, 'ENTRY_MISSING', `Say it in 1 to ${LONGEST_ENTRY} characters.`, field);
}

function amountRefusal(rule: 'ASM-20' | 'ASM-21', pence: number | null, field: string): Refusal | undefined {
  if (pence === null || (Number.isInteger(pence) && pence > 0 && pence <= MOST_PENCE_A_WEEK)) return undefined;
  const message = `Give 1 to ${MOST_PENCE_A_WEEK} pence a week; leave it out if it costs nothing.`;
  return refuse(rule, 'PENCE_INVALID', message, field);
}

function partnerRefusals({ outcomes, partners }: PlanBeyond, leadProviderId: string | null, field: string): Refusal[] {
  if (partners.length > MOST_ENTRIES) {
    return [refuse('IDG-27', 'LIST_TOO_LONG', `At most ${MOST_ENTRIES} partners are taken.`, field)];
  }
  const named = partners.map(({ outcome, providerId }) => `${outcome} ${providerId}`);
  return partners.flatMap(({ outcome, providerId }, nth): Refusal[] => {
    const at = `${field}.${nth}`;
    if (outcomes[outcome] === undefined) {
      const message = `The plan has ${outcomes.length} outcomes, counted from 0.`;
      return [refuse('ASM-38', 'OUTCOME_UNKNOWN', message, `${at}.outcome`)];
    }
    if (!isId(providerId)) {
      return [refuse('ASM-38', 'PARTNER_UNKNOWN', 'Name the partner by its id.', `${at}.providerId`)];
    }
    if (providerId === leadProviderId) {
      const message = 'The provider of the plan leads it already: name its partners alone.';
      return [refuse('ASM-38', 'PARTNER_IS_LEAD', message, `${at}.providerId`)];
    }
    if (named.indexOf(named[nth]!) === nth) return [];
    return [refuse('ASM-38', 'NAMED_TWICE', 'Name each partner of an outcome once.', at)];
  });
}

function involvementRefusals(
  involvement: readonly PlanInvolvement[],
  field: string,
): ReadonlyArray<Refusal | undefined> {
  if (involvement.length > MOST_ENTRIES) {
    return [refuse('IDG-27', 'LIST_TOO_LONG', `At most ${MOST_ENTRIES} entries are taken.`, field)];
  }
  return involvement.flatMap(({ how, chose }, nth) => [
    entryRefusal('CHOI-11', how, `${field}.${nth}.how`),
    chose === null ? undefined : entryRefusal('CHOI-11', chose, `${field}.${nth}.chose`),
  ]);
}
