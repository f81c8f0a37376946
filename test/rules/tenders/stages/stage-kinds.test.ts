import { VEHICLES } from '../../../../schema/events/providers.js';
import { STAGES } from '../../../../schema/events/tenders.js';
import { STAGE_KINDS } from '../../../../subgraphs/tenders/rules/stages/stage-kinds.js';

it.each([
  ['PATCH', ['PATCH']],
  ['OTHER_PATCHES', ['PATCH']],
  ['FRAMEWORK', ['FRAMEWORK']],
  ['AGENCIES', ['SPOT']],
  ['HOMES', ['SPOT', 'BLOCK']],
  ['LONG_LIST', ['FLEXIBLE_CONTRACTING_ARRANGEMENT', 'FRAMEWORK']],
] as const)(
  'ROUT-03, ROUT-08, PROV-18, ROUT-22, ROUT-26: a stage of the kind %s asks members of %j',
  (stage, vehicles) => {
    expect(STAGE_KINDS[stage].vehicles).toEqual(vehicles);
  },
);

it('CHOI-05: the provider that a person chose may be a member of any vehicle, each named once', () => {
  const { vehicles } = STAGE_KINDS.CHOSEN_PROVIDER;
  expect([...vehicles].sort()).toEqual([...VEHICLES].sort());
});

it('EVAL-02, EVAL-05, EVAL-06, EVAL-07: every kind of stage says how its bids are ranked', () => {
  for (const stage of STAGES)
    expect(['FAIR_SHARE', 'RATE', 'START', 'MATCH', 'QAF', 'SCORE']).toContain(STAGE_KINDS[stage].ranking);
});
