import { type ContactSheet, contactSheetRefusals } from '../../../../subgraphs/cases/rules/placements/contact-sheet.js';

const sheet: ContactSheet = {
  issuedOn: '2026-06-01',
  keyWorker: 'W-1',
  team: ['W-1', 'W-2'],
  namesManager: true,
  namesOutOfHours: true,
};

describe('what a person holds of whom to call and who comes', () => {
  it.each<[string, Partial<ContactSheet>, string[]]>([
    ['given today', {}, []],
    ['to be given tomorrow', { issuedOn: '2026-06-02' }, ['ISSUED_IN_FUTURE input.issuedOn']],
    ['given on the day of the award', { issuedOn: '2026-05-20' }, []],
    ['given before the award', { issuedOn: '2026-05-19' }, ['ISSUED_BEFORE_AWARD input.issuedOn']],
    ['without the manager', { namesManager: false }, ['CONTACT_MISSING input.namesManager']],
    ['without anybody out of hours', { namesOutOfHours: false }, ['CONTACT_MISSING input.namesOutOfHours']],
    ['without key worker', { keyWorker: ' ' }, ['WORKER_REFERENCE input.keyWorker']],
    ['without team', { team: [] }, ['TEAM_SIZE input.team']],
    ['a team of thirty', { team: Array.from({ length: 30 }, (_, nth) => `W-${nth}`) }, []],
    ['a team of thirty-one', { team: Array.from({ length: 31 }, (_, nth) => `W-${nth}`) }, ['TEAM_SIZE input.team']],
    ['a reference too long', { team: ['W-1', 'w'.repeat(101)] }, ['WORKER_REFERENCE input.team.1']],
  ])('DEL-19: a sheet %s', (_what, over, expected) => {
    const found = contactSheetRefusals({ ...sheet, ...over }, { awardedOn: '2026-05-20', today: '2026-06-01' });
    expect(found.map(({ code, field }) => `${code} ${field}`)).toEqual(expected);
  });
});
