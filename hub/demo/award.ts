import type { Refusal } from '../../adapters/gateway-client.js';
import { askAs } from '../ask.js';
import type { Reached } from '../reach.js';
import { SandboxTime } from '../sandbox-clock.js';
import { SUBGRAPHS } from '../subgraphs.js';

const BROKER = 'user:broker@bromley';

/** What came of the broker's award of one call-off. */
export interface Awarded {
  readonly reference: string;
  /** Who was chosen; null if the award was refused. */
  readonly provider: string | null;
  /** Why it was refused. */
  readonly because: readonly string[];
}

interface Board {
  readonly callOffs: {
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly reference: string;
        readonly suggestion: { readonly order: readonly object[] } | null;
      };
    }>;
  };
}

interface Award {
  readonly awardCallOff: {
    readonly award: { readonly provider: { readonly name: string } } | null;
    readonly refusals: readonly Refusal[];
  };
}

/** `hub demo award`: the broker awards every call-off of Bromley whose window has closed to the bid that comes first. */
export async function awardAll(hub: Reached): Promise<readonly Awarded[]> {
  const { callOffs } = await askAs<Board>(hub, BROKER, 'broker-board', { states: ['EVALUATING'], first: 100 });
  const at = await new SandboxTime(hub.pool, SUBGRAPHS).now();
  const awarded: Awarded[] = [];
  for (const { node } of callOffs.edges) {
    if (!node.suggestion?.order.length) continue;
    const { awardCallOff: answer } = await askAs<Award>(hub, BROKER, 'award-call-off', {
      input: {
        idempotencyKey: `demo-award-${node.id}-${at.getTime()}`,
        callOffId: node.id,
        involvement: [{ who: 'FAMILY', how: 'Spoken with by telephone', at }],
      },
    });
    awarded.push({
      reference: node.reference,
      provider: answer.award?.provider.name ?? null,
      because: answer.refusals.map(({ message }) => message),
    });
  }
  return awarded;
}
