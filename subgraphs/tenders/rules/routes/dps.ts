import type { RouteDefinition } from './definition.js';

/** What every call-off by the dynamic purchasing system says: it runs on the portal, and asks the members of one lot. [ROUT-41, PROV-19] */
export const BY_THE_SYSTEM = {
  disclosure: 'ON_AWARD',
  prepared: { portal: 'ROUT-41', questionsBy: 'PANEL', lots: true },
  answer: 'RESPONSE',
} as const satisfies Partial<RouteDefinition>;

/** What holds for one person and for a small group: they meet who was shortlisted, and decide. [ROUT-38, EVAL-10, CHOI-08] */
export const WHO_MEET = {
  stages: [
    {
      kind: 'DPS',
      window: { rule: 'WIN-11', workingDays: (policy) => policy.statedDeadline.minimumWorkingDays, stated: true },
      late: 'REFUSED',
    },
  ],
  gate: { kind: 'MEET_AND_GREET', assessedBy: ['broker', 'practitioner', 'commissioner'], scorers: [] },
  choice: {
    recordedBy: ['practitioner', 'broker'],
    rule: 'ROUT-38',
    decidedBy: ['PERSON', 'CARER', 'FAMILY', 'REPRESENTATIVE', 'ADVOCATE'],
  },
} as const satisfies Partial<RouteDefinition>;
