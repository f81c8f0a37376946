import type { Transaction } from '../../kernel/database/work.js';
import type { Reactions } from '../../kernel/log/reactions.js';
import type {
  PackageCancelled,
  PlacementStarted,
  PlacementWithdrawn,
  ServiceRequestAmended,
  ServiceRequestReady,
} from '../../schema/events/cases.js';
import type { NewEvent } from '../../schema/events/envelope.js';
import type { ProviderStandingChanged } from '../../schema/events/providers.js';
import { refuseForPlacement } from './commands/awards/refuse-award.js';
import { amendForPackage } from './commands/call-offs/amend-call-off.js';
import { completeCallOff } from './commands/call-offs/complete-call-off.js';
import { openCallOff } from './commands/call-offs/open-call-off.js';
import { withdrawForPackage } from './commands/call-offs/withdraw-call-off.js';
import { keepStanding } from './commands/invitations/keep-standing.js';

/** What is told of one council, as a command takes it. */
function on<Event extends NewEvent>(
  command: (transaction: Transaction, told: Event['data'] & { readonly council: string }) => Promise<unknown>,
) {
  return async (transaction: Transaction, event: Event): Promise<void> => {
    const data = event.data as Event['data'] & object;
    await command(transaction, { ...data, council: event.council! });
  };
}

export const reactions: Reactions = {
  ProviderStandingChanged: on<ProviderStandingChanged>(keepStanding),
  ServiceRequestReady: on<ServiceRequestReady>(openCallOff),
  ServiceRequestAmended: on<ServiceRequestAmended>(amendForPackage),
  PackageCancelled: on<PackageCancelled>(withdrawForPackage),
  PlacementWithdrawn: on<PlacementWithdrawn>(refuseForPlacement),
  PlacementStarted: on<PlacementStarted>(completeCallOff),
};
