import type { Caller } from '../../kernel/identity/caller.js';
import type { EventLogReader } from '../../kernel/log/event-log.js';
import type { LoggedEvent } from '../../schema/events/envelope.js';
import type { ProviderRestored, ProviderSuspended } from '../../schema/events/providers.js';

/**
 * Which providers a council has suspended: read whole from the log at the start, then kept by its tail. A council's
 * word holds for that council alone; one of no council holds for all.
 */
export class Suspensions {
  /** By provider, then council: the last word, and its number in the log. */
  private readonly words = new Map<string, Map<string, { readonly seq: number; readonly suspended: boolean }>>();

  hold(provider: string, council: string | null): boolean {
    const words = this.words.get(provider);
    if (!words) return false;
    return words.get(EVERYWHERE)?.suspended === true || words.get(council ?? EVERYWHERE)?.suspended === true;
  }

  /** Whether every council that a provider works for has suspended it. */
  holdEverywhere({ organisation, councils }: Pick<Caller, 'organisation' | 'councils'>): boolean {
    return councils.length > 0 && councils.every((council) => this.hold(organisation, council));
  }

  /**
   * Takes an event in whatever order it comes: the tail runs while the past is still being read.
   * @returns the provider that this event suspends, if it suspends one
   */
  note({ seq, type, council, data }: LoggedEvent): string | undefined {
    if (!SUSPENSION_TYPES.includes(type)) return undefined;
    const { providerId } = data as (ProviderSuspended | ProviderRestored)['data'];
    const words = this.words.get(providerId) ?? new Map();
    this.words.set(providerId, words);
    const where = council ?? EVERYWHERE;
    if (words.get(where)?.seq > seq) return undefined;
    const suspended = type === 'ProviderSuspended';
    words.set(where, { seq, suspended });
    return suspended ? providerId : undefined;
  }

  async readPast(events: EventLogReader): Promise<void> {
    for (let after = 0; ; ) {
      const batch = await events.read(after, BATCH, SUSPENSION_TYPES);
      for (const event of batch) this.note(event);
      if (batch.length < BATCH) return;
      after = batch.at(-1)!.seq;
    }
  }
}

export const SUSPENSION_TYPES: readonly string[] = [
  'ProviderSuspended' satisfies ProviderSuspended['type'],
  'ProviderRestored' satisfies ProviderRestored['type'],
];

const EVERYWHERE = '*';
const BATCH = 1000;
