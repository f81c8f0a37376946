import type { Refusal } from '../../adapters/gateway-client.js';
import { addLocalDays, addMinutes, localDateOf, localTimeOf, weekdayOf } from '../../kernel/time/working-time.js';
import type { CommissionedCall } from '../../schema/events/cases.js';
import { DEFAULT_POLICY } from '../../schema/policy.js';
import { askAs, unlessRefused } from '../ask.js';
import { CommandError, type Reached } from '../reach.js';
import { SandboxTime } from '../sandbox-clock.js';
import { SUBGRAPHS } from '../subgraphs.js';
import { PROVIDERS } from './borough.js';

const MINUTE_MS = 60_000;
/** Its alert comes with the next full minute, but not sooner than that, so that there is time to look. */
const SOON_MS = 10_000;
const CALL_MINUTES = 30;

/**
 * `hub demo late-call`: the council's case system records that somebody has one more call today, which began almost half
 * an hour ago. Nobody comes, so its alert is raised with the next full minute.
 */
export async function makeLateCall(hub: Reached, key: string): Promise<{ placement: string; alertAt: Date }> {
  const provider = PROVIDERS.find((each) => each.key === key);
  if (!provider) throw new CommandError(`The demo has no provider ${key}.`);
  const now = await new SandboxTime(hub.pool, SUBGRAPHS).now();
  const alertAt = new Date(Math.ceil((+now + SOON_MS) / MINUTE_MS) * MINUTE_MS);
  const startsAt = addMinutes(alertAt, -DEFAULT_POLICY.alert.minutes);
  const day = localDateOf(startsAt);
  const placement = await aPlacementOf(hub, provider.id, day);
  if (!placement) {
    const soon = 'The past quarter, which npm start plays, brings people into care: try again in a minute.';
    throw new CommandError(`${provider.name} cares for nobody in Bromley yet. ${soon}`);
  }
  const { id: placementId, reference, calls } = placement;
  const input = {
    idempotencyKey: `demo-late-call-${startsAt.getTime()}-${placementId}`,
    placementId,
    lasVariationId: `demo-late-call-${startsAt.getTime()}-${placementId}`,
    kind: 'TEMPORARY_INCREASE',
    effectiveFrom: day,
    effectiveTo: day,
    calls: [...calls.map(asGiven), oneMore(startsAt)],
  };
  const { recordVariation: answer } = await askAs<{ recordVariation: { refusals: readonly Refusal[] } }>(
    hub,
    'machine:case-system@bromley',
    'record-variation',
    { input },
  );
  unlessRefused(answer.refusals);
  return { placement: reference, alertAt };
}

/** Somebody in the provider's care whose calls of the day are as they were placed or as they are every week. */
async function aPlacementOf(
  { pool }: Reached,
  providerId: string,
  day: string,
): Promise<
  { readonly id: string; readonly reference: string; readonly calls: readonly CommissionedCall[] } | undefined
> {
  const { rows } = await pool.query(
    `select placement.id, placement.reference, version.calls from cases.placement
     join lateral (
       select calls, "to" from cases.calls_version as version
       where version.placement_id = placement.id and coalesce("from", $2) <= $2 and coalesce("to", $2) >= $2
       order by seq desc limit 1) as version on version."to" is null
     where provider_id = $1 and council = 'bromley' and state = 'ACTIVE' and started_at < $3
     order by awarded_at desc, reference limit 1`,
    [providerId, day, addLocalDays(day, -1)],
  );
  return rows[0];
}

function asGiven({ requestedStart, agreedStart: _, ...call }: CommissionedCall): object {
  return { ...call, startTime: requestedStart };
}

/** One call more, at this time of this day; outside the day band it is a night (WIN-15). */
function oneMore(startsAt: Date): object {
  const startTime = localTimeOf(startsAt);
  const { from, to } = DEFAULT_POLICY.hours.day;
  return {
    ...{ callId: null, days: [weekdayOf(localDateOf(startsAt))], startTime, minutes: CALL_MINUTES, workers: 1 },
    ...{ activities: ['PERSONAL_CARE'], timeCritical: false },
    ...((startTime < from || startTime >= to) && { night: 'WAKING_NIGHT' }),
  };
}
