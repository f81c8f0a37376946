/** Who of the person's side takes part in a decision or a plan. [EVAL-11, CHOI-09, CHOI-11] */
export const INVOLVED = ['PERSON', 'CARER', 'FAMILY', 'REPRESENTATIVE', 'ADVOCATE'] as const;
export type Involved = (typeof INVOLVED)[number];
