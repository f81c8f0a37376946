import { addLocalDays, addMinutes, instantOf, localDateOf, WEEKDAYS } from '../../../../../kernel/time/working-time.js';
import { randomFrom } from '../../../../kernel/ground.js';
import { type Call, callsOf, weekOn } from './oracle.js';
import type { Act, Correction, CouncilAct, History, LogVersion, PlanVersion, Terms, Week } from './words.js';

/*
 * Random histories of placements: what a council says, what systems report, what officers find, in any order. Everything
 * is received at one of the `steps` of a batch, at which the clock stops for all its histories.
 */

/** The days that are told of: two before the hub knows the placement, and seven from then on. */
export const DAYS_BEFORE = 2;
export const DAYS = 7;

/** The instants at which anything reaches the hub, from the one at which the placements are taken over. */
export function stepsFrom(firstDay: string): readonly Date[] {
  const times = ['00:01', '04:05', '07:05', '08:20', '10:05', '12:20', '15:05', '18:05', '21:35'];
  const days = Array.from({ length: DAYS }, (_, nth) => addLocalDays(firstDay, nth));
  const steps = days.flatMap((day) => times.map((time) => new Date(+instantOf(day, time) + 30_000)));
  const end = new Date(+instantOf(addLocalDays(firstDay, DAYS), '12:20') + 30_000);
  return [...steps.slice(3), end];
}

/** A history that follows from its seed alone. */
export function historyOf(seed: number, steps: readonly Date[]): History {
  const random = randomFrom(seed);
  return new Teller(seed, steps, random).history();
}

/** Some of what may be drawn, each as often as it stands there. */
type Draw = <Item>(...items: readonly Item[]) => Item;

class Teller {
  private readonly acts: Act[] = [];
  private readonly takenOverAt: Date;
  private readonly today: string;
  private week: Week = {};
  private calls = 0;
  private readonly minutes = new Set<number>();
  private reports = 0;

  constructor(
    private readonly seed: number,
    private readonly steps: readonly Date[],
    private readonly random: () => number,
  ) {
    this.takenOverAt = steps[0]!;
    this.today = localDateOf(this.takenOverAt);
  }

  history(): History {
    this.week = this.firstWeek();
    for (let left = this.upTo(4); left > 0; left -= 1) this.council();
    const commissioned = this.told();
    for (let nth = -DAYS_BEFORE; nth < DAYS; nth += 1) {
      const day = addLocalDays(this.today, nth);
      if (nth < 0 && !this.chance(0.3)) continue;
      for (const call of callsOf(commissioned, day)) this.delivered(call, callsOf(commissioned, day));
      if (this.chance(0.12)) this.uncommissioned(day);
    }
    for (let left = this.draw(0, 0, 1, 2, 3); left > 0; left -= 1) this.corrected(commissioned);
    return this.told();
  }

  private told(): History {
    const { seed, takenOverAt, week, acts } = this;
    const endsAt = this.steps.at(-1)!;
    const inOrder = acts.map((act, nth) => ({ act, nth })).sort((a, b) => +a.act.at - +b.act.at || a.nth - b.nth);
    return { seed, takenOverAt, endsAt, week, acts: inOrder.map(({ act }) => act) };
  }

  // ---------------------------------------------------------------- what the council says

  private firstWeek(): Week {
    const kinds = this.draw<readonly Kind[]>(
      ['MORNING'],
      ['MORNING', 'EVENING'],
      ['MORNING', 'MORNING', 'NOON', 'EVENING'],
      ['MORNING', 'NOON', 'LATE'],
      ['NOON', 'MIDNIGHT'],
      ['MORNING', 'FOUR'],
      ['EVENING', 'FOUR', 'MORNING'],
      ['NIGHT', 'MORNING'],
      ['PARTS'],
    );
    const calls = kinds.flatMap((kind) => this.callsLike(kind));
    return Object.fromEntries(calls.map((call) => [this.nextName(), call]));
  }

  private nextName(): string {
    this.calls += 1;
    return `c${this.calls}`;
  }

  /** No two calls of a placement begin at one time, however they are moved: each has a minute of the quarter of its own. */
  private minuteOfItsOwn(): number {
    const from = this.upTo(14);
    const minutes = Array.from({ length: 15 }, (_, nth) => (from + nth) % 15);
    const minute = minutes.find((each) => !this.minutes.has(each)) ?? from;
    this.minutes.add(minute);
    return minute;
  }

  private callsLike(kind: Kind): Terms[] {
    const minute = this.minuteOfItsOwn();
    const at = (hour: number, quarter: number) => `${two(hour)}:${two((quarter % 4) * 15 + minute)}`;
    const quarter = this.upTo(3);
    const call = (requested: string, over: Partial<Terms> = {}): Terms => ({
      days: this.chance(0.15) ? WEEKDAYS.slice(0, 5) : WEEKDAYS,
      requested,
      agreed: null,
      window: null,
      minutes: this.draw(30, 30, 45, 60, 90),
      workers: this.draw(1, 1, 2),
      timeCritical: this.chance(0.2),
      night: false,
      ...over,
    });
    const windowed = (each: Terms): Terms =>
      each.timeCritical || !this.chance(0.35)
        ? each
        : { ...each, window: { earliest: shifted(each.requested, -30), latest: shifted(each.requested, 45) } };
    switch (kind) {
      case 'MORNING':
        return [windowed(call(at(this.draw(8, 9, 10), quarter)))];
      case 'NOON':
        return [windowed(call(at(this.draw(12, 13), quarter)))];
      case 'EVENING':
        return [windowed(call(at(this.draw(17, 18, 20), quarter)))];
      case 'LATE':
        return [call(at(22, quarter), { minutes: this.draw(60, 90, 120) })];
      case 'MIDNIGHT':
        return [call(at(this.draw(23, 0), quarter), { night: true, minutes: this.draw(50, 90) })];
      case 'FOUR':
        return [call(at(this.draw(3, 4), quarter), { night: true, minutes: this.draw(40, 60) })];
      case 'NIGHT':
        return [call(at(21, quarter), { night: true, minutes: this.draw(480, 540) })];
      case 'PARTS': {
        const over = { night: true, workers: this.draw<1 | 2>(1, 2), days: WEEKDAYS };
        return [
          call('20:30', { ...over, minutes: 150 }),
          call('23:00', { ...over, minutes: 180 }),
          // The last may go on when the care day turns.
          ...(this.chance(0.5)
            ? [call('02:00', { ...over, minutes: 75 })]
            : [call('02:00', { ...over, minutes: 150 }), call('04:30', { ...over, minutes: 60 })]),
        ];
      }
    }
  }

  private council(): void {
    const at = this.pick(this.steps.slice(1, -9));
    const today = localDateOf(at);
    const dayNear = (least: number, most: number) => addLocalDays(today, least + this.upTo(most - least));
    // Never before the hub knows the placement: what lies there is history.
    const from = laterOf(dayNear(-2, 2), this.today);
    const to = this.chance(0.6) ? addLocalDays(from, this.upTo(3)) : null;
    const week = weekOn(this.told(), from);
    const name = this.pick(Object.keys(week));
    const say = (act: CouncilAct) => this.acts.push({ at, ...act });
    switch (this.draw('LEVEL', 'LEVEL', 'SUSPEND', 'SUSPEND', 'AGREE', 'AGREE', 'MARK', 'END')) {
      case 'LEVEL': {
        const more = this.chance(0.5);
        const changed = more ? this.more(week, name) : this.less(week, name);
        const temporary = more && this.chance(0.6);
        const act = temporary ? 'TEMPORARY_INCREASE' : more ? 'INCREASE' : 'REDUCE';
        say({ act, from, to: temporary ? addLocalDays(from, 1 + this.upTo(3)) : null, week: changed });
        if (temporary && this.chance(0.6)) {
          this.later(at, (then) => ({ at: then, act: 'END_TEMPORARY_INCREASE', from: addLocalDays(from, 1) }));
        }
        return;
      }
      case 'SUSPEND': {
        say({ act: 'SUSPEND', from, to });
        if (this.chance(0.35)) {
          this.later(at, (then) => {
            const day = laterOf(addLocalDays(localDateOf(then), this.upTo(2) - 1), addLocalDays(from, 1));
            return { at: then, act: 'RESUME', from: day };
          });
        } else if (this.chance(0.5)) {
          this.later(at, (then) => {
            const last = this.chance(0.8) ? laterOf(addLocalDays(localDateOf(then), this.upTo(3) - 1), from) : null;
            return { at: then, act: 'CHANGE_SUSPENSION', from, to: last };
          });
        }
        return;
      }
      case 'AGREE': {
        const { requested, night } = week[name]!;
        const start = night
          ? shifted(requested, this.draw(30, 60))
          : shifted(requested, this.draw(-60, -45, 30, 60, 90));
        if (isSkipped(start) || (!night && (start < '07:00' || start > '22:59'))) return;
        say({ act: 'AGREE_TIME', call: name, from: laterOf(from, today), to, start });
        return;
      }
      case 'MARK':
        say({ act: 'MARK', call: name, timeCritical: !week[name]!.timeCritical });
        return;
      case 'END':
        say({ act: 'END', lastDay: laterOf(dayNear(-1, 3), this.today) });
        if (this.chance(0.7)) {
          this.later(at, (then) =>
            this.chance(0.6)
              ? { at: then, act: 'TAKE_BACK_END' }
              : {
                  at: then,
                  act: 'END',
                  lastDay: laterOf(addLocalDays(localDateOf(then), this.upTo(3) - 1), this.today),
                },
          );
        }
    }
  }

  private later(at: Date, act: (then: Date) => Act): void {
    const then = this.steps.filter((step) => step > at).slice(0, 20);
    this.acts.push(act(this.pick(then)));
  }

  private more(week: Week, name: string): Week {
    const call = week[name]!;
    if (this.chance(0.3)) {
      const [added] = this.callsLike(this.draw('MORNING', 'NOON', 'EVENING'));
      return { ...given(week), [this.nextName()]: added! };
    }
    if (call.workers === 1 && this.chance(0.4)) return { ...given(week), [name]: { ...fresh(call), workers: 2 } };
    const requested = this.chance(0.3) && !call.night ? shifted(call.requested, 15) : call.requested;
    return { ...given(week), [name]: { ...fresh(call), requested, window: null, minutes: call.minutes + 30 } };
  }

  private less(week: Week, name: string): Week {
    const call = week[name]!;
    if (Object.keys(week).length > 1 && this.chance(0.5)) {
      const { [name]: _dropped, ...rest } = given(week);
      return rest;
    }
    if (call.workers === 2) return { ...given(week), [name]: { ...fresh(call), workers: 1 } };
    if (call.minutes > 30) return { ...given(week), [name]: { ...fresh(call), minutes: call.minutes - 15 } };
    return { ...given(week), [name]: { ...fresh(call), days: call.days.slice(0, -2) } };
  }

  // ---------------------------------------------------------------- what systems report

  private delivered(call: Call, beside: readonly Call[]): void {
    const plans = this.chance(call.off ? 0.6 : 0.85) ? this.planned(call, beside) : [];
    if (!this.chance(call.off ? 0.45 : 0.82)) return;
    const came = this.draw(call.workers, call.workers, call.workers, 1, 2);
    const first = this.upTo(2);
    for (let nth = 0; nth < came; nth += 1) this.logged(call, `w${(first + nth) % 4}`, plans);
  }

  private planned(call: Call, beside: readonly Call[]): readonly string[] {
    const id = this.nextId('v');
    const off = this.draw(0, 0, 0, 0, 0, 0, 5, 10, -20, 25, -60, 60, 100, -200);
    const start = addMinutes(call.start, off);
    const minutes = this.draw(0, 0, 0, 0, 0, 15, -15) + call.minutes;
    const version: PlanVersion = {
      act: 'PLAN',
      ...id,
      asOf: start,
      start,
      end: addMinutes(start, Math.max(30, minutes)),
      names: this.chance(0.4) ? this.nameOf(call) : null,
      cancelled: null,
      removed: false,
    };
    const midnight = instantOf(addLocalDays(localDateOf(start), 1), '00:00');
    if (version.end > addMinutes(midnight, 10) && start < addMinutes(midnight, -10) && this.chance(0.5)) {
      // The rota of one day ends at midnight, and that of the next begins there.
      const other = this.nextId('v');
      this.send({ ...version, end: midnight }, beside);
      this.send({ ...version, ...other, start: midnight, names: null }, beside);
      return [id.id, other.id];
    }
    this.send(version, beside);
    return [id.id];
  }

  /** Sends a plan ahead or late, and perhaps another version of it, before its start or after it. */
  private send(plan: PlanVersion, beside: readonly Call[]): void {
    const { start } = plan;
    const ahead = this.steps.filter((step) => step < start).slice(-15);
    const after = this.steps.filter((step) => step > start).slice(0, 12);
    const first = ahead.length > 0 && this.chance(0.88) ? this.pick(ahead) : this.pick(after);
    if (!first) return;
    const isHistory = localDateOf(start) < this.today;
    const asOf = isHistory
      ? addMinutes(start, this.draw(-600, -90, -90, 30))
      : addMinutes(first, -this.draw(1, 30, 300));
    this.acts.push({ at: first, ...plan, asOf });
    if (!this.chance(0.3)) return;
    const second = this.pick([...ahead, ...after].filter((step) => step > first));
    if (!second) return;
    // A source may say that it made its change long ago.
    const said = isHistory ? asOf : addMinutes(first, 1);
    const changed = { ...plan, ...this.change(plan, beside), asOf: addMinutes(said, this.draw(1, 20, 60)) };
    if (changed.asOf > second || (changed.cancelled && changed.cancelled.at > second)) return;
    // The first version may have been on its way for longer than the second.
    const isOvertaken = !isHistory && this.chance(0.06);
    const last = this.steps.filter((step) => step > second)[0];
    if (isOvertaken && last) this.acts.splice(-1, 1, { at: last, ...plan, asOf });
    this.acts.push({ at: second, ...changed });
  }

  private change(plan: PlanVersion, beside: readonly Call[]): Partial<PlanVersion> {
    const { start, end } = plan;
    const moved = this.draw(-90, -30, 30, 60, 150);
    switch (this.draw('MOVE', 'REMOVE', 'CANCEL', 'CANCEL', 'CANCEL', 'LENGTHEN', 'RENAME')) {
      case 'MOVE':
        return localDateOf(addMinutes(start, moved)) === localDateOf(start)
          ? { start: addMinutes(start, moved), end: addMinutes(end, moved) }
          : {};
      case 'REMOVE':
        return { removed: true };
      case 'CANCEL': {
        const at = addMinutes(start, this.draw(-300, -60, -60, -60, 20));
        return { cancelled: { at, confirmed: this.chance(0.7) } };
      }
      case 'LENGTHEN':
        return { end: addMinutes(end, 30) };
      case 'RENAME':
        return beside.length > 0 ? { names: this.nameOf(this.pick(beside)) } : {};
    }
  }

  private logged(call: Call, worker: string, plans: readonly string[]): void {
    const from = addMinutes(call.start, this.draw(0, -3, 2, 4, -8, 7, 12, 20, 40, 80, -60, 60, 110, 170));
    const whole = this.chance(0.12) && call.minutes >= 75 && call.workers === 1;
    const stayed = whole ? call.minutes + 260 : this.draw(0, 0, 0, -2, 3, -4, -9, -20, 10, 75) + call.minutes;
    const length = this.chance(0.03) ? 0 : Math.max(6, stayed);
    const named = this.chance(0.35)
      ? (plans[0] ?? null)
      : this.chance(0.06)
        ? `a${this.seed}v${this.upTo(this.reports)}`
        : null;
    const log = this.logOf(worker, from, addMinutes(from, length), named);
    this.sendLog(log);
    if (!this.chance(0.2) || length === 0) return;
    // The same worker once more: within it, going on from it, or over its end.
    const [begins, ends] = this.draw([5, length - 5], [length, length + 20], [length - 3, length + 15], [0, length]);
    const names = this.draw(null, null, named, plans[0] ?? null);
    this.sendLog(this.logOf(worker, addMinutes(from, begins!), addMinutes(from, ends!), names));
  }

  private logOf(worker: string, from: Date, to: Date | null, names: string | null): LogVersion {
    const byHand = this.chance(0.2);
    return {
      act: 'LOG',
      ...this.nextId('l'),
      ...{ asOf: to ?? from, worker: `${this.seed}-${worker}`, from, to, byHand, names, removed: false },
    };
  }

  private sendLog(log: LogVersion): void {
    const { from, to } = log;
    const since = (instant: Date) => this.steps.filter((step) => step > instant);
    const prompt = (instant: Date) => {
      const then = since(instant);
      return this.chance(0.75) ? then[0] : this.chance(0.6) ? then[1 + this.upTo(3)] : then[4 + this.upTo(20)];
    };
    if (this.chance(0.12)) {
      const arrived = prompt(from);
      if (!arrived) return;
      this.acts.push({ at: arrived, ...log, to: null, asOf: from });
      const left = prompt(to && to > arrived ? to : arrived);
      if (left && left > arrived && this.chance(0.75)) this.acts.push({ at: left, ...log, asOf: addMinutes(to!, 1) });
      return;
    }
    const at = prompt(to ?? from);
    if (!at) return;
    this.acts.push({ at, ...log });
    if (!this.chance(0.1)) return;
    const then = since(at)[this.upTo(6)];
    const changed = this.draw<Partial<LogVersion>>(
      { removed: true },
      { from: addMinutes(from, 5), to: to && addMinutes(to, 5) },
      { to: to && addMinutes(to, 10) },
      { byHand: !log.byHand },
    );
    if (then) this.acts.push({ at: then, ...log, ...changed, asOf: addMinutes(log.asOf, 11) });
  }

  /** A visit that the council did not commission. */
  private uncommissioned(day: string): void {
    const start = addMinutes(instantOf(day, this.draw('07:13', '11:21', '15:02', '16:38', '20:44')), this.upTo(20));
    const id = this.nextId('v');
    const end = addMinutes(start, this.draw(30, 45, 60));
    const planned = this.chance(0.8);
    if (planned) {
      this.send({ act: 'PLAN', ...id, asOf: start, start, end, names: null, cancelled: null, removed: false }, []);
    }
    if (this.chance(0.7)) {
      this.sendLog(this.logOf('w3', addMinutes(start, this.upTo(8)), end, planned && this.chance(0.5) ? id.id : null));
    }
  }

  private corrected(commissioned: History): void {
    const days = Array.from({ length: DAYS - 1 }, (_, nth) => addLocalDays(this.today, nth));
    const day = this.pick(days);
    const calls = callsOf(commissioned, day);
    const plans = this.acts.filter((act) => act.act === 'PLAN' && localDateOf(act.start) === day) as PlanVersion[];
    const plan = plans.length > 0 && this.chance(0.3) ? this.pick(plans) : null;
    const call = calls.length > 0 ? this.pick(calls) : null;
    const end = plan?.end ?? call?.end;
    const at = end && this.steps.filter((step) => step > addMinutes(end, 480))[this.upTo(12)];
    if (!at) return;
    const state = this.draw('COMPLETED', 'COMPLETED', 'MISSED', 'CANCELLED', 'REFUSED' as const);
    const correction: Correction = {
      act: 'CORRECT',
      visit: plan ? `plan ${plan.id}` : this.nameOf(call!),
      state,
      actualMinutes:
        state === 'COMPLETED'
          ? this.draw(20, 30, 41, 60, (call?.minutes ?? 45) * (call?.workers ?? 1) - 8, null)
          : null,
      acceptedMinutes: state === 'COMPLETED' ? this.draw(null, null, 15, 30) : null,
    };
    this.acts.push({ at, ...correction });
  }

  private nextId(kind: string): { readonly id: string; readonly source: string } {
    this.reports += 1;
    const source = this.chance(0.85) ? 'a' : 'b';
    return { id: `${source}${this.seed}${kind}${this.reports}`, source };
  }

  private nameOf({ name, day }: Call): string {
    return `${name} ${day}`;
  }

  private readonly draw: Draw = (...items) => items[Math.floor(this.random() * items.length)]!;

  private pick<Item>(items: readonly Item[]): Item {
    return this.draw(...items);
  }

  /** A whole number from 0 to this one. */
  private upTo(most: number): number {
    return Math.floor(this.random() * (most + 1));
  }

  private chance(of: number): boolean {
    return this.random() < of;
  }
}

type Kind = 'MORNING' | 'NOON' | 'EVENING' | 'LATE' | 'MIDNIGHT' | 'FOUR' | 'NIGHT' | 'PARTS';

/** The calls of a week as a variation gives them: requested anew, so that what was agreed is kept where nothing changes. */
function given(week: Week): Week {
  return Object.fromEntries(Object.entries(week).map(([name, call]) => [name, fresh(call)]));
}

function fresh(call: Terms): Terms {
  return { ...call, agreed: null, window: null };
}

function shifted(time: string, minutes: number): string {
  const minute = (Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes + 1440) % 1440;
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** Times that the change to summer time skips. */
function isSkipped(time: string): boolean {
  return time >= '01:00' && time < '02:00';
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}
