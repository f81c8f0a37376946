import { on, type Reactions } from '../../kernel/log/reactions.js';
import type {
  PlacementEnded,
  PlacementsTakenOver,
  PlacementWithdrawn,
  VariationEffective,
} from '../../schema/events/cases.js';
import type { AwardRefused, CallOffAwarded } from '../../schema/events/tenders.js';
import { changeCommittedHours } from './commands/hours/change-committed-hours.js';
import { countCommittedHours } from './commands/hours/count-committed-hours.js';
import { countHoursTakenOver } from './commands/hours/count-hours-taken-over.js';
import { releaseCommittedHours } from './commands/hours/release-committed-hours.js';

/** How the providers subgraph keeps count of hours when others' events change them (PROV-23). */
export const reactions: Reactions = {
  CallOffAwarded: on<CallOffAwarded>(countCommittedHours),
  AwardRefused: on<AwardRefused>(releaseCommittedHours),
  PlacementsTakenOver: on<PlacementsTakenOver>(countHoursTakenOver),
  PlacementEnded: on<PlacementEnded>(releaseCommittedHours),
  PlacementWithdrawn: on<PlacementWithdrawn>(releaseCommittedHours),
  VariationEffective: on<VariationEffective>(changeCommittedHours),
};
