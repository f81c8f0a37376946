import type { Asker, Lane } from './asker.js';
import { GivenUpError } from './given-up.js';

/**
 * Who of those that want a connection gets the next one. Each lane has places that the lanes below it never take, so
 * that reading cannot keep a bid from being made, and neither can keep a clock from being heeded. Within a lane clients
 * are served in turn, and none holds more than a few places at once: one that floods waits behind itself.
 */
export class Places {
  private readonly mayFill: Readonly<Record<Lane, number>>;
  private readonly ofOneClient: number;
  private taken = 0;
  private readonly heldBy = new Map<string, number>();
  /** An asker that holds one place may take another whatever else is taken: others may wait for what it holds. */
  private readonly heldByAsker = new Map<Asker, number>();
  private readonly waiting: Readonly<Record<Lane, Map<string, Waiting[]>>> = {
    own: new Map(),
    act: new Map(),
    read: new Map(),
  };

  constructor(size: number) {
    const kept = Math.floor(size / 5);
    this.mayFill = { own: size, act: Math.max(1, size - kept), read: Math.max(1, size - 2 * kept) };
    this.ofOneClient = Math.max(1, Math.ceil(size * 0.3));
  }

  /**
   * Waits for a place. Answers how to leave it.
   *
   * @param asker undefined for the hub's own work
   * @throws GivenUpError once nobody waits for the answer
   */
  async take(asker: Asker | undefined): Promise<() => void> {
    if (asker?.givenUp?.aborted) throw new GivenUpError();
    if (this.mayTake(asker)) this.count(asker, 1);
    else await this.turnOf(asker);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.count(asker, -1);
      this.serve();
    };
  }

  counts(): { readonly taken: number; readonly waiting: number } {
    const waiting = LANES.flatMap((lane) => [...this.waiting[lane].values()]).reduce(
      (sum, each) => sum + each.length,
      0,
    );
    return { taken: this.taken, waiting };
  }

  private turnOf(asker: Asker | undefined): Promise<void> {
    const queue = this.waiting[laneOf(asker)];
    const client = clientOf(asker);
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        const others = (queue.get(client) ?? []).filter((each) => each !== waiting);
        if (others.length > 0) queue.set(client, others);
        else queue.delete(client);
        reject(new GivenUpError());
      };
      const waiting: Waiting = {
        asker,
        begin: () => {
          asker?.givenUp?.removeEventListener('abort', giveUp);
          this.count(asker, 1);
          resolve();
        },
      };
      asker?.givenUp?.addEventListener('abort', giveUp, { once: true });
      const own = queue.get(client);
      if (!own) queue.set(client, [waiting]);
      else if (this.holdsOne(asker)) own.unshift(waiting);
      else own.push(waiting);
    });
  }

  private serve(): void {
    for (const lane of LANES) {
      const queue = this.waiting[lane];
      for (const [client, [first, ...others]] of [...queue]) {
        if (!this.mayTake(first!.asker)) continue;
        // The next time the others come before it.
        queue.delete(client);
        if (others.length > 0) queue.set(client, others);
        first!.begin();
      }
    }
  }

  private mayTake(asker: Asker | undefined): boolean {
    if (this.holdsOne(asker)) return this.taken < this.mayFill.own;
    if (this.taken >= this.mayFill[laneOf(asker)]) return false;
    return asker?.client === undefined || (this.heldBy.get(asker.client) ?? 0) < this.ofOneClient;
  }

  private holdsOne(asker: Asker | undefined): boolean {
    return asker !== undefined && this.heldByAsker.get(asker) === 1;
  }

  private count(asker: Asker | undefined, change: 1 | -1): void {
    this.taken += change;
    if (!asker) return;
    add(this.heldByAsker, asker, change);
    if (asker.client !== undefined) add(this.heldBy, asker.client, change);
  }
}

interface Waiting {
  readonly asker: Asker | undefined;
  readonly begin: () => void;
}

const LANES = ['own', 'act', 'read'] as const satisfies readonly Lane[];

function laneOf(asker: Asker | undefined): Lane {
  return asker?.lane ?? 'own';
}

function clientOf(asker: Asker | undefined): string {
  return asker?.client ?? '';
}

function add<Key>(counts: Map<Key, number>, key: Key, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
