import type { Rendered } from './rendered.js';

interface Kept {
  readonly rendered: Promise<Rendered | null>;
  readonly at: number;
  bytes: number;
  /** Undefined while it is not there yet. */
  settled?: Rendered | null;
}

const KEPT_BYTES = 64 * 1024 * 1024;
const KEPT_MS = 60_000;

/**
 * Renderings of the last minute, so that an event is executed once for all who see it live and for all who catch up
 * with it soon after. That an event has no item is kept as well, as null.
 */
export class Renderings {
  private readonly kept = new Map<string, Kept>();
  private bytes = 0;

  /** @param render executes once for all who ask meanwhile; when it rejects, the next to ask tries again */
  get(key: string, render: () => Promise<Rendered | null>): Promise<Rendered | null> {
    const now = performance.now();
    const known = this.kept.get(key);
    if (known && now - known.at < KEPT_MS) return known.rendered;
    this.drop(key);
    const entry: Kept = { rendered: render(), at: now, bytes: 200 };
    this.kept.set(key, entry);
    this.bytes += entry.bytes;
    entry.rendered.then(
      (result) => {
        if (this.kept.get(key) !== entry) return;
        entry.settled = result;
        if (result?.quarantined) return this.drop(key);
        const more = result?.json.length ?? 0;
        entry.bytes += more;
        this.bytes += more;
        this.makeRoom(now);
      },
      () => {
        if (this.kept.get(key) === entry) this.drop(key);
      },
    );
    return entry.rendered;
  }

  /** What is there already; undefined if it is not. */
  ready(key: string): Rendered | null | undefined {
    return this.kept.get(key)?.settled;
  }

  private makeRoom(now: number): void {
    for (const [key, { at }] of this.kept) {
      if (this.bytes <= KEPT_BYTES && now - at < KEPT_MS) return;
      this.drop(key);
    }
  }

  private drop(key: string): void {
    const entry = this.kept.get(key);
    if (!entry) return;
    this.kept.delete(key);
    this.bytes -= entry.bytes;
  }
}
