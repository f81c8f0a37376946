import type { Reactions } from '../../kernel/log/reactions.js';
import type {
  OfPlacement,
  PlacementEnded,
  PlacementsTakenOver,
  PlacementWithdrawn,
  VariationEffective,
} from '../../schema/events/cases.js';
import type { LoggedEvent } from '../../schema/events/envelope.js';
import type { AwardRefused, CallOffAwarded } from '../../schema/events/tenders.js';
import { changeCommittedHours } from './commands/hours/change-committed-hours.js';
import { countCommittedHours, countHoursTakenOver } from './commands/hours/count-committed-hours.js';
import { releaseCommittedHours } from './commands/hours/release-committed-hours.js';

type Heard<Event extends { type: string; data: unknown }> = LoggedEvent<Event['type'], Event['data']>;

/** What the providers subgraph does on hearing of others' events: it keeps count of hours (PROV-23). */
export const reactions: Reactions = {
  CallOffAwarded: (t, { seq, council, data }: Heard<CallOffAwarded>) =>
    countCommittedHours(t, { ...data, council: council!, weeklyMinutes: data.weeklyWorkerMinutes, seq }),
  AwardRefused: (t, { seq, data }: Heard<AwardRefused>) =>
    releaseCommittedHours(t, { providerId: data.providerId, awardId: data.awardId, seq }),
  PlacementsTakenOver: (t, { seq, council, data }: Heard<PlacementsTakenOver>) =>
    countHoursTakenOver(t, { council: council!, placements: data.placements, seq }),
  PlacementEnded: (t, { seq, data }: Heard<PlacementEnded>) => releaseCommittedHours(t, { ...ofPlacement(data), seq }),
  PlacementWithdrawn: (t, { seq, data }: Heard<PlacementWithdrawn>) =>
    releaseCommittedHours(t, { ...ofPlacement(data), seq }),
  VariationEffective: (t, { seq, data }: Heard<VariationEffective>) =>
    changeCommittedHours(t, { ...ofPlacement(data), weeklyMinutes: data.weeklyWorkerMinutes.after, seq }),
};

/** The hours of a placement are kept by its call-off, or by itself where there is none (`CommittedHours`). */
function ofPlacement({ providerId, callOffId, placementId }: OfPlacement) {
  return callOffId === null ? { providerId, awardId: placementId } : { providerId, callOffId };
}
