import { specialRequirements } from '../../../../subgraphs/tenders/rules/invitations/special-requirements.js';
import { aCall, aNeed } from '../fixtures.js';

describe('special requirements', () => {
  it('ROUT-04: a need without special requirements has none', () => {
    expect(specialRequirements(aNeed())).toEqual([]);
  });

  it('ROUT-04, ASM-13: two workers, kept times and skills each ask for an answer', () => {
    const need = aNeed({ calls: [aCall({ workers: 2, timeCritical: true })], skills: ['PEG_FEEDING'] });
    expect(specialRequirements(need)).toEqual(['DOUBLE_HANDED', 'TIME_CRITICAL', 'SKILLS']);
  });
});
