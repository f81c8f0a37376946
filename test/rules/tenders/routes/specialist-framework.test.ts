import { routeFor } from '../../../../subgraphs/tenders/rules/routes/routes.js';
import { SPECIALIST_FRAMEWORK } from '../../../../subgraphs/tenders/rules/routes/specialist-framework.js';
import { aDischarge, aNeed, policyWith } from '../fixtures.js';

const open = policyWith('route', { enabled: ['PATCH', 'SPECIALIST_FRAMEWORK'] });
const care = (specialist: boolean) => ({ serviceType: 'DOMICILIARY', need: aNeed({ specialist }) }) as const;

it('ASM-22, ROUT-02: takes flagged cases before any other route, and no other case', () => {
  expect(routeFor(care(true), open)?.route).toBe('SPECIALIST_FRAMEWORK');
  expect(routeFor(care(false), open)?.route).toBe('PATCH');
  expect(SPECIALIST_FRAMEWORK.takes({ ...care(true), need: aDischarge({ specialist: true }) })).toBe(false);
  // A broker cannot send an unflagged case there either.
  expect(SPECIALIST_FRAMEWORK.requestRefusal!(care(false))).toMatchObject({ rule: 'ASM-22', code: 'NOT_SPECIALIST' });
  expect(SPECIALIST_FRAMEWORK.requestRefusal!(care(true))).toBeUndefined();
});

it('ROUT-43, ROUT-44, ROUT-45, CHOI-08: the person sets the questions, the social worker checks, and the person or the carers decide', () => {
  expect(SPECIALIST_FRAMEWORK).toMatchObject({
    prepared: { portal: 'ROUT-42', questionsBy: 'PERSON', lots: false },
    gate: { kind: 'NEEDS_CHECK', assessedBy: ['practitioner'], scorers: ['SOCIAL_WORKER'] },
    choice: { decidedBy: ['PERSON', 'CARER', 'FAMILY'] },
    withinBudget: true,
  });
});
