import { isDischargeToAssess } from '../../../../subgraphs/tenders/rules/routes/discharge-to-assess.js';
import { aDischarge, aNeed } from '../fixtures.js';

it('ROUT-14: care is assessed at home if it is urgent so, or priced so', () => {
  expect(isDischargeToAssess(aDischarge())).toBe(true);
  expect(isDischargeToAssess(aDischarge({ urgency: 'STANDARD' }))).toBe(true);
  expect(isDischargeToAssess(aNeed({ urgency: 'EMERGENCY' }))).toBe(false);
});
