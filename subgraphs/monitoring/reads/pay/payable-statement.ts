import type { EntityManager } from '../../../../kernel/database/orm.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { contentHash } from '../../../../kernel/values/content-hash.js';
import { mapInSlices } from '../../../../kernel/values/in-slices.js';
import type { Policy } from '../../../../schema/policy.js';
import { FormalMessage } from '../../entities/pay/formal-message.js';
import { ExpectedPlacement } from '../../entities/placements/expected-placement.js';
import { PlacementChange } from '../../entities/placements/placement-change.js';
import { Visit } from '../../entities/visits/visit.js';
import { awaitsSignOff, commissionedMinutes, type LevelChange } from '../../rules/pay/commissioned-level.js';
import { type PayLine, payLine } from '../../rules/pay/pay-line.js';

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
  ...(['id', 'placementId', 'day', 'expectedStart', 'night', 'off', 'query'] as const),
  ...(['state', 'flags', 'commissionedMinutes', 'actualMinutes', 'payableMinutes'] as const),
] as const;
export type StatementVisit = Pick<Visit, (typeof READ)[number]>;

/** One visit of the statement. */
export interface VisitLine extends PayLine {
  readonly visit: StatementVisit;
  readonly placement: ExpectedPlacement;
}

export interface Statement extends StatementTotals {
  /** In the order of day, placement and expected start. */
  readonly lines: readonly VisitLine[];
  readonly placements: readonly ExpectedPlacement[];
  readonly policyVersion: string;
  /** Changes with any line. */
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
 * `payLine` works out from the minutes on the visit. Reads as whoever asks, in five statements however many visits.
 * [PAY-02, PAY-03, PAY-07]
 */
export async function payableStatement(em: EntityManager, asked: StatementAsked): Promise<Statement> {
  const { council, providerId, placementId, from, to, now } = asked;
  const { policy, version } = await policyInForce(em, council, now);
  const of = { council, providerId };
  const visits: StatementVisit[] = await em.find(
    Visit,
    { ...of, day: { $gte: from, $lte: to }, ...(placementId ? { placementId } : {}) },
    { orderBy: { day: 'asc', placementId: 'asc', expectedStart: 'asc', id: 'asc' }, fields: READ },
  );
  const placements = await em.find(ExpectedPlacement, placementId ? { ...of, id: placementId } : of);
  const ids = placementId ? { placementId } : {};
  const changes = await em.find(PlacementChange, { ...of, ...ids }, { orderBy: { effectiveFrom: 'asc', seq: 'asc' } });
  const messages = await em.find(FormalMessage, of);

  const byId = new Map(placements.map((each) => [each.id, each]));
  const changesOf = Map.groupBy(changes, (each) => each.placementId);
  const messagesOf = Map.groupBy(messages, (each) => each.callOffId);
  const made = await mapInSlices(visits, (visit): VisitLine | null => {
    const placement = byId.get(visit.placementId);
    if (!placement) return null;
    const heard = placement.callOffId ? (messagesOf.get(placement.callOffId) ?? []) : [];
    return { visit, placement, ...lineOf(visit, placement, changesOf.get(placement.id) ?? [], heard, policy) };
  });
  const lines = made.filter((each) => each !== null);
  const commissioned = placements.reduce((sum, placement) => {
    const days = careDays(placement, from, to);
    return sum + commissionedMinutes(placement.weeklyWorkerMinutes, changesOf.get(placement.id) ?? [], days);
  }, 0);
  return {
    lines,
    placements,
    policyVersion: version,
    ...totals(lines),
    commissionedMinutes: commissioned,
    fingerprint: fingerprintOf(lines),
  };
}

function lineOf(
  visit: StatementVisit,
  { careType, hourlyRatePence, funding }: ExpectedPlacement,
  changes: readonly LevelChange[],
  heard: readonly FormalMessage[],
  policy: Policy,
): PayLine {
  const messages = heard.map(({ kind }) => kind);
  return payLine(
    visit,
    {
      ...{ careType, hourlyRatePence, funding, messages },
      night: visit.night,
      awaitsSignOff: awaitsSignOff(changes, visit.day),
    },
    policy,
  );
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

function fingerprintOf(lines: readonly VisitLine[]): string {
  const said = lines.map(({ visit, status, payableMinutes, amountPence }) => [
    visit.id,
    status,
    payableMinutes,
    amountPence,
  ]);
  return contentHash(said).slice(0, 16);
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
