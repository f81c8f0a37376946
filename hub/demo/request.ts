import { readFile } from 'node:fs/promises';
import { signClientToken } from '../home.js';
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
  const token = await signClientToken(await hub.home.clientKey(), 'machine:case-system@bromley', { expiresIn: '5m' });
  const response = await fetch(`${hub.running.gatewayUrl.replace(/\/graphql$/, '')}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      query: await readFile('schema/operations/submit-service-request.graphql', 'utf8'),
      variables: { input },
    }),
  });
  const { data, errors } = (await response.json()) as {
    data?: {
      submitServiceRequest: {
        package: { reference: string } | null;
        refusals: Array<{ rule: string; message: string }>;
      } | null;
    };
    errors?: Array<{ message: string }>;
  };
  const answer = data?.submitServiceRequest;
  if (answer?.package) return answer.package.reference;
  throw new CommandError(
    (answer?.refusals ?? errors ?? []).map(({ message }) => message).join(' ') || 'The hub gave no answer.',
  );
}
