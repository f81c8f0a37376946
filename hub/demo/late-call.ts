import type { Refusal } from '../../adapters/gateway-client.js';
import { addMinutes } from '../../kernel/time/working-time.js';
import { DEFAULT_POLICY } from '../../schema/policy.js';
import { askAs, unlessRefused } from '../ask.js';
import { CommandError, type Reached } from '../reach.js';
import { SandboxTime } from '../sandbox-clock.js';
import { SUBGRAPHS } from '../subgraphs.js';
import { PROVIDERS } from './borough.js';

/** How soon its alert comes, so that there is time to look. */
const SOON_SECONDS = 10;

/**
 * `hub demo late-call`: the rostering system of a provider plans a call that began almost half an hour ago. Nobody logs
 * in, so its alert is raised within seconds.
 */
export async function planLateCall(hub: Reached, key: string): Promise<{ placement: string; alertAt: Date }> {
  const provider = PROVIDERS.find((each) => each.key === key);
  if (!provider) throw new CommandError(`The demo has no provider ${key}.`);
  const { rows } = await hub.pool.query<{ reference: string }>(
    `select reference from cases.placement where provider_id = $1 and council = 'bromley' and state = 'ACTIVE'
     order by awarded_at desc limit 1`,
    [provider.id],
  );
  const [placement] = rows;
  if (!placement) {
    const soon = 'The past quarter, which npm start plays, brings people into care: try again in a minute.';
    throw new CommandError(`${provider.name} cares for nobody in Bromley yet. ${soon}`);
  }
  const now = await new SandboxTime(hub.pool, SUBGRAPHS).now();
  const alertAt = new Date(now.getTime() + SOON_SECONDS * 1000);
  const plannedStart = addMinutes(alertAt, -DEFAULT_POLICY.alert.minutes);
  const plan = {
    externalId: `LATE-${now.getTime()}`,
    asOf: addMinutes(now, -60),
    placement: placement.reference,
    plannedStart,
    plannedEnd: addMinutes(plannedStart, 30),
    plannedWorkers: ['W90001'],
  };
  const { recordVisits: answer } = await askAs<{
    recordVisits: { rows: ReadonlyArray<{ refusal: Refusal | null }>; refusals: readonly Refusal[] };
  }>(hub, `machine:rostering@${key}`, 'record-visits', {
    input: { council: 'bromley', source: 'demo-roster', plans: [plan] },
  });
  unlessRefused(answer.refusals);
  unlessRefused(answer.rows.flatMap(({ refusal }) => refusal ?? []));
  return { placement: placement.reference, alertAt };
}
