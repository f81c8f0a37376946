import { refuse } from '../../../../kernel/values/refusal.js';

/** There is no award that this provider could give back. [AWRD-09] */
export const NO_AWARD_TO_REFUSE = refuse(
  'AWRD-09',
  'NO_AWARD_TO_REFUSE',
  'Only the provider that holds the award can refuse it, until care has started.',
);
