import type { Reactions } from '../../kernel/reactions.js';
import type { LoggedEvent } from '../../schema/events/envelope.js';
import type { FirstCallMade } from '../../schema/events/monitoring.js';
import type { AwardRefused, CallOffAwarded, CallOffFailed, PackageWithdrawn } from '../../schema/events/tenders.js';
import { leaveUnfilled } from './commands/leave-unfilled.js';
import { proposePlacement } from './commands/propose-placement.js';
import { startPlacement } from './commands/start-placement.js';
import { withdrawPlacement } from './commands/withdraw-placement.js';

type Of<Event extends { type: string; data: unknown }> = LoggedEvent<Event['type'], Event['data']>;

export const reactions = {
  CallOffAwarded: (t, event: LoggedEvent<'CallOffAwarded', CallOffAwarded['data']>) => proposePlacement(t, event),
  AwardRefused: (t, event: Of<AwardRefused>) => withdrawPlacement(t, event.data),
  CallOffFailed: (t, event: Of<CallOffFailed>) => leaveUnfilled(t, event.data.packageId, 'NOBODY_FOUND'),
  PackageWithdrawn: (t, event: Of<PackageWithdrawn>) => leaveUnfilled(t, event.data.packageId, 'CALL_OFF_WITHDRAWN'),
  FirstCallMade: (t, event: Of<FirstCallMade>) => startPlacement(t, event.data),
} satisfies Reactions;
