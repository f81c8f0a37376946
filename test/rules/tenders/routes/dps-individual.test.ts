import { DPS_INDIVIDUAL } from '../../../../subgraphs/tenders/rules/routes/dps-individual.js';
import { aDischarge, aNeed } from '../fixtures.js';

it('ROUT-37, ROUT-41: takes care at home of one person by the members of a lot, and no discharge to assess', () => {
  expect(DPS_INDIVIDUAL.takes({ serviceType: 'DOMICILIARY', need: aNeed() })).toBe(true);
  expect(DPS_INDIVIDUAL.takes({ serviceType: 'DOMICILIARY', need: aDischarge() })).toBe(false);
  expect(DPS_INDIVIDUAL.prepared).toEqual({ portal: 'ROUT-41', questionsBy: 'PANEL', lots: true });
});

it('ROUT-38, CHOI-08: providers meet the person before the person, family or advocates decide', () => {
  expect(DPS_INDIVIDUAL).toMatchObject({
    gate: { kind: 'MEET_AND_GREET' },
    choice: { rule: 'ROUT-38', decidedBy: ['PERSON', 'CARER', 'FAMILY', 'REPRESENTATIVE', 'ADVOCATE'] },
  });
});
