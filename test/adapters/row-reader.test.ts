import { parseMapping } from '../../adapters/las/mapping.js';
import { MappingError } from '../../adapters/mapping.js';
import { createRowReader } from '../../adapters/row-reader.js';
import { aMapping, csv, HEADER, inputType, ROW, readingsOf, sample, sampleMapping } from './las/exports.js';

describe('a row of an export, read as the hub takes it', () => {
  it('ASM-05: a whole request form of the sample council', async () => {
    const [first] = await readingsOf(await sample('srf-2026-06-01.csv'), await sampleMapping());
    expect(first!.refusals).toEqual([]);
    expect(first!.input).toEqual({
      lasRequestId: 'SR-260601-0001',
      version: 1,
      channel: 'WORK_TRAY',
      serviceType: 'DOMICILIARY',
      funding: 'COUNCIL_ARRANGED',
      careType: 'STANDARD_ADULT',
      cohort: 'ADULT',
      urgency: 'STANDARD',
      neededFrom: '2026-06-08',
      person: {
        councilPersonId: 'P900001',
        nhsNumber: '9990001014',
        name: 'Renée Ashdown-Pell',
        dateOfBirth: '1938-11-04',
        address: 'Flat 2, Larch Court, 14 Fernbank Rise, Bromley',
        postcode: 'BR5 1AA',
        telephone: '020 7946 0101',
        preferences: 'Likes to be called Miss Pell; a cup of tea first.',
      },
      contacts: [
        {
          role: 'NEXT_OF_KIN',
          name: 'Björn Ashdown',
          order: 1,
          authority: 'MAY_DECIDE',
          routes: [
            { kind: 'TELEPHONE', value: '07700 900101' },
            { kind: 'EMAIL', value: 'bjorn.ashdown@example.org' },
          ],
        },
      ],
      groups: ['OLDER_PEOPLE', 'DEMENTIA'],
      calls: [
        {
          days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'],
          startTime: '08:00',
          minutes: 45,
          workers: 1,
          activities: ['PERSONAL_CARE', 'MEDICATION', 'MEAL_PREPARATION'],
          timeCritical: true,
        },
        {
          days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'],
          startTime: '18:00',
          minutes: 30,
          workers: 1,
          activities: ['MEDICATION', 'MEAL_PREPARATION'],
          timeCritical: false,
        },
      ],
      skills: [],
      languages: [],
      complexNeeds: true,
      complexNeedsDetail: 'Becomes anxious in the afternoon; calm, familiar voices help.',
      commissioners: ['COUNCIL'],
      assessmentCompletedAt: '2026-05-17T23:00:00.000Z',
      assessmentSummary: 'Manages indoors with a frame; needs help to wash and to remember her tablets.',
      carePlanCompletedAt: '2026-05-21T14:20:00.000Z',
      carePlanAuthorisedAt: '2026-05-21T23:00:00.000Z',
      carePlan: {
        careManagerId: 'CM-0417',
        weeklyMinutes: 525,
        activities: ['PERSONAL_CARE', 'MEDICATION', 'MEAL_PREPARATION'],
        outcomes: ['Stays in her own home', 'takes her medication at the right time'],
        totalBudgetPence: 988000,
        medication: ['Prompt from the original packaging, morning and evening'],
      },
      panelDecision: { purpose: 'SEARCH_FOR_PROVIDER', outcome: 'AGREED', decidedAt: '2026-05-26T23:00:00.000Z' },
      form: { kind: 'SRF', completedAt: '2026-05-29T15:05:00.000Z' },
      withBrokerageAt: '2026-06-01T07:30:00.000Z',
      deliveryNotes: 'Key safe by the side gate; the code is given after the award.',
    });
  });

  it('ASM-24: a whole discharge passport of the sample council', async () => {
    const mapping = await sampleMapping();
    const [first] = await readingsOf(await sample('discharge-passports-2026-06-01.json'), mapping, mapping.files[1]);
    expect(first!.refusals).toEqual([]);
    expect(first!.input).toMatchObject({
      passportId: 'DP-260601-01',
      version: 1,
      person: { name: 'Aurelio Penhallick', address: '33 Dovetail Street, Bromley', postcode: 'BR4 1HB' },
      contacts: [{ role: 'NEXT_OF_KIN', order: 1, authority: 'MAY_DECIDE', routes: [{ kind: 'TELEPHONE' }] }],
      eligibility: { eligible: true, decidedByD2aTeam: true, decidedAt: '2026-06-01T07:20:00.000Z' },
      passport: {
        callsPerDay: 4,
        callMinutes: 30,
        expectedDischargeAt: '2026-06-02T10:30:00.000Z',
        twoWorkers: true,
        purpose: 'ENABLE_ASSESSMENT',
        schedule: [
          { startTime: '08:00', workers: 2 },
          { startTime: '12:30' },
          { startTime: '16:30' },
          { startTime: '20:00' },
        ],
      },
    });
  });

  it.each([
    ['a formula with =', '=HYPERLINK("https://example.org")'],
    ['a formula with +', '+44 20 7946 0101'],
    ['a formula with -', '-2+3'],
    ['a formula with @', '@SUM(A1)'],
    ['a quote and a line break', 'says "no"\nand means it'],
    ['markup', '<script>alert(1)</script>'],
    ['a key of JavaScript', '__proto__'],
  ])('ASM-05: %s is text like any other', async (_, text) => {
    const [row] = await readingsOf(csv({ notes: text }), aMapping({}, { deliveryNotes: 'notes' }));
    expect(row!.input!.deliveryNotes).toBe(text);
  });

  describe('ASM-05: a cell that cannot be taken says what can be, by the name that the council knows', () => {
    it.each([
      [
        'a date of no calendar',
        'needed',
        '31/02/2026',
        { field: 'input.neededFrom', code: 'DATE_NOT_READABLE', fix: 'Write a date of the calendar as DD/MM/YYYY.' },
      ],
      ['a date in another form', 'needed', '2026-06-08', { field: 'input.neededFrom', code: 'DATE_NOT_READABLE' }],
      [
        'a word that is no code',
        'groups',
        'Elderly',
        { field: 'input.groups', code: 'WORD_NOT_KNOWN', fix: 'Use one of: Older, Dementia.' },
      ],
      ['an empty cell that is needed', 'name', '', { field: 'input.person.name', code: 'VALUE_MISSING' }],
      [
        'a number that is none',
        'version',
        'two',
        { field: 'input.version', code: 'NUMBER_NOT_READABLE', fix: 'Write a whole number.' },
      ],
    ])('ASM-05: %s', async (_, column, cell, refusal) => {
      const columns = HEADER.split(',');
      const cells = ROW.split(',');
      cells[columns.indexOf(column)] = cell;
      const [row] = await readingsOf(csv({}, cells.join(',')), aMapping());
      expect(row!.input).toBeNull();
      expect(row!.refusals).toEqual([expect.objectContaining({ column, ...refusal })]);
    });
  });

  it.each([
    ['Y', true],
    ['yes', true],
    ['N', false],
    ['', undefined],
    ['maybe', 'NOT_YES_OR_NO'],
  ])('ASM-07: %p in a column of yes and no is %p', async (cell, expected) => {
    const [row] = await readingsOf(csv({ complex: cell }), aMapping({}, { complexNeeds: 'complex' }));
    expect(row!.input?.complexNeeds ?? row!.refusals[0]?.code).toBe(expected);
  });

  it.each([
    ['hours', '8.75', 525],
    ['hours', '0.5', 30],
    ['hours', '0.33', 'NUMBER_NOT_READABLE'],
    ['hours', '1e3', 'NUMBER_NOT_READABLE'],
    ['minutes', '45', 45],
    ['minutes', '45.5', 'NUMBER_NOT_READABLE'],
    ['pounds', '£31,200.00', 3_120_000],
    ['pounds', '31200', 3_120_000],
    ['pounds', '0.1', 10],
    ['pounds', '0.005', 'NUMBER_NOT_READABLE'],
    ['pounds', '1,2', 'NUMBER_NOT_READABLE'],
  ])('ASM-10: %s written %p are %p', async (unit, cell, expected) => {
    const field = unit === 'pounds' ? 'totalBudgetPence' : 'weeklyMinutes';
    const mapping = aMapping({}, { [`carePlan.${field}`]: { from: 'amount', unit } });
    const [row] = await readingsOf(csv({ amount: cell }), mapping);
    expect((row!.input?.carePlan as Record<string, number>)?.[field] ?? row!.refusals[0]?.code).toBe(expected);
  });

  it.each([
    ['summer time', '01/06/2026 08:30', '2026-06-01T07:30:00.000Z'],
    ['winter time', '01/12/2026 08:30', '2026-12-01T08:30:00.000Z'],
    ['a date alone', '01/06/2026', 'DATE_AND_TIME_NOT_READABLE'],
    ['the hour that comes twice: the earlier', '25/10/2026 01:30', '2026-10-25T00:30:00.000Z'],
    ['the hour that spring skips', '29/03/2026 01:30', 'TIME_SKIPPED'],
    ['an instant with its offset', '2026-06-01T08:30:00+01:00', '2026-06-01T07:30:00.000Z'],
    ['no time at all', 'Monday', 'DATE_AND_TIME_NOT_READABLE'],
  ])('ASM-03: %s', async (_, cell, expected) => {
    const [row] = await readingsOf(csv({ tray: cell }), aMapping({}, { withBrokerageAt: 'tray' }));
    expect(row!.input?.withBrokerageAt ?? row!.refusals[0]?.code).toBe(expected);
    const isTwice = cell === '25/10/2026 01:30';
    expect(row!.warnings).toMatchObject(isTwice ? [{ column: 'tray', code: 'AMBIGUOUS_TIME' }] : []);
  });

  describe('ASM-14: calls', () => {
    const calls = {
      days: { from: 'c{n} days', codes: { Mon: 'MON', Daily: ['MON', 'TUE'] } },
      startTime: 'c{n} time',
      minutes: 'c{n} minutes',
      activities: { from: 'c{n} tasks', codes: { PC: 'PERSONAL_CARE' } },
    };
    const expected = [{ days: ['MON', 'TUE'], startTime: '08:00', minutes: 30, activities: ['PERSONAL_CARE'] }];

    it('ASM-14: from groups of columns, of which empty ones are no call', async () => {
      const mapping = aMapping({}, { calls: { repeat: 2, fields: calls } });
      const columns = {
        'c1 days': '',
        'c1 time': '',
        'c1 minutes': '',
        'c1 tasks': '',
        'c2 days': 'Daily',
        'c2 time': '08:00',
        'c2 minutes': '30',
        'c2 tasks': 'PC',
      };
      const [row] = await readingsOf(csv(columns), mapping);
      expect(row!.input!.calls).toEqual(expected);
      // The hub counts the call as the first; the council knows it by its second group of columns.
      expect(row!.columns.get('calls.0.minutes')).toBe('c2 minutes');
    });

    it('ASM-14: from one cell that holds them all', async () => {
      const fields = {
        days: { from: '1', codes: { Mon: 'MON', Daily: ['MON', 'TUE'] }, separator: '+' },
        startTime: '2',
        minutes: '3',
        activities: { from: '4', codes: { PC: 'PERSONAL_CARE' }, separator: '+' },
      };
      const mapping = aMapping({}, { calls: { in: 'pattern', items: '|', parts: ';', fields } });
      const [row] = await readingsOf(csv({ pattern: 'Daily; 08:00; 30; PC | Mon; 12:15; 45; PC |' }), mapping);
      expect(row!.input!.calls).toEqual([
        ...expected,
        { days: ['MON'], startTime: '12:15', minutes: 45, activities: ['PERSONAL_CARE'] },
      ]);
    });

    it('ASM-14: from a list in a JSON document, each at its place', async () => {
      const document = { id: 'R-1', version: 1, visits: [{ d: ['Daily'], t: '8 am', m: 30, w: ['PC'] }] };
      const mapping = aMapping(
        { match: '*.json', format: 'json' },
        {
          ...Object.fromEntries(
            [
              'person.name',
              'person.address',
              'person.postcode',
              'person.councilPersonId',
              'person.dateOfBirth',
              'neededFrom',
            ].map((field) => [
              field,
              {
                from: 'none',
                otherwise:
                  { 'person.dateOfBirth': '01/01/1950', neededFrom: '01/06/2026', 'person.postcode': 'BR5 1AA' }[
                    field
                  ] ?? 'x',
              },
            ]),
          ),
          groups: { from: 'none' },
          calls: {
            path: 'visits',
            fields: {
              days: { from: 'd', codes: { Daily: ['MON', 'TUE'] } },
              startTime: 't',
              minutes: 'm',
              activities: { from: 'w', codes: { PC: 'PERSONAL_CARE' } },
            },
          },
        },
      );
      const [row] = await readingsOf(Buffer.from(JSON.stringify(document)), mapping);
      expect(row!.refusals).toEqual([
        {
          column: 'visits[0].t',
          field: 'input.calls.0.startTime',
          code: 'TIME_NOT_READABLE',
          fix: 'Write a time of day as HH:mm.',
        },
      ]);
    });
  });

  it('ASM-04: of a part that need not be there, an empty row says that it is not', async () => {
    const mapping = aMapping(
      {},
      {
        'panelDecision.purpose': { constant: 'SEARCH_FOR_PROVIDER' },
        'panelDecision.outcome': { from: 'panel', codes: { Agreed: 'AGREED' } },
        'panelDecision.decidedAt': 'panel date',
      },
    );
    const [without] = await readingsOf(csv({ panel: '', 'panel date': '' }), mapping);
    expect(without!.input).not.toHaveProperty('panelDecision');
    const [half] = await readingsOf(csv({ panel: 'Agreed', 'panel date': '' }), mapping);
    expect(half!.refusals).toEqual([expect.objectContaining({ column: 'panel date', code: 'VALUE_MISSING' })]);
  });

  it('ASM-05: a row with another number of cells than there are columns is not guessed at', async () => {
    const [short, long, good] = await readingsOf(csv({}, 'R-1,1,08/06/2026', `${ROW},surplus`, ROW), aMapping());
    expect([short!.refusals[0]?.code, long!.refusals[0]?.code, good!.refusals]).toEqual([
      'ROW_NOT_WHOLE',
      'ROW_NOT_WHOLE',
      [],
    ]);
  });

  it('ASM-05: a cell longer than the limit is refused', async () => {
    const mapping = {
      ...aMapping({}, { deliveryNotes: 'notes' }),
      limits: { fileBytes: 1e6, rows: 10, cellCharacters: 20 },
    };
    const [row] = await readingsOf(csv({ notes: 'x'.repeat(21) }), mapping);
    expect(row!.refusals).toEqual([expect.objectContaining({ column: 'notes', code: 'CELL_TOO_LONG' })]);
  });
});

describe('a mapping is held against the published schema before any file is opened', () => {
  it.each([
    ['a field that there is not', { 'person.nickname': 'x' }, /person\.nickname: is no field of PersonInput/],
    ['a needed field left out', { 'person.name': undefined }, /person\.name: is needed and not mapped/],
    [
      'a constant that the field does not take',
      { urgency: { constant: 'SOON' } },
      /urgency: does not take "SOON". Use one of: STANDARD, EMERGENCY, D2A\./,
    ],
    [
      'a code that the field does not take',
      { carerGender: { from: 'g', codes: { F: 'WOMAN' } } },
      /carerGender: the code "F" gives "WOMAN"/,
    ],
    [
      'several values for a field of one',
      { carerGender: { from: 'g', codes: { F: ['FEMALE', 'MALE'] } } },
      /gives several values/,
    ],
    [
      'a list of codes that there is not',
      { carerGender: { from: 'g', codes: 'genders' } },
      /reads the codes "genders"/,
    ],
    ['a list mapped as one value', { calls: 'calls' }, /calls: is a list/],
    ['an object mapped as one value', { carePlan: 'plan' }, /carePlan: is an object/],
    [
      'a single value mapped as a list',
      { deliveryNotes: { repeat: 2, fields: {} } },
      /deliveryNotes: is a single value/,
    ],
    ['a key that is the adapter’s own', { idempotencyKey: 'key' }, /idempotencyKey/],
  ])('ASM-05: %s is refused', async (_, fields, expected) => {
    const mapping = aMapping({}, fields as Record<string, unknown>);
    const make = async () =>
      createRowReader(await inputType('service-request'), mapping.files[0]!.fields, mapping, {
        own: ['idempotencyKey'],
      });
    await expect(make()).rejects.toThrow(MappingError);
    await expect(make()).rejects.toThrow(expected);
  });

  it.each([
    ['not JSON', '{', /It is not JSON/],
    [
      'a form without a year',
      JSON.stringify({ council: 'x', dates: ['DD/MM'], files: [] }),
      /dates\.0: is not a form such as DD\/MM\/YYYY/,
    ],
    [
      'an encoding that is not read',
      JSON.stringify({
        council: 'x',
        dates: ['DD/MM/YYYY'],
        files: [{ match: '*', kind: 'service-request', format: 'csv', encoding: 'latin-9', fields: {} }],
      }),
      /files\.0\.encoding/,
    ],
    [
      'a word that is no option',
      JSON.stringify({
        council: 'x',
        dates: ['DD/MM/YYYY'],
        files: [{ match: '*', kind: 'service-request', format: 'csv', header: true, fields: {} }],
      }),
      /header/,
    ],
  ])('ASM-05: %s is refused', (_, text, expected) => {
    expect(() => parseMapping(text)).toThrow(expected);
  });
});
