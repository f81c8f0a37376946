import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { NeedProfile, ServiceType } from '../../../../schema/events/cases.js';
import type { HomeStanding, ProviderStanding } from '../../../../schema/events/providers.js';
import type { CallOffRoute, StageKind } from '../../../../schema/events/tenders.js';
import type { Policy } from '../../../../schema/policy.js';
import type { BidContent } from '../bids/bid-content.js';
import type { Preparation } from '../call-offs/preparation.js';
import type { Check, EligibilityCheckId } from '../invitations/check.js';
import { eligibilityChecks, isEligible } from '../invitations/eligibility.js';
import type { MatchReason } from '../matching/match.js';
import { definitionOf } from '../routes/routes.js';
import { STAGE_KINDS, type StageKindFacts } from '../stages/stage-kinds.js';
import { type Evaluation, evaluation } from './evaluation.js';
import type { Score } from './score-order.js';
import { isSuitable } from './suitability.js';

/** A bid as it was when an award was made, with what was known of its provider. Instants are ISO 8601. */
export interface FactsOfBid {
  readonly bidId: string;
  readonly providerId: string;
  readonly content: BidContent;
  readonly receivedAt: string | null;
  /** When it was evaluated, and on which standing; null if the provider had never been heard of. */
  readonly evaluatedAt: string;
  readonly standing: ProviderStanding | null;
  readonly uncountedWeeklyMinutes: number;
  /** The home, null if it had never been heard of; left out for an answer that is of none. */
  readonly home?: HomeStanding | null;
  /** Its place among the homes that were proposed; left out for an answer that is of none that was proposed. */
  readonly proposal?: { readonly place: number; readonly beforeNextBy: MatchReason | null };
  /** How people had judged it, on a route on which they do. */
  readonly judged?: { readonly scores: readonly Score[] | null; readonly hasPassed: boolean };
  /** The standing by which it was placed, where that counts and the bid had a place. */
  readonly rankedUpon: ProviderStanding | null;
}

/** Everything on which the evaluation behind an award rested, beside the awards before it. [EVAL-13] */
export interface FactsOfAward {
  readonly route: CallOffRoute;
  readonly stage: StageKind;
  readonly need: NeedProfile;
  readonly serviceType: ServiceType;
  readonly drawSeed: string;
  /** What its broker had set before it was published, on a route on which one does. */
  readonly preparation?: Preparation;
  /** How many people its advert numbered; left out where one was sought alone. */
  readonly people?: number;
  /** The bids that could have been offered the package then, had they passed. */
  readonly bids: readonly FactsOfBid[];
  /** What the register said of the winner when its gates were read again. */
  readonly gates: {
    readonly standing: ProviderStanding;
    readonly uncountedWeeklyMinutes: number;
    readonly home?: HomeStanding | null;
  };
}

/** What an evaluation finds when it is run again, before the bids are put in order. */
export interface EvaluatedAgain {
  readonly evaluations: ReadonlyMap<string, Evaluation>;
  /** The gates of the awarded bid, as made at the award. */
  readonly gates: readonly Check<EligibilityCheckId>[];
  /** Bids that passed; the awarded one only if its gates did as well. */
  readonly suitable: readonly FactsOfBid[];
}

/**
 * Runs the evaluation behind an award again on the facts of its instants, under any policy: the checks and the criteria of
 * each bid, and the gates of the one that was awarded. By the functions that evaluate bids, and no others. [EVAL-01,
 * EVAL-04, EVAL-13]
 */
export function evaluatedAgain(
  facts: FactsOfAward,
  award: { readonly bidId: string; readonly decidedAt: Date },
  policy: Policy,
): EvaluatedAgain {
  const { answer: form } = definitionOf(facts.route);
  const { need, serviceType, stage, preparation } = facts;
  const asked = { need, serviceType, stage, policy, lot: preparation?.lot ?? null };
  const asks = { questions: preparation?.questions ?? [], people: facts.people ?? 0 };
  const evaluations = new Map(
    facts.bids.map(({ bidId, content, standing, uncountedWeeklyMinutes, home, evaluatedAt }) => [
      bidId,
      evaluation(
        { form, content, asks },
        standing && { standing, uncountedWeeklyMinutes },
        { ...asked, home },
        new Date(evaluatedAt),
      ),
    ]),
  );
  const awarded = facts.bids.find(({ bidId }) => bidId === award.bidId)!;
  const gates = eligibilityChecks(
    { ...asked, ...facts.gates, purpose: 'AWARD', on: localDateOf(award.decidedAt) },
    { form, content: awarded.content, asks },
  );
  const suitable = facts.bids.filter((bid) => {
    const { eligible, criteria } = evaluations.get(bid.bidId)!;
    return eligible && isSuitable(criteria) && (bid !== awarded || isEligible(gates, 'AWARD'));
  });
  return { evaluations, gates, suitable };
}

export const DIFFERENCES = ['CHECK', 'CRITERION', 'GATE', 'FIGURE', 'PLACE'] as const;

/** One thing about one bid that differs between two evaluations of it. */
export interface ReplayDifference {
  readonly bidId: string;
  readonly providerId: string;
  /** A check of the evaluation, a criterion, a gate at the award, a figure that places it, or its place. */
  readonly kind: (typeof DIFFERENCES)[number];
  /** Which check, criterion or figure; `place` for its place. */
  readonly what: string;
  /** Catalogue id of the rule that gave it. */
  readonly rule: string;
  /** Keys of the policy that this rests on and that differ between the two versions. */
  readonly policyKeys: readonly string[];
  /** Null where it was not applied, or where the bid had no place. */
  readonly before: string | null;
  readonly after: string | null;
}

export const FIGURES = [
  'eligibleRounds',
  'packagesWon',
  'eligibleWeeklyMinutes',
  'weeklyMinutesWon',
  'lastAwardAt',
  'blendedRatePence',
  'held',
  'drawn',
] as const;

/** A bid in its place with its figures. */
export type PlacedBid = { readonly bidId: string; readonly place: number } & {
  readonly [figure in (typeof FIGURES)[number]]: string | number | boolean | null;
};

/** An evaluation with the order that it came to. */
export interface Run extends Pick<EvaluatedAgain, 'evaluations' | 'gates'> {
  readonly order: readonly PlacedBid[];
  /** Bids that the ranking itself left out. */
  readonly notRanked: ReadonlyArray<{ readonly bidId: string; readonly checks: readonly Check[] }>;
}

/** The rule by which each kind of ranking places a bid. */
const PLACED_BY: Readonly<Record<StageKindFacts['ranking'], string>> = {
  FAIR_SHARE: 'EVAL-02',
  RATE: 'EVAL-05',
  START: 'ROUT-28',
  MATCH: 'ROUT-30',
  QAF: 'EVAL-06',
  SCORE: 'EVAL-07',
};

/** On which keys of the policy a result rests; a result that is not named rests on none. */
const RESTS_ON: Readonly<Record<string, readonly string[]>> = {
  CEILING: ['capacity.ceilingHours', 'capacity.includeCandidate', 'capacity.appliesTo'],
  CQC_GATE: ['cqc.gate'],
  HOME_VACANCY: ['vacancy.staleExcludes'],
  START_MEETS_NEED: ['d2a.startHours'],
  AVAILABLE: ['d2a.startHours'],
  eligibleRounds: ['fair.weeks'],
  packagesWon: ['fair.weeks'],
  eligibleWeeklyMinutes: ['fair.weeks'],
  weeklyMinutesWon: ['fair.weeks'],
};
const ALL_KEYS = [...new Set(Object.values(RESTS_ON).flat()), 'evaluation.criteria', 'fair.metric'];

/** Keys that say who is eligible, and so who is invited: whom another version would have asked cannot be known. */
const ELIGIBLE_BY = [...RESTS_ON.CEILING!, ...RESTS_ON.CQC_GATE!];

/**
 * Every difference between two evaluations of the same bids, bid by bid: a check, a criterion that is applied now or was,
 * a gate, a figure, a place; each with its rule, and the keys of the policy that differ and on which it rests. [EVAL-13]
 */
export function replayDifferences(
  facts: Pick<FactsOfAward, 'bids' | 'stage'>,
  awardedBidId: string,
  [before, beforePolicy]: readonly [Run, Policy],
  [after, afterPolicy]: readonly [Run, Policy],
): readonly ReplayDifference[] {
  const changed = new Set(ALL_KEYS.filter((key) => differs(key, beforePolicy, afterPolicy)));
  const placedBy = PLACED_BY[STAGE_KINDS[facts.stage].ranking];
  return facts.bids.flatMap(({ bidId, providerId }) => {
    const found: ReplayDifference[] = [];
    const tell = (
      kind: ReplayDifference['kind'],
      what: string,
      rule: string,
      keys: readonly string[],
      values: Pick<ReplayDifference, 'before' | 'after'>,
    ) => {
      if (values.before === values.after) return;
      found.push({
        bidId,
        providerId,
        kind,
        what,
        rule,
        policyKeys: keys.filter((key) => changed.has(key)),
        ...values,
      });
    };
    const [one, other] = [before.evaluations.get(bidId)!, after.evaluations.get(bidId)!];
    // A bid that is not eligible is not measured.
    const measuredBy = ['evaluation.criteria', ...(one.eligible === other.eligible ? [] : ELIGIBLE_BY)];
    const checks = (kind: ReplayDifference['kind'], earlier: readonly Check[], later: readonly Check[]) => {
      for (const id of new Set([...earlier, ...later].map((check) => check.id))) {
        const [then, now] = [earlier, later].map((list) => list.find((check) => check.id === id));
        const keys = [...(RESTS_ON[id] ?? []), ...(kind === 'CRITERION' ? measuredBy : [])];
        tell(kind, id, (now ?? then)!.rule, keys, { before: then?.result ?? null, after: now?.result ?? null });
      }
    };
    checks('CHECK', one.checks, other.checks);
    checks('CRITERION', one.criteria, other.criteria);
    checks('CHECK', leftOut(before, bidId), leftOut(after, bidId));
    if (bidId === awardedBidId) checks('GATE', before.gates, after.gates);
    for (const each of placeDifferences(before.order, after.order, bidId)) {
      const keys = each.what === 'place' ? ALL_KEYS : (RESTS_ON[each.what] ?? []);
      tell(each.what === 'place' ? 'PLACE' : 'FIGURE', each.what, placedBy, keys, each);
    }
    return found;
  });
}

/** Where two orders give one bid another figure, as long as both place it, or another place. */
export function placeDifferences(
  then: readonly PlacedBid[],
  now: readonly PlacedBid[],
  bidId: string,
): ReadonlyArray<Pick<ReplayDifference, 'what' | 'before' | 'after'>> {
  const [one, other] = [then, now].map((order) => order.find((bid) => bid.bidId === bidId));
  const figures =
    one && other ? FIGURES.map((what) => ({ what, before: said(one[what]), after: said(other[what]) })) : [];
  const place = { what: 'place', before: said(one?.place), after: said(other?.place) };
  return [...figures, place].filter((each) => each.before !== each.after);
}

function said(value: string | number | boolean | null | undefined): string | null {
  return value == null ? null : String(value);
}

function leftOut({ notRanked }: Run, bidId: string): readonly Check[] {
  return notRanked.find((bid) => bid.bidId === bidId)?.checks.filter(({ result }) => result === 'FAIL') ?? [];
}

function differs(key: string, one: Policy, other: Policy): boolean {
  return JSON.stringify(setting(key, one)) !== JSON.stringify(setting(key, other));
}

function setting(key: string, policy: Policy): unknown {
  return key.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], policy);
}

export const REPLAY_LIMITS = [
  'FACTS_NOT_KEPT',
  'SOMEBODY_CHOSE',
  'OTHERS_MIGHT_BE_ASKED',
  'FIRST_WAS_NOT_GATED',
] as const;
/** What a replay cannot tell. */
export type ReplayLimit = (typeof REPLAY_LIMITS)[number];

/**
 * What a replay of an award cannot tell, so that nobody takes it for an answer: everything, if its facts were not kept;
 * whom somebody would have chosen; whom other rules would have asked, who then might have bid; and whether a bid that
 * comes first only now would have passed its gates at the award, for they were never read. [EVAL-13, CHOI-08]
 */
export function replayLimits(
  facts: FactsOfAward | null,
  awardedBidId: string,
  first: string | null,
  policies: readonly [then: Policy, now: Policy],
): readonly ReplayLimit[] {
  if (!facts) return ['FACTS_NOT_KEPT'];
  const limits: Array<ReplayLimit | false> = [
    definitionOf(facts.route).choice !== undefined && 'SOMEBODY_CHOSE',
    ELIGIBLE_BY.some((key) => differs(key, ...policies)) && 'OTHERS_MIGHT_BE_ASKED',
    first !== null && first !== awardedBidId && 'FIRST_WAS_NOT_GATED',
  ];
  return limits.filter((each) => each !== false);
}
