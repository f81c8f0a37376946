import type { Refusal } from '../../adapters/gateway-client.js';
import { askAs, unlessRefused } from '../ask.js';
import { CommandError, type Reached } from '../reach.js';
import { SandboxTime } from '../sandbox-clock.js';
import { SUBGRAPHS } from '../subgraphs.js';
import { People } from './people.js';

const PATCHES = ['East', 'West', 'Central', 'South'];

/** `hub demo request`: the council's case system asks for care for somebody who does not exist, as of now. */
export async function requestCare(hub: Reached, patch: string): Promise<string> {
  if (!PATCHES.includes(patch)) throw new CommandError(`Bromley has no patch ${patch}: ${PATCHES.join(', ')}.`);
  const { rows } = await hub.pool.query<{ count: number }>('select count(*)::int from cases.package');
  const time = new SandboxTime(hub.pool, SUBGRAPHS);
  const input = new People(2).request(rows[0]!.count + 1, await time.now(), { patch });
  const { submitServiceRequest: answer } = await askAs<{
    submitServiceRequest: { package: { reference: string } | null; refusals: readonly Refusal[] };
  }>(hub, 'machine:case-system@bromley', 'submit-service-request', { input });
  unlessRefused(answer.refusals);
  return answer.package!.reference;
}
