import type { EntityManager } from '../../../../kernel/database/orm.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { contentHash } from '../../../../kernel/values/content-hash.js';
import { mapInSlices } from '../../../../kernel/values/in-slices.js';
import { ApprovedStatement } from '../../entities/pay/approved-statement.js';
import { FormalMessage } from '../../entities/pay/formal-message.js';
import { UnsettledVisit } from '../../entities/pay/unsettled-visit.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { PlacementChange } from '../../entities/placements/placement-change.js';
import { Visit } from '../../entities/visits/visit.js';
import { type Settling, settlingOf } from '../../rules/pay/adjustment.js';
import { awaitsSignOff, commissionedMinutes } from '../../rules/pay/commissioned-level.js';
import { type PayLine, payLine } from '../../rules/pay/pay-line.js';
import { approvedSoFar } from './approved-so-far.js';

export interface StatementAsked {
  readonly council: string;
  readonly providerId: string;
  /** Null for all placements of the provider. */
  readonly placementId: string | null;
  /** `YYYY-MM-DD`, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly now: Date;
}

/** What of a visit a statement is made of: there may be tens of thousands. Whoever shows one reads it whole. */
const READ = [
  ...(['id', 'placementId', 'day', 'expectedStart', 'night', 'off', 'query', 'correction'] as const),
  ...(['state', 'minutes', 'workersNeeded', 'commissionedMinutes', 'actualMinutes', 'payableMinutes'] as const),
] as const;
export type StatementVisit = Pick<Visit, (typeof READ)[number]>;
const IN_ORDER = { day: 'asc', placementId: 'asc', expectedStart: 'asc', id: 'asc' } as const;

/** One visit of the statement. */
export interface VisitLine extends PayLine {
  readonly visit: StatementVisit;
  readonly placement: ExpectedPlacement;
}

/** What the statement settles of one visit of days that were approved before. */
export interface Adjustment extends Settling {
  readonly visit: StatementVisit;
  readonly placement: ExpectedPlacement;
}

export interface Statement extends StatementTotals {
  /** In the order of day, placement and expected start; so are the adjustments. */
  readonly lines: readonly VisitLine[];
  readonly adjustments: readonly Adjustment[];
  /** What the adjustments add or take away altogether. */
  readonly adjustmentMinutes: number;
  readonly adjustmentPence: number;
  /** What would be approved: what is payable for the days, and the adjustments. */
  readonly totalPence: number;
  readonly placements: readonly ExpectedPlacement[];
  readonly policyVersion: string;
  /** Changes with any line or adjustment. */
  readonly fingerprint: string;
}

export interface StatementTotals {
  readonly commissionedMinutes: number;
  readonly scheduledMinutes: number;
  readonly actualMinutes: number;
  readonly payableMinutes: number;
  /** What is payable as it stands. */
  readonly amountPence: number;
  /** What was worked out and is held back. */
  readonly heldPence: number;
}

/**
 * What is payable for some days of one placement, or of all placements of a provider: a line for each visit, which
 * `payLine` works out from the minutes on the visit; and what is to be settled of days that were approved before. Reads as
 * whoever asks, in as many statements however many visits. [PAY-02, PAY-03, PAY-07, PAY-11]
 */
export async function payableStatement(em: EntityManager, asked: StatementAsked): Promise<Statement> {
  const { from, to } = asked;
  const pricing = await readPricing(em, asked);
  const lines = await linesOfDays(em, asked, pricing);
  const adjustments = await openAdjustments(em, asked, pricing);
  const { placements, changesOf } = pricing;
  const commissioned = placements.reduce((sum, placement) => {
    const days = careDays(placement, from, to);
    return sum + commissionedMinutes(placement.weeklyWorkerMinutes, changesOf.get(placement.id) ?? [], days);
  }, 0);
  const sums = totals(lines);
  const adjustmentPence = adjustments.reduce((sum, each) => sum + each.differencePence, 0);
  return {
    ...{ lines, adjustments, placements, policyVersion: pricing.policyVersion },
    ...sums,
    commissionedMinutes: commissioned,
    adjustmentMinutes: adjustments.reduce((sum, each) => sum + each.differenceMinutes, 0),
    adjustmentPence,
    totalPence: sums.amountPence + adjustmentPence,
    fingerprint: fingerprintOf(lines, adjustments),
  };
}

/** The lines of a statement alone, in their order. [PAY-02, PAY-03] */
export async function payableLines(em: EntityManager, asked: StatementAsked): Promise<readonly VisitLine[]> {
  return linesOfDays(em, asked, await readPricing(em, asked));
}

async function linesOfDays(
  em: EntityManager,
  { council, providerId, placementId, from, to }: StatementAsked,
  { lineOf }: Pricing,
): Promise<readonly VisitLine[]> {
  const visits: StatementVisit[] = await em.find(
    Visit,
    { council, providerId, day: { $gte: from, $lte: to }, ...(placementId ? { placementId } : {}) },
    { orderBy: IN_ORDER, fields: READ },
  );
  return (await mapInSlices(visits, lineOf)).filter((each) => each !== null);
}

/** By what visits are priced. */
interface Pricing {
  readonly policyVersion: string;
  readonly placements: readonly ExpectedPlacement[];
  readonly changesOf: ReadonlyMap<string, readonly PlacementChange[]>;
  /** Null for a visit whose placement is not known. */
  readonly lineOf: (visit: StatementVisit) => VisitLine | null;
}

async function readPricing(
  em: EntityManager,
  { council, providerId, placementId, now }: StatementAsked,
): Promise<Pricing> {
  const { policy, version: policyVersion } = await policyInForce(em, council, now);
  const of = { council, providerId };
  const placements = await em.find(ExpectedPlacement, placementId ? { ...of, id: placementId } : of);
  const ids = placementId ? { placementId } : {};
  const changes = await em.find(PlacementChange, { ...of, ...ids }, { orderBy: { effectiveFrom: 'asc', seq: 'asc' } });
  const messages = await em.find(FormalMessage, of);

  const byId = new Map(placements.map((each) => [each.id, each]));
  const changesOf = Map.groupBy(changes, (each) => each.placementId);
  const messagesOf = Map.groupBy(messages, (each) => each.callOffId);
  return {
    ...{ policyVersion, placements, changesOf },
    lineOf(visit) {
      const placement = byId.get(visit.placementId);
      if (!placement) return null;
      const own = changesOf.get(placement.id) ?? [];
      const { careType, hourlyRatePence, nightRatesPence, funding, callOffId } = placement;
      const terms = {
        ...{ careType, hourlyRatePence, nightRatesPence, funding, changes: own },
        messages: callOffId ? (messagesOf.get(callOffId) ?? []) : [],
        night: visit.night,
        awaitsSignOff: awaitsSignOff(own, visit.day),
      };
      return { visit, placement, ...payLine(visit, terms, policy) };
    },
  };
}

/**
 * What is to be settled of days that were approved before. Days of the statement itself that were approved are in its
 * lines as they stand, and not here as well.
 */
async function openAdjustments(
  em: EntityManager,
  { council, providerId, placementId, from, to }: StatementAsked,
  { placements, lineOf }: Pricing,
): Promise<Adjustment[]> {
  const of = { council, providerId };
  const noted = await em.find(UnsettledVisit, of);
  if (noted.length === 0) return [];
  const spans = await em.find(ApprovedStatement, { ...of, linesKept: true }, { fields: ['from', 'to'] });
  const isApproved = (day: string) => spans.some((span) => span.from <= day && day <= span.to);
  const ids = noted.map(({ visitId }) => visitId);
  const visits: StatementVisit[] = await em.find(
    Visit,
    { id: { $in: ids }, ...(placementId ? { placementId } : {}) },
    { orderBy: IN_ORDER, fields: READ },
  );
  const approved = await approvedSoFar(em, ids);
  const byId = new Map(placements.map((each) => [each.id, each]));
  return visits.flatMap((visit): Adjustment[] => {
    const { day } = visit;
    const placement = byId.get(visit.placementId);
    if (!placement || (isApproved(day) && from <= day && day <= to)) return [];
    return [
      { visit, placement, ...settlingOf(approved.get(visit.id) ?? null, isApproved(day) ? lineOf(visit) : null) },
    ];
  });
}

/** The sums of some lines: those of a statement, or of one of its days. [PAY-02] */
export function totals(lines: readonly PayLine[]): StatementTotals {
  const sum = (of: (line: PayLine) => number) => lines.reduce((so, line) => so + of(line), 0);
  return {
    commissionedMinutes: 0,
    scheduledMinutes: sum((line) => line.scheduledMinutes),
    actualMinutes: sum((line) => line.actualMinutes),
    payableMinutes: sum((line) => line.payableMinutes),
    amountPence: sum(({ status, amountPence }) => (status === 'PAYABLE' ? amountPence : 0)),
    heldPence: sum(({ status, amountPence }) => (status === 'HELD' ? amountPence : 0)),
  };
}

function fingerprintOf(lines: readonly VisitLine[], adjustments: readonly Adjustment[]): string {
  const said = lines.map(({ visit, status, payableMinutes, amountPence }) => [
    visit.id,
    status,
    payableMinutes,
    amountPence,
  ]);
  const settled = adjustments.map(({ visit, status, differenceMinutes, differencePence }) => [
    visit.id,
    status,
    differenceMinutes,
    differencePence,
  ]);
  return contentHash([said, settled]).slice(0, 16);
}

/** The days on which a placement gave care, from one day to another. */
function careDays({ startedOn, endedOn, endsOn, live }: ExpectedPlacement, from: string, to: string): string[] {
  if (!startedOn || (!live && !endedOn)) return [];
  const end = endedOn ?? endsOn;
  const last = end && end < to ? end : to;
  const days: string[] = [];
  for (let day = startedOn > from ? startedOn : from; day <= last; day = addLocalDays(day, 1)) days.push(day);
  return days;
}
