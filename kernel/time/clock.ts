import pg from 'pg';

/**
 * The sandbox's hand on the clock (`hub clock`, walks and tests). The hub's clock is the database's, `platform.now()`, so that
 * every process has the same time, and a bid and the window that it must meet are measured by one. Moving time wakes
 * every deadline timer through the channel `clock_moved`.
 */
export class SandboxClock {
  constructor(private readonly pool: pg.Pool) {}

  /** The hub's time to the millisecond: the database's own, moved where it was set. */
  async now(): Promise<Date> {
    const { rows } = await this.pool.query<{ now: Date }>('select platform.now() as now');
    return rows[0]!.now;
  }

  /** Time stands still at `instant` until moved again. */
  async freezeAt(instant: Date): Promise<void> {
    await this.set(0, instant);
  }

  /** Time runs on from `instant`. */
  async runFrom(instant: Date): Promise<void> {
    const { rows } = await this.pool.query<{ now: Date }>('select clock_timestamp() as now');
    await this.set(instant.getTime() - rows[0]!.now.getTime(), null);
  }

  private async set(offsetMs: number, frozenAt: Date | null): Promise<void> {
    await this.pool.query(
      `insert into platform.sandbox_clock (offset_ms, frozen_at) values ($1, $2)
       on conflict (only_row) do update set offset_ms = $1, frozen_at = $2`,
      [offsetMs, frozenAt],
    );
    await this.pool.query(`notify clock_moved`);
  }
}
