import type { Reactions } from '../../kernel/reactions.js';
import type { PlacementEnded, PlacementWithdrawn } from '../../schema/events/cases.js';
import type { LoggedEvent } from '../../schema/events/envelope.js';
import type { AwardRefused, CallOffAwarded } from '../../schema/events/tenders.js';
import { countCommittedHours } from './commands/count-committed-hours.js';
import { releaseCommittedHours } from './commands/release-committed-hours.js';

type Heard<Event extends { type: string; data: unknown }> = LoggedEvent<Event['type'], Event['data']>;

/** What the providers subgraph does on hearing of others' events: it keeps count of hours (PROV-23). */
export const reactions: Reactions = {
  CallOffAwarded: (t, { seq, council, data }: Heard<CallOffAwarded>) =>
    countCommittedHours(t, { ...data, council: council!, weeklyMinutes: data.weeklyWorkerMinutes, seq }),
  AwardRefused: (t, { seq, data }: Heard<AwardRefused>) =>
    releaseCommittedHours(t, { providerId: data.providerId, awardId: data.awardId, seq }),
  PlacementEnded: (t, { seq, data }: Heard<PlacementEnded>) =>
    releaseCommittedHours(t, { providerId: data.providerId, callOffId: data.callOffId, seq }),
  PlacementWithdrawn: (t, { seq, data }: Heard<PlacementWithdrawn>) =>
    releaseCommittedHours(t, { providerId: data.providerId, callOffId: data.callOffId, seq }),
};
