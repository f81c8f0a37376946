import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { VARIATION_INITIATORS, VARIATION_KINDS } from '../../../../schema/events/cases.js';
import { INCREASE_WARNINGS } from '../../rules/variations/increase.js';
import { VARIATION_STATES } from '../../rules/variations/variation-states.js';

/** The words of variations that clients choose from or are shown. */

export const VariationKindWord = enumType(VARIATION_KINDS, {
  name: 'VariationKind',
  description: 'What a variation does to a placement (SM-6).',
});
export const VariationStateWord = enumType(VARIATION_STATES, {
  name: 'VariationState',
  description: 'Where a variation stands (SM-6).',
});
export const VariationInitiatorWord = enumType(VARIATION_INITIATORS, {
  name: 'VariationInitiator',
  description: 'Who began a variation (VAR-15).',
});
export const VariationEffectWord = enumType(VARIATION_KINDS, {
  name: 'VariationEffect',
  description: 'What a variation does to a placement, or the end of what it did (SM-6).',
});
export const IncreaseWarningWord = enumType(INCREASE_WARNINGS, {
  name: 'IncreaseWarning',
  description: 'What the council should look at about a provider that is asked for more hours (PROV-08, PROV-23).',
});
