import type { Reactions } from '../../kernel/log/reactions.js';
import type { LoggedEvent } from '../../schema/events/envelope.js';
import type { FirstCallMade } from '../../schema/events/monitoring.js';
import type { ProviderStandingChanged } from '../../schema/events/providers.js';
import type { AwardRefused, CallOffFailed, PackageWithdrawn } from '../../schema/events/tenders.js';
import { keepAgeRegistration } from './commands/people/keep-age-registration.js';
import { proposePlacement } from './commands/placements/propose-placement.js';
import { startPlacement } from './commands/placements/start-placement.js';
import { withdrawPlacement } from './commands/placements/withdraw-placement.js';
import { leaveUnfilled } from './commands/requests/leave-unfilled.js';

type Of<Event extends { type: string; data: unknown }> = LoggedEvent<Event['type'], Event['data']>;

export const reactions = {
  CallOffAwarded: proposePlacement,
  AwardRefused: (t, { data }: Of<AwardRefused>) => withdrawPlacement(t, data),
  CallOffFailed: (t, { data }: Of<CallOffFailed>) => leaveUnfilled(t, { ...data, reason: 'NOBODY_FOUND' }),
  PackageWithdrawn: (t, { data }: Of<PackageWithdrawn>) => leaveUnfilled(t, { ...data, reason: 'CALL_OFF_WITHDRAWN' }),
  FirstCallMade: (t, { data }: Of<FirstCallMade>) => startPlacement(t, data),
  ProviderStandingChanged: (t, { data }: Of<ProviderStandingChanged>) => keepAgeRegistration(t, data),
} satisfies Reactions;
