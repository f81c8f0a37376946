import type { HomeNeed } from '../../../../schema/events/cases.js';
import { requirementsOf } from '../../../../subgraphs/tenders/rules/bids/requirements.js';
import { aCall, aDischarge, aNeed } from '../fixtures.js';

const aHome = (change: Partial<HomeNeed> = {}): HomeNeed => ({
  nursing: false,
  contractBasis: 'SPOT',
  equipment: [],
  preferredPatches: [],
  lengthOfStayNights: null,
  ...change,
});
const codes = (need: ReturnType<typeof aNeed>) => requirementsOf(need).map(({ code }) => code);

describe('the requirements of a need', () => {
  it.each([
    ['a plain need', aNeed(), []],
    ['two workers', aNeed({ calls: [aCall({ workers: 2 })] }), ['TWO_WORKERS']],
    ['a time-critical call', aNeed({ calls: [aCall({ timeCritical: true })] }), ['TIME_CRITICAL']],
    ['a waking night', aNeed({ calls: [aCall({ night: 'WAKING_NIGHT' })] }), ['NIGHT_WAKING_NIGHT']],
    ['a discharge', aDischarge(), ['DISCHARGE']],
    [
      'a discharge for two workers',
      aDischarge({ discharge: { ...aDischarge().discharge!, twoWorkers: true } }),
      ['TWO_WORKERS', 'DISCHARGE'],
    ],
    ['skills', aNeed({ skills: ['STOMA_CARE', 'AUTISM'] }), ['SKILL_AUTISM', 'SKILL_STOMA_CARE']],
    ['languages', aNeed({ languages: ['pl', 'bfi'] }), ['LANGUAGE_bfi', 'LANGUAGE_pl']],
    ['the gender of the worker', aNeed({ carerGender: 'MALE' }), ['CARER_MALE']],
    ['complex needs', aNeed({ complexNeeds: 'Walks at night.' }), ['COMPLEX_NEEDS']],
    ['a specialist case', aNeed({ specialist: true }), ['SPECIALIST']],
  ] as const)('ROUT-24: of %s add what it asks', (_, need, added) => {
    const first = ['START_DATE', 'CALL_0830'];
    expect(codes(need).filter((code) => !first.includes(code) && code !== 'GROUP_OLDER_PEOPLE')).toEqual(added);
    expect(codes(need)).toEqual(expect.arrayContaining([...first, 'GROUP_OLDER_PEOPLE']));
  });

  it('ROUT-24: of a place in a home are its own', () => {
    const home = aHome({ nursing: true, equipment: ['LOW_BED'], lengthOfStayNights: 14 });
    expect(codes(aNeed({ calls: [], home }))).toEqual([
      ...['START_DATE', 'GROUP_OLDER_PEOPLE', 'NURSING', 'EQUIPMENT_LOW_BED', 'LENGTH_OF_STAY'],
    ]);
  });

  it('ROUT-24: have each call time once, and stable codes whatever the order of the lists', () => {
    const calls = [aCall({ startTime: '17:00' }), aCall(), aCall({ days: ['SUN'] })];
    const need = aNeed({ calls, skills: ['STOMA_CARE', 'AUTISM'] });
    expect(codes(need).filter((code) => code.startsWith('CALL_'))).toEqual(['CALL_0830', 'CALL_1700']);
    const turned = aNeed({ calls: [...calls].reverse(), skills: ['AUTISM', 'STOMA_CARE'] });
    expect(codes(turned)).toEqual(codes(need));
    expect(new Set(codes(need)).size).toBe(codes(need).length);
  });

  it('ROUT-24: are asked once, however often the need names them', () => {
    const twice = aNeed({
      groups: ['DEMENTIA', 'DEMENTIA'],
      skills: ['AUTISM', 'AUTISM'],
      languages: ['pl', 'pl'],
      home: aHome({ equipment: ['LOW_BED', 'LOW_BED'] }),
    });
    const named = codes(twice).filter((code) => /^(GROUP|SKILL|LANGUAGE|EQUIPMENT)_/.test(code));
    expect(named).toEqual(['GROUP_DEMENTIA', 'SKILL_AUTISM', 'LANGUAGE_pl', 'EQUIPMENT_LOW_BED']);
  });

  it('ROUT-24, IDG-01: tell nothing but the advert', () => {
    const said = JSON.stringify(requirementsOf(aNeed({ complexNeeds: 'Walks at night.' })));
    expect(said).not.toContain('Walks at night');
    expect(said).not.toContain('BR5');
  });
});
