import { stageAsks } from '../../../../subgraphs/tenders/rules/invitations/stage-asks.js';
import { aNeed, policy } from '../fixtures.js';

describe('stage asks', () => {
  const care = { need: aNeed(), serviceType: 'DOMICILIARY' } as const;

  it('EVAL-01, PROV-19: a stage asks for the lot that its terms name, and for none without terms', () => {
    const asks = stageAsks(care, { kind: 'DPS', terms: { lot: 'COMPLEX_HEALTH' } }, policy);
    expect(asks).toEqual({ ...care, stage: 'DPS', lot: 'COMPLEX_HEALTH', policy });
    expect(stageAsks(care, { kind: 'PATCH', terms: null }, policy).lot).toBeNull();
  });
});
