import type { RouteDefinition } from './definition.js';

/**
 * A place in a care home, with nursing or without: three homes are matched to the person's needs (ROUT-30), the practitioner
 * agrees the preferred one with the person or the family (ROUT-31), and that home alone is sent the request form and asked to
 * assess (ROUT-32). If it finds the person unsuitable, homes are matched again without it (ROUT-33). Nothing is said of how
 * long a home may take; two working days are asked for, and it is chased (WIN-13). [ROUT-30 to ROUT-34, WIN-13, CHOI-08; 001 §3]
 */
export const RESIDENTIAL_MATCH: RouteDefinition = {
  route: 'RESIDENTIAL_MATCH',
  serviceTypes: ['RESIDENTIAL', 'NURSING'],
  takes: () => true,
  disclosure: 'TO_THE_PREFERRED',
  answer: 'HOME_DECISION',
  stages: [
    {
      kind: 'HOMES',
      window: { rule: 'WIN-13', workingDays: (policy) => policy.match.assessWorkingDays },
      late: 'CHASED',
      proposes: (policy) => ({ most: policy.match.homes, wanted: policy.match.homes }),
    },
  ],
  choice: { recordedBy: ['practitioner'], rule: 'ROUT-31', among: 'PROPOSALS' },
};
