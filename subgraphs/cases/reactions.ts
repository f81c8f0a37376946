import { on, type Reactions } from '../../kernel/log/reactions.js';
import type { FirstCallMade } from '../../schema/events/monitoring.js';
import type { ProviderStandingChanged } from '../../schema/events/providers.js';
import {
  type AwardRefused,
  type CallOffFailed,
  type DirectPaymentChosen,
  type PackageWithdrawn,
  packagesOf,
  type SrfRecalled,
} from '../../schema/events/tenders.js';
import { keepAgeRegistration } from './commands/people/keep-age-registration.js';
import { proposePlacement } from './commands/placements/propose-placement.js';
import { startPlacement } from './commands/placements/start-placement.js';
import { withdrawPlacement } from './commands/placements/withdraw-placement.js';
import { leaveUnfilled } from './commands/requests/leave-unfilled.js';
import { recallForm } from './commands/requests/recall-form.js';
import { releaseForm } from './commands/requests/release-form.js';
import { signpostDirectPayment } from './commands/requests/signpost-direct-payment.js';

export const reactions = {
  CallOffAwarded: proposePlacement,
  SrfRequested: releaseForm,
  SrfRecalled: on<SrfRecalled>(recallForm),
  AwardRefused: on<AwardRefused>(withdrawPlacement),
  CallOffFailed: on<CallOffFailed>(async (t, told) => {
    for (const packageId of packagesOf(told)) {
      await leaveUnfilled(t, { packageId, callOffId: told.callOffId, reason: 'NOBODY_FOUND' });
    }
  }),
  PackageWithdrawn: on<PackageWithdrawn>(async (t, told) => {
    const { callOffId, replaced } = told;
    for (const packageId of packagesOf(told)) {
      await leaveUnfilled(t, { packageId, callOffId, reason: 'CALL_OFF_WITHDRAWN', replaced });
    }
  }),
  DirectPaymentChosen: on<DirectPaymentChosen>(signpostDirectPayment),
  FirstCallMade: on<FirstCallMade>(startPlacement),
  ProviderStandingChanged: on<ProviderStandingChanged>(keepAgeRegistration),
} satisfies Reactions;
