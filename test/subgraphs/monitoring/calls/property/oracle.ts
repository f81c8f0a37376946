import {
  addLocalDays,
  addMinutes,
  instantOf,
  localDateOf,
  localHourOf,
  weekdayOf,
} from '../../../../../kernel/time/working-time.js';
import {
  type Act,
  type Became,
  type Correction,
  type CouncilAct,
  FLAGS,
  type Flag,
  type History,
  type LogVersion,
  type PlanVersion,
  type Terms,
  type Week,
} from './words.js';

/*
 * What becomes of the visits of one placement, computed from its whole history at once: what was commissioned, told and
 * received, and when. It reads from top to bottom as the specification of ADR 0022, shares no rule with the hub, and has
 * the council's policy as plain numbers.
 *
 * It leaves out: placements that begin in the hub (first calls, discharge to assess), no-replies and refusals of service,
 * tasks, what the person was told, regular teams, staff lists, travel and workers who are logged at two persons at once,
 * places of logs, nights by their own rates, closed quarters, what a council says of days before the hub knew the
 * placement, and two versions of one report that arrive at the same instant, or of such a day in another order than they
 * were made.
 */

/** Minutes, by the council's policy. */
const MATCH = 120;
const FARTHEST = 240;
const SHORT = 5;
const LATE = 15;
const OUTSIDE = 15;
const CRITICAL = 15;
const MISSED_AFTER = 90;
const ALERT = 30;
const ALERT_CRITICAL = 15;
const REPLACEMENT = 60;
const ROUNDING = 15;
const PLAN_TOLERANCE = 15;

/** What is worked out of a day of a history is worked out once. */
function onceADay<Result>(work: (history: History, day: string) => Result): (history: History, day: string) => Result {
  const known = new WeakMap<History, Map<string, Result>>();
  return (history, day) => {
    const days = known.get(history) ?? new Map<string, Result>();
    known.set(history, days);
    const result = days.get(day) ?? work(history, day);
    days.set(day, result);
    return result;
  };
}

// ---------------------------------------------------------------- 1. What the council commissioned

/** What the council said of the calls of one day, in the order in which it said it. */
function wordsOn(history: History, day: string): ReadonlyArray<{ toldAt: Date; week: Week }> {
  const { takenOverAt, week, acts } = history;
  const words = [{ toldAt: takenOverAt, week }];
  const levels: Array<{ from: string; to: string | null; before: Week }> = [];
  const increases: Array<{ from: string; to: string; before: Week }> = [];
  for (const act of acts) {
    const held = words.at(-1)!.week;
    const say = (said: Week) => words.push({ toldAt: act.at, week: said });
    const isIn = (from: string, to: string | null) => from <= day && day <= (to ?? day);
    if (act.act === 'TEMPORARY_INCREASE') increases.push({ from: act.from, to: act.to!, before: held });
    if (act.act === 'REDUCE' || act.act === 'INCREASE' || act.act === 'TEMPORARY_INCREASE') {
      levels.push({ from: act.from, to: act.to, before: held });
      if (isIn(act.from, act.to)) say(withTimes(act.week, held));
    } else if (act.act === 'END_TEMPORARY_INCREASE') {
      // The one that lasts on that day, its first day excepted; no two last on one day.
      const ended = increases.find(({ from, to }) => from < act.from && act.from <= to);
      if (!ended) continue;
      if (isIn(act.from, ended.to)) say(withPresent(ended.before, held));
      ended.to = addLocalDays(act.from, -1);
    } else if (act.act === 'AGREE_TIME' && held[act.call]) {
      const call = held[act.call]!;
      const agreed = act.start === call.requested ? null : act.start;
      if (isIn(act.from, act.to)) say({ ...held, [act.call]: { ...call, agreed, window: null } });
    } else if (act.act === 'MARK' && held[act.call]) {
      const call = held[act.call]!;
      const { timeCritical } = act;
      const window = timeCritical ? null : call.window;
      if (isIn(localDateOf(act.at), null)) say({ ...held, [act.call]: { ...call, timeCritical, window } });
    }
  }
  // What had not begun as care ended never does.
  const end = careEndedAt(history);
  for (const { from, to, before } of end ? levels.toReversed() : []) {
    if (from <= localDateOf(new Date(+end! - 1)) || day < from || day > (to ?? day)) continue;
    words.push({ toldAt: end!, week: withPresent(before, words.at(-1)!.week) });
  }
  return words;
}

/** When care ended: as its last day passed, or at once if that was said later. */
function careEndedAt({ acts, endsAt }: History): Date | null {
  const end = acts.findLast(({ act }) => act === 'END' || act === 'TAKE_BACK_END');
  if (end?.act !== 'END') return null;
  const at = last(end.at, instantOf(addLocalDays(end.lastDay, 1), '00:00'));
  return at <= endsAt ? at : null;
}

/** The week in force on a day, by all that was said. */
export function weekOn(history: History, day: string): Week {
  return wordsOn(history, day).at(-1)!.week;
}

/** A call whose requested time stays as it was keeps what was agreed; a mark stays until it is taken off. */
function withTimes(week: Week, held: Week): Week {
  return mapped(week, (call, name) => {
    const before = held[name];
    const timeCritical = call.timeCritical || before?.timeCritical === true;
    const keepsTime = before && before.requested === call.requested && !call.window;
    const window = keepsTime ? before.window : call.window;
    return { ...call, timeCritical, agreed: keepsTime ? before.agreed : null, window: timeCritical ? null : window };
  });
}

function withPresent(week: Week, held: Week): Week {
  return mapped(week, (call, name) => {
    const now = held[name];
    if (!now || now.requested !== call.requested) return call;
    return { ...call, agreed: now.agreed, window: now.window, timeCritical: now.timeCritical };
  });
}

function mapped(week: Week, change: (call: Terms, name: string) => Terms): Week {
  return Object.fromEntries(Object.entries(week).map(([name, call]) => [name, change(call, name)]));
}

/** That a call is not expected: why, and since when that is told. */
interface Off {
  readonly because: string;
  readonly toldAt: Date | null;
}

/** Why nothing is expected on a day: care has ended, or is suspended. */
function offOn({ acts }: History, day: string): Off | null {
  let ended: Date | null = null;
  const suspensions: Array<{ from: string; to: string | null; toldAt: Date | null }> = [];
  for (const act of acts) {
    if (act.act === 'END') ended = day > act.lastDay ? (ended ?? act.at) : null;
    if (act.act === 'TAKE_BACK_END') ended = null;
    const isIn = (from: string, to: string | null) => from <= day && day <= (to ?? day);
    if (act.act === 'SUSPEND') {
      suspensions.push({ from: act.from, to: act.to, toldAt: isIn(act.from, act.to) ? act.at : null });
    } else if (act.act === 'RESUME' || act.act === 'CHANGE_SUSPENSION') {
      const changed = suspensions.find(({ from, to }) => from <= act.from && act.from <= (to ?? act.from));
      if (!changed) continue;
      changed.to = act.act === 'RESUME' ? addLocalDays(act.from, -1) : act.to;
      changed.toldAt = isIn(changed.from, changed.to) ? (changed.toldAt ?? act.at) : null;
    }
  }
  if (ended) return { because: 'ENDED', toldAt: ended };
  const suspended = suspensions.find(({ toldAt }) => toldAt !== null);
  return suspended ? { because: 'SUSPENDED', toldAt: suspended.toldAt } : null;
}

/** Of a day before the hub knew the placement, everything counts as told when that day began. */
function toldFor({ takenOverAt }: History, day: string, at: Date): Date {
  return day < localDateOf(takenOverAt) ? instantOf(day, '00:00') : at;
}

/** A call on a day. */
export interface Call {
  readonly name: string;
  readonly day: string;
  readonly start: Date;
  readonly end: Date;
  readonly windowFrom: Date | null;
  readonly windowTo: Date | null;
  readonly minutes: number;
  readonly workers: number;
  readonly timeCritical: boolean;
  readonly off: Off | null;
}

/**
 * The calls that begin on a day, those that are off among them. What is told last holds; but from a call that was to have
 * begun when it is told, a word takes nothing but the whole call: not its time, nor its length, nor its workers.
 */
export const callsOf = onceADay((history: History, day: string): readonly Call[] => {
  const calls = new Map<string, { terms: Terms; droppedAt: Date | null }>();
  for (const { toldAt: saidAt, week } of wordsOn(history, day)) {
    const toldAt = toldFor(history, day, saidAt);
    const inForce = new Set([...calls].flatMap(([name, { droppedAt }]) => (droppedAt ? [] : [name])));
    for (const held of calls.values()) held.droppedAt ??= toldAt;
    for (const [name, said] of Object.entries(week)) {
      if (!said.days.includes(weekdayOf(day))) continue;
      const held = calls.get(name);
      const hasBegun = held && inForce.has(name) && instantOf(day, timeOf(held.terms)) < toldAt;
      const { minutes, workers } = said;
      const terms = hasBegun
        ? {
            ...held.terms,
            minutes: Math.max(held.terms.minutes, minutes),
            workers: Math.max(held.terms.workers, workers) as 1 | 2,
          }
        : said;
      calls.set(name, { terms, droppedAt: null });
    }
  }
  const said = offOn(history, day);
  const off = said && { ...said, toldAt: said.toldAt && toldFor(history, day, said.toldAt) };
  return [...calls].map(([name, { terms, droppedAt }]) => {
    const start = instantOf(day, timeOf(terms));
    const { window, minutes, workers, timeCritical } = terms;
    return {
      ...{ name, day, start, end: addMinutes(start, minutes), minutes, workers, timeCritical },
      windowFrom: window && addMinutes(start, -minutesFrom(window.earliest, timeOf(terms))),
      windowTo: window && addMinutes(start, minutesFrom(timeOf(terms), window.latest)),
      off: off ?? (droppedAt && { because: 'VARIED', toldAt: droppedAt }),
    };
  });
});

function timeOf({ agreed, requested }: Terms): string {
  return agreed ?? requested;
}

function minutesFrom(from: string, to: string): number {
  const minute = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return (minute(to) - minute(from) + 1440) % 1440;
}

/** A care day turns at four in the morning. */
function careDayOf(instant: Date): string {
  return localHourOf(instant) < 4 ? addLocalDays(localDateOf(instant), -1) : localDateOf(instant);
}

/** The calls of a care day: those that begin in it, and the last part of a night that goes on when it turns. */
const callsOfCareDay = onceADay((history: History, careDay: string): readonly Call[] => {
  const byTheClock = (turn: string) =>
    [turn, addLocalDays(turn, 1)]
      .flatMap((day) => callsOf(history, day))
      .filter(({ start }) => careDayOf(start) === turn);
  const calls = byTheClock(careDay);
  if (!goesThroughTheTurn(history)) return calls.sort(byStart);
  const goesOn = (call: Call, from: readonly Call[]) => from.some(({ end }) => +end === +call.start);
  const before = byTheClock(addLocalDays(careDay, -1));
  const after = byTheClock(addLocalDays(careDay, 1));
  return [...calls.filter((call) => !goesOn(call, before)), ...after.filter((call) => goesOn(call, calls))].sort(
    byStart,
  );
});

const through = new WeakMap<History, boolean>();

/** Whether any call that the council ever spoke of goes on when the care day turns. */
function goesThroughTheTurn(history: History): boolean {
  const known = through.get(history);
  if (known !== undefined) return known;
  const today = localDateOf(history.takenOverAt);
  const weeks = [-3, ...Array(14).keys()].flatMap((by) =>
    wordsOn(history, addLocalDays(today, by)).map(({ week }) => week),
  );
  const goes = weeks
    .flatMap((week) => Object.values(week))
    .some((call) => {
      const minutes = minutesFrom('04:00', timeOf(call)) + call.minutes;
      return minutes > 24 * 60;
    });
  through.set(history, goes);
  return goes;
}

/** A call is somebody's duty if it is expected, or was when it was to begin. */
function wasDue({ off, start }: { readonly off: Off | null; readonly start: Date }): boolean {
  return off === null || (off.toldAt !== null && off.toldAt > start);
}

// ---------------------------------------------------------------- 2. What the provider claims

/** A plan as it counts: as it stood at its start. */
interface Plan extends PlanVersion {
  readonly knownAt: Date;
  readonly changedAfterStart: boolean;
}

/** A log as it counts: its latest version, and when its arrival became known. */
interface Log extends LogVersion {
  readonly knownAt: Date;
}

type Received<Report> = Report & { readonly at: Date };

/** The versions of each report that changed something when they were received: each later, for its source, than the last. */
function received<Report extends PlanVersion | LogVersion>(
  { acts }: History,
  kind: Report['act'],
): Array<Array<Received<Report>>> {
  const reports = new Map<string, Array<Received<Report>>>();
  for (const report of acts.filter(({ act }) => act === kind) as unknown as Array<Received<Report>>) {
    const versions = reports.get(report.id) ?? [];
    if (versions.length === 0 || report.asOf > versions.at(-1)!.asOf) versions.push(report);
    reports.set(report.id, versions);
  }
  return [...reports.values()];
}

/** A report counts as known when it was received; of a day before the hub knew the placement, when it was made. */
function knownAt({ takenOverAt }: History, at: Date, { asOf, at: receivedAt }: { asOf: Date; at: Date }): Date {
  return localDateOf(at) < localDateOf(takenOverAt) ? asOf : receivedAt;
}

function plansOf(history: History): Plan[] {
  return received<PlanVersion>(history, 'PLAN').map((versions) => {
    let stood: Plan | undefined;
    for (const version of versions) {
      const known = knownAt(history, version.start, version);
      if (!stood || known <= stood.start) stood = { ...version, knownAt: known, changedAfterStart: false };
      else stood = { ...stood, changedAfterStart: differs(version, stood) };
    }
    return stood!;
  });
}

function differs(one: PlanVersion, other: PlanVersion): boolean {
  return (
    +one.start !== +other.start ||
    +one.end !== +other.end ||
    one.removed !== other.removed ||
    (one.cancelled === null) !== (other.cancelled === null)
  );
}

function logsOf(history: History): Log[] {
  return received<LogVersion>(history, 'LOG').map((versions) => {
    let log: Log | undefined;
    for (const version of versions) {
      const isOfCall = log && (log.names === null || log.names === version.names);
      const isSame = isOfCall && +log!.from === +version.from && log!.byHand === version.byHand && !log!.removed;
      log = { ...version, knownAt: isSame ? log!.knownAt : knownAt(history, version.from, version) };
    }
    return log!;
  });
}

/** Whether it was planned in error, and taken back before its start. */
function isTakenBack(plan: Plan): boolean {
  return plan.removed && plan.knownAt < plan.start;
}

// ---------------------------------------------------------------- 3. What belongs to what

/** The care day of a claim: near four in the morning, or beside a night that goes on then, that of the nearest call. */
function roundOf(history: History, at: Date): string {
  const days = daysNear(history, at);
  const near = days
    .flatMap((careDay) => callsOfCareDay(history, careDay).map((call) => ({ careDay, call })))
    .filter(({ call }) => wasDue(call) && apart(at, call) <= MATCH)
    .sort((a, b) => apart(at, a.call) - apart(at, b.call));
  return days.length > 1 && near[0] ? near[0].careDay : careDayOf(at);
}

function daysNear(history: History, at: Date): string[] {
  const days = [careDayOf(addMinutes(at, -MATCH)), careDayOf(addMinutes(at, MATCH))];
  if (goesThroughTheTurn(history)) days.unshift(addLocalDays(days[0]!, -1));
  return [...new Set(days)];
}

/** The days on which a log that names the plan may lie. */
function daysOfPlan(history: History, { start }: Plan): string[] {
  const days = daysNear(history, start);
  return goesThroughTheTurn(history) ? [...days, addLocalDays(days.at(-1)!, 1)] : days;
}

/** A visit, and what belongs to it. */
interface Place extends Call {
  readonly visit: string;
  readonly plans: Plan[];
  readonly stays: Stay[];
  readonly noLength: boolean;
}

/**
 * Which call each plan answers: the one that it names, or else the nearest, one plan of each system a call, what is due
 * before what is not; and a plan that goes on where another of its system has ended, within the call, answers it too.
 */
function answers(calls: readonly Call[], plans: readonly Plan[]): ReadonlyMap<Plan, Call> {
  const answered = new Map<Plan, Call>();
  const take = (plan: Plan, call: Call) => {
    const isTaken = [...answered].some(([other, its]) => its === call && other.source === plan.source);
    if (!answered.has(plan) && !isTaken) answered.set(plan, call);
  };
  for (const plan of plans) {
    for (const call of calls) if (plan.names === `${call.name} ${call.day}`) take(plan, call);
  }
  for (const due of [true, false]) {
    const some = calls.filter((call) => wasDue(call) === due);
    for (const { one: plan, other: call } of pairs(plans, some, FARTHEST)) take(plan, call);
  }
  const goesOn = (plan: Plan) =>
    [...answered].find(
      ([other, call]) =>
        other.source === plan.source &&
        (+plan.start === +other.end || +plan.end === +other.start) &&
        plan.start >= call.start &&
        plan.end <= call.end,
    );
  for (let more = true; more; ) {
    more = false;
    for (const plan of plans) {
      const [, call] = (!answered.has(plan) && goesOn(plan)) || [];
      if (call) answered.set(plan, call);
      more ||= call !== undefined;
    }
  }
  return answered;
}

/** Every two that begin so near each other, the nearest first; of equals the earlier. */
function pairs<One extends Spanning, Other extends Spanning>(
  ones: readonly One[],
  others: readonly Other[],
  minutes: number,
) {
  return ones
    .flatMap((one) => others.map((other) => ({ one, other, apart: apart(startOf(one), other) })))
    .filter((pair) => pair.apart <= minutes)
    .sort((a, b) => a.apart - b.apart);
}

type Spanning = { readonly start: Date } | { readonly from: Date };

function startOf(one: Spanning): Date {
  return 'start' in one ? one.start : one.from;
}

function apart(at: Date, other: Spanning): number {
  return Math.abs(+at - +startOf(other)) / 60_000;
}

/** One worker with the person, from when to when, by one log or several. */
interface Stay {
  readonly worker: string;
  readonly from: Date;
  readonly to: Date | null;
  readonly byHand: boolean;
  readonly names: string | null;
  readonly knownAt: readonly Date[];
  /** Of the first log, to keep an order between equals. */
  readonly id: string;
}

/**
 * The stays of one worker by logs of one kind. What overlaps or touches is one stay; what lies within another says
 * nothing; what names another visit is another stay, that begins when the first has ended.
 */
function joined(logs: readonly Log[], visitNamed: (names: string) => unknown): Stay[] {
  const stays: Stay[] = [];
  for (const { worker, from, to, byHand, names, knownAt: known, id } of logs) {
    const stay: Stay = { worker, from, to, byHand, names, knownAt: [known], id };
    const last = stays.at(-1);
    const end = last && (last.to ?? last.from);
    if (!last || !end || from > end) stays.push(stay);
    else if ((to ?? from) <= end) continue;
    else if (last.to && isOfOne(last.names, names, visitNamed)) {
      stays[stays.length - 1] = { ...last, to, names: last.names ?? names, knownAt: [...last.knownAt, known] };
    } else stays.push({ ...stay, from: last.to ?? from });
  }
  return stays;
}

function isOfOne(one: string | null, other: string | null, visitNamed: (names: string) => unknown): boolean {
  if (one === null || other === null || one === other) return true;
  return visitNamed(one) !== undefined && visitNamed(one) === visitNamed(other);
}

/** What remains when a stay by hand lies beside what devices logged of the same worker. */
function beside(stay: Stay, logged: readonly Stay[]): Stay[] {
  let { from, to } = stay;
  for (const other of logged) {
    const end = other.to ?? other.from;
    if (other.from <= from && from < end) from = end;
    if (to && other.from < to && to <= end) to = other.from;
  }
  return to && to <= from ? [] : [{ ...stay, from, to }];
}

/** Lays the logs of a round at its visits: first what a device logged, then what was entered by hand. */
function attend(places: Place[], logs: readonly Log[]): void {
  const visitNamed = (names: string | null) => places.find(({ plans }) => plans.some(({ id }) => id === names));
  const isEmpty = ({ from, to }: Log) => to !== null && +to - +from < 60_000;
  const inOrder = [...logs].sort((a, b) => +a.from - +b.from || +(b.to ?? b.from) - +(a.to ?? a.from) || byId(a, b));
  const workers = [...new Set(logs.map(({ worker }) => worker))];
  const stays = workers.flatMap((worker) => {
    const own = inOrder.filter((log) => log.worker === worker && !isEmpty(log));
    const byDevice = joined(
      own.filter(({ byHand }) => !byHand),
      visitNamed,
    );
    const byHand = joined(
      own.filter((log) => log.byHand),
      visitNamed,
    );
    return [...byDevice, ...byHand.flatMap((stay) => beside(stay, byDevice))];
  });
  stays.sort((a, b) => +a.from - +b.from || byId(a, b));

  const placed = new Map<Stay, Place>();
  const hasRoom = (place: Place, worker: string) => {
    const there = new Set(place.stays.map((stay) => stay.worker));
    return there.has(worker) || there.size < place.workers;
  };
  const take = (stay: Stay, place: Place) => {
    if (placed.has(stay) || !hasRoom(place, stay.worker)) return;
    placed.set(stay, place);
    place.stays.push(stay);
  };
  for (const byHand of [false, true]) {
    const some = stays.filter((stay) => stay.byHand === byHand);
    const isNamed = (stay: Stay, place = visitNamed(stay.names)) => place && apart(stay.from, place) <= FARTHEST;
    for (const stay of some.filter((each) => isNamed(each))) take(stay, visitNamed(stay.names)!);
    for (const due of [true, false]) {
      const near = places.filter((place) => wasDue(place) === due);
      const nameless = some.filter((stay) => !isNamed(stay) && !placed.has(stay));
      const all = pairs(nameless, near, MATCH);
      for (const { one: stay, other: place } of all) {
        const nearest = all.find(({ one }) => one === stay)!.other;
        // Who was gone before a call was to begin has made no other than the nearest.
        if (place === nearest || stay.to === null || stay.to > place.start) take(stay, place);
      }
    }
  }
  for (const [stay, place] of placed) goOnThrough(stay, place, places);
  for (const log of logs.filter(isEmpty)) {
    const place = visitNamed(log.names) ?? pairs([log], places, MATCH)[0]?.other;
    if (place) (place as { noLength: boolean }).noLength = true;
  }
}

/** Whoever stays through several calls that follow one another has attended each. */
function goOnThrough(stay: Stay, place: Place, places: readonly Place[]): void {
  const { from, to, worker } = stay;
  if (!to) return;
  const isFree = ({ stays, workers, ...other }: Place) => {
    const there = new Set(stays.map((each) => each.worker));
    return wasDue(other) && !there.has(worker) && there.size < workers;
  };
  const isCovered = ({ start, end }: Place) => from <= addMinutes(start, SHORT) && to >= addMinutes(end, -SHORT);
  const chain = [place];
  for (let next: Place | undefined = place; next && from < place.end; ) {
    const before: Place = chain.at(-1)!;
    next = places.find((each) => +each.start === +before.end && isFree(each) && isCovered(each));
    if (next) chain.push(next);
  }
  for (let before: Place | undefined = place; before && to > place.start; ) {
    const after: Place = chain[0]!;
    before = places.find((each) => +each.end === +after.start && isFree(each) && isCovered(each));
    if (before) chain.unshift(before);
  }
  if (chain.length === 1) return;
  chain.forEach((part, nth) => {
    const kept = part.stays.filter((each) => each !== stay);
    const share = { ...stay, from: nth === 0 ? from : part.start, to: nth === chain.length - 1 ? to : part.end };
    part.stays.splice(0, part.stays.length, ...kept, share);
  });
}

// ---------------------------------------------------------------- 4. What became of it

/** What becomes of every visit of a placement that begins on these days, as it stands at `now`. */
export function oracle(history: History, days: { readonly from: string; readonly to: string }, now: Date): Became[] {
  const corrections = new Map(
    history.acts.flatMap((act) => (act.act === 'CORRECT' ? [[act.visit, act] as const] : [])),
  );
  const plans = plansOf(history).map((plan) => ({ plan, round: roundOf(history, plan.start) }));
  const planNamed = new Map(plans.map((each) => [each.plan.id, each]));
  const logs = logsOf(history).map((log) => {
    const named = planNamed.get(log.names ?? '');
    const days = daysNear(history, log.from);
    const isOfPlan =
      named && days.includes(named.round) && days.every((day) => daysOfPlan(history, named.plan).includes(day));
    return { log, round: isOfPlan ? named.round : roundOf(history, log.from) };
  });

  const became: Became[] = [];
  for (let careDay = addLocalDays(days.from, -1); careDay <= days.to; careDay = addLocalDays(careDay, 1)) {
    const planned = plans.filter(({ round }) => round === careDay).map(({ plan }) => plan);
    const logged = logs.filter(({ round }) => round === careDay).map(({ log }) => log);
    // Of what had begun before the hub knew the placement, calls are expected if somebody speaks of that time.
    const isOfThen = (at: Date) => at < history.takenOverAt;
    const isHistory = ({ name, day, start }: Call) =>
      isOfThen(start) && (day < localDateOf(history.takenOverAt) || Object.hasOwn(history.week, name));
    const commissioned = callsOfCareDay(history, careDay);
    const isSpokenOf =
      planned.some(({ start }) => isOfThen(start)) ||
      logged.some(({ from }) => isOfThen(from)) ||
      commissioned.some(({ name, day, start }) => isOfThen(start) && corrections.has(`${name} ${day}`));
    const calls = commissioned.filter((call) => isSpokenOf || !isHistory(call));
    const counting = planned.filter((plan) => !isTakenBack(plan)).sort(byStart);
    // A plan of whose own visit an officer has spoken stays with that.
    const answered = answers(
      calls,
      counting.filter(({ id }) => !corrections.has(`plan ${id}`)),
    );
    const places: Place[] = [
      ...calls.map((call) => {
        const own = counting.filter((plan) => answered.get(plan) === call);
        return { ...call, visit: `${call.name} ${call.day}`, plans: own, stays: [], noLength: false };
      }),
      ...counting.filter((plan) => !answered.has(plan)).map(byPlanAlone),
    ].sort(byStart);
    attend(
      places,
      logged.filter(({ removed }) => !removed),
    );
    for (const place of places) {
      const isUnknown = place.plans.length + place.stays.length === 0 && !place.noLength;
      const later = places.find((each) => wasDue(each) && each.start > place.start);
      const correction = corrections.get(place.visit);
      // What is off, and of which nothing is known, need not be kept.
      if (place.off && isUnknown && !correction) continue;
      became.push(outcome(place, later?.start ?? null, correction, now));
    }
  }
  return became.filter(({ day }) => days.from <= day && day <= days.to);
}

/** A visit that the council did not commission, as it was planned. */
function byPlanAlone(plan: Plan): Place {
  const { id, start, end } = plan;
  return {
    ...{ visit: `plan ${id}`, name: id, day: localDateOf(start), start, end, windowFrom: null, windowTo: null },
    ...{
      minutes: minutesBetween(start, end),
      workers: 1,
      timeCritical: false,
      plans: [plan],
      stays: [],
      noLength: false,
    },
    off: { because: 'NOT_COMMISSIONED', toldAt: null },
  };
}

function outcome(place: Place, nextStart: Date | null, correction: Correction | undefined, now: Date): Became {
  const { visit, day, start, end, windowFrom, windowTo, minutes, workers, timeCritical, plans, noLength } = place;
  const alertAt = addMinutes(windowTo ?? start, timeCritical ? ALERT_CRITICAL : ALERT);
  const missedAt = last(end, addMinutes(start, MISSED_AFTER), addMinutes(alertAt, REPLACEMENT));
  const farthest = addMinutes(start, FARTHEST);
  const beforeNext = nextStart && nextStart <= farthest ? new Date(+nextStart - 1) : farthest;

  // Who came in time came; but by hand only if that was known before the call was missed.
  const stays = place.stays.filter(({ from }) => from <= last(missedAt, beforeNext)).sort((a, b) => +a.from - +b.from);
  const isClaim = ({ byHand, knownAt: known }: Stay) => byHand && known.some((each) => each > missedAt);
  const counted = stays.filter((stay) => !isClaim(stay));
  const isClaimed = counted.length < stays.length;
  const came = [...new Set(counted.map(({ worker }) => worker))].map((worker) =>
    counted.filter((stay) => stay.worker === worker),
  );
  const arrivedAt = counted[0]?.from ?? null;
  const isOver = came.every((each) => each.some(({ to }) => to !== null));
  // What was made before it was told that it is off goes on counting.
  const isMade = place.off?.toldAt && arrivedAt && arrivedAt < place.off.toldAt;
  const isCalledOff = plans.some(
    ({ cancelled, knownAt: known }) => cancelled?.confirmed && cancelled.at < start && known < start,
  );
  // Who came to a call that had been called off in order came to none.
  const calledOff = isCalledOff && counted.length > 0 ? { because: 'CALLED_OFF' } : null;
  const off = (isMade ? null : place.off) ?? calledOff;
  const state = (() => {
    if (correction) return correction.state;
    if (counted.length > 0) return isOver ? 'COMPLETED' : 'IN_PROGRESS';
    if (off || isCalledOff) return 'CANCELLED';
    if (now <= alertAt) return 'PLANNED';
    return now <= missedAt ? 'ALERTED' : 'MISSED';
  })();
  const query = (() => {
    if (correction) return null;
    if (isClaimed && state === 'MISSED') return 'CLAIMED_AFTER_MISSED';
    return off && counted.length > 0 ? 'MADE_BUT_NOT_EXPECTED' : null;
  })();

  const stayed = came.map(minutesOf);
  const commissioned = off ? 0 : minutes * workers;
  const actual = correction?.actualMinutes ?? sum(stayed);
  const payable = (() => {
    if (state === 'MISSED') return 0;
    if (correction && correction.acceptedMinutes !== null) return correction.acceptedMinutes;
    if (off || state !== 'COMPLETED') return 0;
    if (correction && correction.actualMinutes !== null) return paidOf(correction.actualMinutes, commissioned, workers);
    return sum(stayed.map((each) => paidOf(each, minutes)));
  })();

  const deviation = arrivedAt
    ? Math.max(0, between(windowTo ?? start, arrivedAt)) + Math.min(0, between(windowFrom ?? start, arrivedAt))
    : 0;
  const grace = windowTo ? 0 : LATE;
  const tolerance = timeCritical ? 0 : PLAN_TOLERANCE;
  const isCommissioned = place.off?.because !== 'NOT_COMMISSIONED';
  const bySystem = isCommissioned ? [...Map.groupBy(plans, ({ source }) => source).values()] : [];
  const holds: Record<Flag, boolean> = {
    LATE: deviation > grace,
    EARLY: deviation < -grace,
    SHORT: state === 'COMPLETED' && !off && actual < commissioned - SHORT * workers,
    OUTSIDE_WINDOW: arrivedAt !== null && Math.abs(deviation) >= OUTSIDE,
    TIME_CRITICAL_BREACHED: timeCritical && (state === 'MISSED' || Math.abs(deviation) > CRITICAL),
    MANUAL: counted.some(({ byHand }) => byHand),
    NO_LENGTH: noLength,
    CLAIMED_AFTER_MISSED: isClaimed && state === 'MISSED',
    FEWER_WORKERS: state === 'COMPLETED' && counted.length > 0 && came.length < workers,
    NOT_PLANNED: plans.length === 0 && state !== 'PLANNED' && !off,
    LENGTH_DIFFERS: bySystem.some((own) => sum(own.map((plan) => minutesBetween(plan.start, plan.end))) !== minutes),
    OUTSIDE_AGREED_WINDOW: bySystem.some(
      ([first]) =>
        first!.start < (windowFrom ?? addMinutes(start, -tolerance)) ||
        first!.start > (windowTo ?? addMinutes(start, tolerance)),
    ),
    CHANGED_AFTER_START: isCommissioned && plans.some(({ changedAfterStart }) => changedAfterStart),
    CORRECTED: correction !== undefined,
  };
  return {
    ...{ visit, day, state, off: off?.because ?? null, query, start, minutes, workers, timeCritical, arrivedAt },
    plans: plans.map(({ id }) => id),
    departedAt: counted.length > 0 && isOver ? last(...counted.flatMap(({ to }) => to ?? [])) : null,
    ...{ commissioned, actual, payable },
    workersCame: came.length === 0 && correction && state === 'COMPLETED' ? workers : came.length,
    workersLogged: came.filter((each) => each.every(({ to, byHand }) => to !== null && !byHand)).length,
    flags: FLAGS.filter((flag) => holds[flag]),
  };
}

/** What is paid of minutes: rounded, and never more than was commissioned; five less, of each worker, are no less. */
function paidOf(worked: number, commissioned: number, workers = 1): number {
  if (worked >= commissioned - SHORT * workers) return commissioned;
  return Math.min(Math.round(worked / ROUNDING) * ROUNDING, commissioned);
}

/** Minutes of one worker: what two stays both say counts once. */
function minutesOf(stays: readonly Stay[]): number {
  let until = new Date(0);
  let minutes = 0;
  for (const { from, to } of stays) {
    if (!to || to <= until) continue;
    minutes += minutesBetween(from > until ? from : until, to);
    until = to;
  }
  return minutes;
}

/** What the visits of a day add up to. */
export function figuresOf(visits: readonly Became[]): Record<string, number> {
  const isAttended = ({ state }: Became) => state === 'COMPLETED' || state === 'IN_PROGRESS';
  const expected = visits.filter(({ off }) => off === null);
  const scheduled = expected.filter(({ state }) => state !== 'CANCELLED');
  const attended = scheduled.filter(isAttended);
  const arrived = attended.filter(({ arrivedAt }) => arrivedAt !== null);
  const of = (some: readonly Became[], flag: Flag) => some.filter(({ flags }) => flags.includes(flag)).length;
  const inState = (state: string) => expected.filter((visit) => visit.state === state).length;
  const critical = scheduled.filter(({ timeCritical }) => timeCritical);
  return {
    scheduled: scheduled.length,
    attended: attended.length,
    missed: inState('MISSED'),
    cancelled: inState('CANCELLED') + visits.filter(({ off }) => off === 'CALLED_OFF').length,
    refused: inState('REFUSED'),
    arrivals: arrived.length,
    outsideWindow: of(arrived, 'OUTSIDE_WINDOW'),
    late: of(arrived, 'LATE'),
    short: of(attended, 'SHORT'),
    timeCritical: critical.length,
    timeCriticalBreached: of(
      critical.filter((visit) => isAttended(visit) || visit.state === 'MISSED'),
      'TIME_CRITICAL_BREACHED',
    ),
    workersCame: sum(attended.map(({ workersCame }) => workersCame)),
    workersLogged: sum(attended.map(({ workersLogged }) => workersLogged)),
    commissionedMinutes: sum(scheduled.map(({ commissioned }) => commissioned)),
    actualMinutes: sum(attended.map(({ actual }) => actual)),
    payableMinutes: sum(visits.map(({ payable }) => payable)),
  };
}

function byStart(a: { readonly start: Date }, b: { readonly start: Date }): number {
  return +a.start - +b.start || ('source' in a && 'source' in b ? byId(a as Plan, b as Plan) : 0);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function between(from: Date, to: Date): number {
  return (+to - +from) / 60_000;
}

function minutesBetween(from: Date, to: Date): number {
  return Math.floor(between(from, to));
}

function last(...instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map(Number)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** Whether an act is the council's word about what it commissions. */
export function isCouncils(act: Act): act is Act & CouncilAct {
  return act.act !== 'CORRECT' && act.act !== 'PLAN' && act.act !== 'LOG';
}
