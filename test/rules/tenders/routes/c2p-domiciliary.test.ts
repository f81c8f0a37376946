import { C2P_DOMICILIARY } from '../../../../subgraphs/tenders/rules/routes/c2p-domiciliary.js';
import { aDischarge, aNeed } from '../fixtures.js';

it('ROUT-26: takes care at home, and no discharge to assess', () => {
  const care = { serviceType: 'DOMICILIARY', need: aNeed() } as const;
  expect(C2P_DOMICILIARY.takes(care)).toBe(true);
  expect(C2P_DOMICILIARY.takes({ ...care, need: aDischarge() })).toBe(false);
  expect(C2P_DOMICILIARY.serviceTypes).toEqual(['DOMICILIARY']);
});

it('ROUT-28, CHOI-08, ROUT-29: the practitioner records the choice, and the agency assesses before it starts', () => {
  expect(C2P_DOMICILIARY).toMatchObject({
    choice: { recordedBy: ['practitioner'], rule: 'ROUT-28' },
    disclosure: 'ON_REQUEST',
    answer: 'OFFER',
    assesses: true,
  });
});
