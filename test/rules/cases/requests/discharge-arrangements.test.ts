import { PLACEMENT_STATES } from '../../../../subgraphs/cases/rules/placements/placement-states.js';
import { amendDischarge } from '../../../../subgraphs/cases/rules/requests/discharge-arrangements.js';
import { at } from '../given.js';

const proposed = {
  dischargeAt: at('14:00'),
  arrangements: 'Hospital transport; the provider is let in by a neighbour',
};

describe('finalising a discharge', () => {
  it('ROUT-19: the first agreement is version 1, and each amendment one more', () => {
    const first = amendDischarge('CONFIRMED', null, proposed);
    expect(first).toEqual({ agreed: { ...proposed, version: 1 } });
    const agreed = 'agreed' in first ? first.agreed : null;
    expect(amendDischarge('CONFIRMED', agreed, { ...proposed, dischargeAt: at('15:00') })).toEqual({
      agreed: { ...proposed, dischargeAt: at('15:00'), version: 2 },
    });
    expect(amendDischarge('CONFIRMED', agreed, { ...proposed, arrangements: 'Taxi' })).toHaveProperty(
      'agreed.version',
      2,
    );
  });

  it('ROUT-19: what is agreed already is no new version', () => {
    const again = { dischargeAt: new Date(proposed.dischargeAt), arrangements: proposed.arrangements };
    expect(amendDischarge('CONFIRMED', { ...proposed, version: 4 }, again)).toMatchObject({
      refusal: { rule: 'ROUT-19', code: 'DISCHARGE_UNCHANGED', message: expect.stringContaining('Version 4') },
    });
  });

  it('ROUT-19: open from the sending of the documents until the care starts', () => {
    const open = PLACEMENT_STATES.filter((state) => 'agreed' in amendDischarge(state, null, proposed));
    expect(open).toEqual(['DOCS_SENT', 'ASSESSING', 'CONFIRMED', 'ON_LAS', 'IPO_ISSUED']);
  });

  it('ROUT-19: only what is agreed is kept of what is given', () => {
    const given = { ...proposed, note: 'not part of it' };
    expect(amendDischarge('CONFIRMED', null, given)).toEqual({ agreed: { ...proposed, version: 1 } });
  });
});
