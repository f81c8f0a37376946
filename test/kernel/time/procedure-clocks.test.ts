import { inTransaction } from '../../../kernel/database/work.js';
import type { RunningSubgraph } from '../../../kernel/graphql/subgraph-server.js';
import { keepClocks, type ProcedureClock } from '../../../kernel/time/procedure-clocks.js';
import { type Ground, toyGround } from '../ground.js';

const NOW = new Date('2026-06-01T12:00:00.000Z');
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const clock = (rule: string, due: number, met: number | null = null): ProcedureClock => ({
  rule,
  dueAt: after(due),
  metAt: met === null ? null : after(met),
});

let ground: Ground;
let toy: RunningSubgraph;
beforeEach(async () => {
  ground = await toyGround();
  ground.startSequencer();
  await ground.time.clock.freezeAt(NOW);
  toy = await ground.startProcess();
});
afterEach(() => ground.stop());

async function keep(clocks: readonly ProcedureClock[], endedAt: Date | null = null): Promise<void> {
  await inTransaction(toy.work(), '*', (t) =>
    keepClocks(t, { subject: 'thing/1', council: 'bromley', endedAt }, clocks),
  );
}

/** The register of the procedure: each deadline by its rule and its minutes, and how it stands. */
async function register(): Promise<string[]> {
  const { rows } = await ground.admin.query<{ rule: string; due_at: Date; status: string }>(
    `select rule, due_at, status from toy.deadline where subject = 'thing/1' order by rule, due_at`,
  );
  return rows.map(({ rule, due_at, status }) => `${rule}/${(+due_at - +NOW) / 60_000} ${status}`);
}

async function told(): Promise<number> {
  const { rows } = await ground.admin.query(`select 1 from platform.event where type like 'Deadline%'`);
  return rows.length;
}

describe('the clocks of a procedure', () => {
  it('WIN-21: they are started once, and nothing is told of what has not changed', async () => {
    await keep([clock('A', 5), clock('B', 10)]);
    expect(await register()).toEqual(['A/5 RUNNING', 'B/10 RUNNING']);
    const before = await told();
    await keep([clock('A', 5), clock('B', 10)]);
    expect(await told()).toBe(before);
  });

  it('WIN-21: what happened in time is met; what happened too late is for the timer to miss', async () => {
    await keep([clock('A', 5), clock('B', 10)]);
    await keep([clock('A', 5, 5), clock('B', 10, 11)]);
    expect(await register()).toEqual(['A/5 MET', 'B/10 RUNNING']);
  });

  it('WIN-21, DEL-28: what was met runs again once it is taken back, and is met again by another act', async () => {
    await keep([clock('A', 5)]);
    await keep([clock('A', 5, 4)]);
    await keep([clock('A', 5)]);
    expect(await register()).toEqual(['A/5 RUNNING']);
    await keep([clock('A', 5, 5)]);
    expect(await register()).toEqual(['A/5 MET']);
    await keep([clock('A', 5)], after(3));
    expect(await register()).toEqual(['A/5 MET']);
  });

  it('WIN-21: at the end, what was not yet due is cancelled, and what had run out stays to be missed', async () => {
    await keep([clock('A', 5), clock('B', 10)]);
    await keep([clock('A', 5), clock('B', 10), clock('C', 20)], after(7));
    expect(await register()).toEqual(['A/5 RUNNING', 'B/10 CANCELLED']);
  });

  it('WIN-21: a clock that is due at another instant takes the place of the one before, and may come back', async () => {
    await keep([clock('A', 5), clock('B', 10)]);
    await keep([clock('A', 6)]);
    expect(await register()).toEqual(['A/5 CANCELLED', 'A/6 RUNNING', 'B/10 CANCELLED']);
    await keep([clock('A', 5), clock('B', 10)]);
    expect(await register()).toEqual(['A/5 RUNNING', 'A/6 CANCELLED', 'B/10 RUNNING']);
  });
});
