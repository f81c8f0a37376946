import { specialistRefusals } from '../../../../subgraphs/cases/rules/requests/specialist.js';
import { told } from '../given.js';

const ground = { definitionVersion: '2015-2', justification: 'Two to one support in the community.' };
const AT = 'ASM-22 input.specialistGround';

describe('a specialist flag', () => {
  it.each([
    ['with definition and justification', true, ground, []],
    ['with neither', true, null, [`${AT}.definitionVersion`, `${AT}.justification`]],
    ['without the definition', true, { ...ground, definitionVersion: ' ' }, [`${AT}.definitionVersion`]],
    ['without a justification', true, { ...ground, justification: '' }, [`${AT}.justification`]],
    ['with a version of 50 characters', true, { ...ground, definitionVersion: 'x'.repeat(50) }, []],
    ['with one of 51', true, { ...ground, definitionVersion: 'x'.repeat(51) }, [`${AT}.definitionVersion`]],
    ['justified in 1,000 characters', true, { ...ground, justification: 'x'.repeat(1000) }, []],
    ['justified in 1,001', true, { ...ground, justification: 'x'.repeat(1001) }, [`${AT}.justification`]],
    ['absent, with a ground', false, ground, [AT]],
    ['absent, with none', false, null, []],
  ] as const)('ASM-22: %s', (_, specialist, given, refusals) => {
    expect(told(specialistRefusals(specialist, given))).toEqual(refusals);
  });
});
