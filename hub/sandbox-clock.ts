import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { SubgraphDefinition } from '../kernel/graphql/subgraph-server.js';
import { SandboxClock } from '../kernel/time/clock.js';

/** Rows of a table, each with an instant at which something is due, and the column that has it. */
export interface DueRows {
  readonly rows: string;
  readonly dueAt: string;
}

/**
 * Moves a sandbox's time forward the way it would have passed: from one deadline to the next, each fired at its own
 * instant with everything that follows from it settled, before time goes on. Nothing sleeps.
 */
export class SandboxTime {
  readonly clock: SandboxClock;
  private readonly subgraphs: readonly string[];
  /** Where to find the instants at which something is due. */
  private readonly due: readonly DueRows[];

  /** @param others what time stops for beside the clocks of the subgraphs */
  constructor(
    private readonly pool: pg.Pool,
    subgraphs: ReadonlyArray<Pick<SubgraphDefinition, 'name' | 'clocks'>>,
    others: readonly DueRows[] = [],
  ) {
    this.clock = new SandboxClock(pool);
    this.subgraphs = subgraphs.map(({ name }) => name);
    const clocks = subgraphs.flatMap(({ name, clocks = [] }) => [
      { rows: `${name}.deadline where status = 'RUNNING' and retry_at is null`, dueAt: 'due_at' },
      ...clocks.map(({ table, dueAt }) => ({ rows: `${name}.${table} where ${dueAt} is not null`, dueAt })),
    ]);
    this.due = [...clocks, ...others];
  }

  now(): Promise<Date> {
    return this.clock.now();
  }

  /** Stops time at `target`, once everything that was due before it is done. */
  async freezeAt(target: Date): Promise<void> {
    await this.passTo(target);
    await this.clock.freezeAt(target);
    await this.settled();
  }

  /** Moves time on to `target`, and lets it run from there. */
  async advanceTo(target: Date): Promise<void> {
    await this.passTo(target);
    await this.clock.runFrom(target);
    await this.settled();
  }

  private async passTo(target: Date): Promise<void> {
    if (target < (await this.clock.now())) throw new Error('The sandbox clock moves forward only.');
    await this.clock.freezeAt(await this.clock.now());
    for (let steps = 0; steps < 10_000; steps++) {
      await this.settled();
      const due = await this.nextDue();
      // A deadline is inclusive, so what it starts happens one millisecond after it.
      if (!due || due >= target) return;
      await this.clock.freezeAt(new Date(Math.max(due.getTime() + 1, (await this.clock.now()).getTime())));
    }
    throw new Error('More than 10,000 deadlines on the way: move the clock in shorter steps.');
  }

  private async nextDue(): Promise<Date | null> {
    const each = this.due.map(({ rows, dueAt }) => `select min(${dueAt}) as due from ${rows}`);
    const { rows } = await this.pool.query<{ due: Date | null }>(
      `select min(due) as due from (${each.join(' union all ')}) as all_due`,
    );
    return rows[0]!.due;
  }

  /**
   * Waits until nothing is left to do at this instant: every event numbered, every subgraph has reacted to all of
   * them, and no deadline is overdue. However long that takes on a busy machine: it throws, and says what is left, only
   * if nothing moves for the time given.
   */
  async settled(stillMs = 60_000): Promise<void> {
    const overdue = this.due
      .map(({ rows, dueAt }) => `(select count(*) from ${rows} and ${dueAt} < platform.now())`)
      .join(' + ');
    const behind = this.subgraphs
      .map(
        (name) =>
          `(select coalesce(sum(greatest(head - seq, 0)), 0) from ${name}.reaction_cursor, (select coalesce(max(seq), 0) as head from platform.event) as log)`,
      )
      .join(' + ');
    let giveUp = Date.now() + stillMs;
    let before = '';
    // Who asks too often keeps the database from what it is waited for.
    for (let pauseMs = 5; ; pauseMs = Math.min(2 * pauseMs, 40)) {
      const { rows } = await this.pool.query<Record<'unnumbered' | 'overdue' | 'behind', string>>(
        `select (select count(*) from platform.event where seq is null) as unnumbered, ${overdue} as overdue, ${behind} as behind`,
      );
      const left = rows[0]!;
      if (Object.values(left).every((count) => Number(count) === 0)) return;
      const now = JSON.stringify(left);
      if (now !== before) giveUp = Date.now() + stillMs;
      before = now;
      if (Date.now() > giveUp) throw new Error(`The sandbox does not settle: ${now}`);
      await sleep(pauseMs);
    }
  }
}
