import { INVOLVED } from '../../../../schema/involved.js';

export const SCORERS = ['SOCIAL_WORKER', 'BROKER', 'COMMISSIONER', ...INVOLVED] as const;
/** Who took part in scoring; a care manager is the social worker of it. [EVAL-08, EVAL-10, ROUT-40] */
export type Scorer = (typeof SCORERS)[number];
