import { setTimeout as sleep } from 'node:timers/promises';
import type { ListeningWakeUps } from '../../../kernel/log/wake.js';
import { comesTrue, type Ground, toyGround } from '../ground.js';

let ground: Ground;
let wakeUps: ListeningWakeUps;
beforeEach(async () => {
  ground = await toyGround();
  wakeUps = await ground.openWakeUps();
});
afterEach(() => ground.stop());

/** How often each channel has woken. */
function listenTo(...channels: string[]): Record<string, number> {
  const woken: Record<string, number> = {};
  for (const channel of channels) {
    woken[channel] = 0;
    wakeUps.on(channel, () => {
      woken[channel]!++;
    });
  }
  return woken;
}

const notify = (channel: string) => ground.admin.query(`notify ${channel}`);

async function listening(count: number): Promise<boolean> {
  return comesTrue(async () => {
    const { rows } = await ground.admin.query(
      `select 1 from pg_stat_activity where datname = current_database() and usename = 'toy_app' and query like 'listen %'`,
    );
    return rows.length === count;
  });
}

it('wakes whoever listens to a channel, and nobody else', async () => {
  const woken = listenTo('first', 'second');
  await sleep(50);
  await notify('first');
  await notify('third');
  expect(await comesTrue(() => woken.first === 1)).toBe(true);
  await sleep(50);
  expect(woken).toEqual({ first: 1, second: 0 });
});

it('wakes no longer who has stopped listening', async () => {
  const woken = { stays: 0, goes: 0 };
  wakeUps.on('channel', () => void woken.stays++);
  const leave = wakeUps.on('channel', () => void woken.goes++);
  await sleep(50);
  leave();
  await notify('channel');
  expect(await comesTrue(() => woken.stays === 1)).toBe(true);
  expect(woken.goes).toBe(0);
});

it('survives its connection being killed: it wakes everyone once for what went unheard, and goes on', async () => {
  const woken = listenTo('first', 'second');
  await sleep(50);
  expect(await ground.kill('toy_app')).toBe(1);
  expect(await comesTrue(() => woken.first! > 0 && woken.second! > 0)).toBe(true);
  const before = { ...woken };
  await notify('second');
  expect(await comesTrue(() => woken.second! > before.second!)).toBe(true);
  const late = listenTo('third');
  await sleep(50);
  await notify('third');
  expect(await comesTrue(() => late.third === 1)).toBe(true);
});

it('survives being killed again and again, and keeps one connection', async () => {
  const woken = listenTo('channel');
  for (let kills = 0; kills < 3; kills++) {
    const before = woken.channel!;
    expect(await comesTrue(async () => (await ground.kill('toy_app')) > 0)).toBe(true);
    expect(await comesTrue(() => woken.channel! > before)).toBe(true);
  }
  expect(await listening(1)).toBe(true);
});

it('stops for good while it is connecting', async () => {
  listenTo('channel');
  const connecting = wakeUps.start();
  await wakeUps.stop();
  await connecting;
  expect(await listening(0)).toBe(true);
});

it('stops for good while it waits to come back', async () => {
  listenTo('channel');
  expect(await listening(1)).toBe(true);
  await ground.kill('toy_app');
  expect(await listening(0)).toBe(true);
  await wakeUps.stop();
  await sleep(700);
  expect(await listening(0)).toBe(true);
});
