import type { Transaction } from '../../kernel/database/database.js';
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
import { amendForPackage } from './commands/amend-call-off.js';
import { completeCallOff } from './commands/complete-call-off.js';
import { keepStanding } from './commands/keep-standing.js';
import { openCallOff } from './commands/open-call-off.js';
import { refuseForPlacement } from './commands/refuse-award.js';
import { withdrawForPackage } from './commands/withdraw-call-off.js';

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
