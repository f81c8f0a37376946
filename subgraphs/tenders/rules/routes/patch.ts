import type { RouteDefinition, StageDefinition } from './definition.js';
import { isDischargeToAssess } from './discharge-to-assess.js';

/**
 * Care at home, by patch: every provider admitted to the person's patch is asked at once and has two hours (WIN-01). If none
 * can take it, the framework is asked, where the council has opened it (ROUT-06); before it the providers of the other
 * patches, for a patch that the policy names since it has one provider (ROUT-08). [ROUT-03, ROUT-06, ROUT-08, AMB-04; 002
 * App A ¶4, ¶6]
 */
export const PATCH: RouteDefinition = {
  route: 'PATCH',
  serviceTypes: ['DOMICILIARY'],
  takes: ({ need }) => !isDischargeToAssess(need),
  disclosure: 'ON_AWARD',
  answer: 'BID',
  stages: [
    {
      kind: 'PATCH',
      window: { rule: 'WIN-01', minutes: (policy) => policy.window.patchMinutes },
      late: 'REFUSED',
    },
    {
      kind: 'OTHER_PATCHES',
      window: { rule: 'WIN-01', minutes: (policy) => policy.window.patchMinutes },
      late: 'REFUSED',
      isAsked: (patch, policy) => policy.patch.escalateToOtherPatches.includes(patch),
    },
    {
      kind: 'FRAMEWORK',
      window: { rule: 'WIN-12', minutes: (policy) => policy.window.frameworkMinutes },
      late: 'REFUSED',
      isAsked: (_patch, policy) => policy.route.enabled.includes('FRAMEWORK'),
    },
  ],
};

/** The same providers in the same order, each stage with another window. */
export function stagesOfPatch(window: StageDefinition['window']): RouteDefinition['stages'] {
  const [first, ...later] = PATCH.stages;
  return [{ ...first, window }, ...later.map((stage) => ({ ...stage, window }))];
}
