import type { RouteDefinition } from './definition.js';
import { isDischargeToAssess } from './discharge-to-assess.js';

/**
 * Care at home by Care to Place: the requirement goes to the agencies with no more of the person than the postcode
 * (IDG-01). Who is interested asks for the request form, says whether it can assess, and offers times and a start
 * (ROUT-27); a reply is due within a working day, and later ones are chased and not refused (WIN-13). The practitioner
 * agrees the best match with the family (ROUT-28), and the agency assesses before its start goes onto LAS (ROUT-29).
 * [ROUT-26, ROUT-27, ROUT-28, IDG-04, WIN-13, CHOI-08; 001 §2]
 */
export const C2P_DOMICILIARY: RouteDefinition = {
  route: 'C2P_DOMICILIARY',
  serviceTypes: ['DOMICILIARY'],
  takes: ({ need }) => !isDischargeToAssess(need),
  disclosure: 'ON_REQUEST',
  answer: 'OFFER',
  stages: [
    {
      kind: 'AGENCIES',
      window: { rule: 'WIN-13', workingDays: (policy) => policy.c2p.replyWorkingDays },
      late: 'CHASED',
    },
  ],
  choice: { recordedBy: ['practitioner'], rule: 'ROUT-28' },
  assesses: true,
};
