import { PATCH, stagesOfPatch } from '../../../../subgraphs/tenders/rules/routes/patch.js';

it('ROUT-03, AMB-49: the providers of a patch are asked in the same order by another clock', () => {
  const window = { rule: 'WIN-05', minutes: () => 45 } as const;
  const stages = stagesOfPatch(window);
  expect(stages.map((stage) => ({ ...stage, window: null }))).toEqual(
    PATCH.stages.map((stage) => ({ ...stage, window: null })),
  );
  for (const stage of stages) expect(stage.window).toBe(window);
});
