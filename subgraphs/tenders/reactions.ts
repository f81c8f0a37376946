import { on, type Reactions } from '../../kernel/log/reactions.js';
import type {
  PackageCancelled,
  PlacementStarted,
  PlacementWithdrawn,
  ServiceRequestAmended,
  ServiceRequestReady,
} from '../../schema/events/cases.js';
import type { HomeStandingChanged, ProviderStandingChanged } from '../../schema/events/providers.js';
import { refuseForPlacement } from './commands/awards/refuse-for-placement.js';
import { amendForPackage } from './commands/call-offs/amend-for-package.js';
import { completeCallOff } from './commands/call-offs/complete-call-off.js';
import { openCallOff } from './commands/call-offs/open-call-off.js';
import { withdrawForPackage } from './commands/call-offs/withdraw-for-package.js';
import { keepStanding } from './commands/invitations/keep-standing.js';
import { keepHomeStanding } from './commands/matching/keep-home-standing.js';

export const reactions: Reactions = {
  ProviderStandingChanged: on<ProviderStandingChanged>(keepStanding),
  HomeStandingChanged: on<HomeStandingChanged>(keepHomeStanding),
  ServiceRequestReady: on<ServiceRequestReady>(openCallOff),
  ServiceRequestAmended: on<ServiceRequestAmended>(amendForPackage),
  PackageCancelled: on<PackageCancelled>(withdrawForPackage),
  PlacementWithdrawn: on<PlacementWithdrawn>(refuseForPlacement),
  PlacementStarted: on<PlacementStarted>(completeCallOff),
};
