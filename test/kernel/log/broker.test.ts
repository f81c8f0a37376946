import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { Announcer, BrokeredWakeUps } from '../../../kernel/log/broker.js';
import { type NatsServer, natsBinary, natsServer } from '../../harness/nats.js';
import { comesTrue, type Ground, toyGround } from '../ground.js';

const binary = natsBinary();
const log = pino({ level: 'silent' });
const withServer = binary ? describe : describe.skip;

withServer('wake-ups over a broker', () => {
  let nats: NatsServer;
  const ends: Array<() => Promise<unknown>> = [];
  beforeEach(async () => {
    nats = await natsServer(binary!);
    ends.push(() => nats.kill());
  });
  afterEach(async () => {
    for (let end = ends.pop(); end; end = ends.pop()) await end();
  });

  function wakeUps(): BrokeredWakeUps {
    const opened = new BrokeredWakeUps(nats.url, log);
    ends.push(() => opened.stop());
    return opened;
  }
  function announcer(): Announcer {
    const opened = new Announcer(nats.url, log);
    ends.push(() => opened.stop());
    return opened;
  }
  /** How often it wakes, once it no longer wakes out of distrust. */
  async function counted(channel: string, from = wakeUps()) {
    const count = { woken: 0 };
    from.on(channel, () => void count.woken++);
    let before = -1;
    await comesTrue(async () => {
      const still = count.woken === before;
      before = count.woken;
      await sleep(400);
      return still;
    });
    count.woken = 0;
    return count;
  }

  it('NFR-06: wakes who listens to a channel, in every process, and nobody else', async () => {
    const telling = announcer();
    const [one, other, third] = await Promise.all([counted('event_numbered'), counted('event_numbered'), counted('x')]);
    telling.tell('event_numbered');
    expect(await comesTrue(() => one!.woken === 1 && other!.woken === 1)).toBe(true);
    expect(third!.woken).toBe(0);
  });

  it('NFR-06: wakes from time to time when nobody tells, when the broker is away, and when it is back', async () => {
    const count = { woken: 0 };
    wakeUps().on('event_numbered', () => void count.woken++);
    expect(await comesTrue(() => count.woken >= 2)).toBe(true);
    const telling = announcer();
    const heard = await counted('event_numbered');
    await nats.kill();
    expect(await comesTrue(() => heard.woken >= 2)).toBe(true);
    await nats.start();
    const again = await counted('event_numbered');
    telling.tell('event_numbered');
    expect(await comesTrue(() => again.woken === 1)).toBe(true);
  });

  it('NFR-06: a process starts without its broker, and ends without it', async () => {
    await nats.kill();
    const opened = new BrokeredWakeUps(nats.url, log);
    const count = { woken: 0 };
    opened.on('event_numbered', () => void count.woken++);
    expect(await comesTrue(() => count.woken >= 1)).toBe(true);
    await opened.stop();
    await nats.start();
  });

  describe('told by who numbers the log', () => {
    let ground: Ground;
    beforeEach(async () => {
      ground = await toyGround();
    });
    afterEach(() => ground.stop());

    it('NTF-01: of what is numbered and of grants that change, and by the next one when that is killed', async () => {
      for (let nth = 0; nth < 2; nth++) ground.startSequencer(nats.url);
      const listening = wakeUps();
      const numbered = await counted('event_numbered', listening);
      const granted = await counted('access_grant', listening);
      numbered.woken = 0;
      await ground.write({ type: 'NoteWritten' });
      expect(await comesTrue(() => numbered.woken > 0)).toBe(true);
      expect(granted.woken).toBe(0);
      await ground.admin.query('notify access_grant');
      expect(await comesTrue(() => granted.woken > 0)).toBe(true);

      expect(await ground.kill('platform_sequencer', '%seq is null%')).toBe(1);
      await counted('event_numbered', listening);
      numbered.woken = 0;
      await ground.write({ type: 'NoteWritten' });
      expect(await comesTrue(() => numbered.woken > 0)).toBe(true);
    });
  });
});
