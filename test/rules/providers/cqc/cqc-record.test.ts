import { existsSync, readFileSync } from 'node:fs';
import { type CqcLocation, readCqcLocation as readOn } from '../../../../subgraphs/providers/rules/cqc/cqc-record.js';
import { NOT_YET_RATED } from '../../../../subgraphs/providers/rules/cqc/ratings.js';

const REAL_RECORD = new URL('../../../../../shared/data/cqc/location-1-125856395.json', import.meta.url);

const readCqcLocation = (record: unknown) => readOn(record, '2026-11-30');

/** A made-up home care agency, in the service's own shape. */
function aLocation(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    locationId: '1-999000111',
    providerId: '1-999000100',
    organisationType: 'Location',
    name: 'Oakwood Home Care',
    registrationStatus: 'Registered',
    registrationDate: '2011-05-14',
    postalCode: 'br1 1ab',
    localAuthority: 'Bromley',
    careHome: 'N',
    gacServiceTypes: [{ name: 'Homecare agencies', description: 'Domiciliary care service' }],
    specialisms: [{ name: 'Caring for adults over 65 yrs' }, { name: 'Dementia' }],
    regulatedActivities: [
      {
        name: 'Personal care',
        code: 'RA1',
        contacts: [
          {
            personTitle: 'Ms',
            personGivenName: 'Zebedee',
            personFamilyName: 'Canary',
            personRoles: ['Registered Manager'],
          },
        ],
        nominatedIndividual: { personGivenName: 'Zebedee', personFamilyName: 'Canary' },
      },
    ],
    currentRatings: { overall: overall('Good', '2024-02-01'), reportDate: '2024-02-01' },
    historicRatings: [],
    ...changes,
  };
}

function overall(rating: string, reportDate: string | undefined, questions: Record<string, string> = {}) {
  return {
    rating,
    reportDate,
    keyQuestionRatings: ['Safe', 'Well-led', 'Caring', 'Responsive', 'Effective'].map((name) => ({
      name,
      rating: questions[name] ?? rating,
    })),
  };
}

/** An assessment of the newer kind; service groups are rated one by one. */
function assessment(published: string | undefined, ...groups: Array<Record<string, unknown>>) {
  return {
    assessmentPlanPublishedDateTime: published,
    ratings: {
      overall: [],
      asgRatings: groups.map((group) => ({ assessmentPlanId: 'AP1', status: 'Current', ...group })),
    },
  };
}

/** All that is read, as one object. */
function flat({ registration, place, care, ratings, ...rest }: CqcLocation) {
  const { OVERALL, ...keyQuestions } = ratings.items;
  const { publishedOn, history } = ratings;
  return {
    ...registration!,
    ...place!,
    ...care!,
    ...rest,
    history,
    ratings: { overall: OVERALL, keyQuestions, publishedOn },
  };
}

const read = (changes: Record<string, unknown> = {}) => {
  const { result } = readCqcLocation(aLocation(changes));
  expect(result!.notRead).toEqual([]);
  return flat(result!);
};

describe('a location record of CQC', () => {
  it('PROV-03: the ratings are read with their date, words mapped and key questions by name', () => {
    const location = read({
      currentRatings: {
        overall: overall('Requires improvement', '2024-02-01', { Safe: 'Inadequate', Caring: 'Good' }),
      },
    });
    expect(location.ratings).toEqual({
      overall: 'REQUIRES_IMPROVEMENT',
      keyQuestions: {
        SAFE: 'INADEQUATE',
        EFFECTIVE: 'REQUIRES_IMPROVEMENT',
        CARING: 'GOOD',
        RESPONSIVE: 'REQUIRES_IMPROVEMENT',
        WELL_LED: 'REQUIRES_IMPROVEMENT',
      },
      publishedOn: '2024-02-01',
    });
    expect(location.history).toEqual([location.ratings]);
  });

  it.each([
    ['Outstanding', 'OUTSTANDING'],
    ['Good', 'GOOD'],
    ['Requires improvement', 'REQUIRES_IMPROVEMENT'],
    ['Requires Improvement', 'REQUIRES_IMPROVEMENT'],
    [' inadequate ', 'INADEQUATE'],
    ['No published rating', 'NOT_YET_RATED'],
    ['Insufficient evidence to rate', 'NOT_YET_RATED'],
    ['Inspected but not rated', 'NOT_YET_RATED'],
    ['', 'NOT_YET_RATED'],
  ])('PROV-03: the word "%s" is read as %s', (said, expected) => {
    expect(read({ currentRatings: { overall: overall(said, '2024-02-01') } }).ratings.overall).toBe(expected);
  });

  it.each([
    ['no ratings at all', undefined],
    ['null for ratings', null],
    ['ratings without an overall one', {}],
    ['null for the overall one', { overall: null, reportDate: '' }],
    ['an overall one without a word', { overall: { useOfResources: {} } }],
  ])('PROV-03: a record with %s is not yet rated', (_name, currentRatings) => {
    const location = read({ currentRatings });
    expect(location.ratings).toEqual(NOT_YET_RATED);
    expect(location.history).toEqual([]);
  });

  it('PROV-03: key questions may be rated where the whole is not', () => {
    const location = read({
      currentRatings: { overall: overall('Inspected but not rated', '2024-02-01', { Safe: 'Inadequate' }) },
    });
    expect(location.ratings).toMatchObject({ overall: 'NOT_YET_RATED', publishedOn: '2024-02-01' });
    expect(location.ratings.keyQuestions).toMatchObject({ SAFE: 'INADEQUATE', CARING: 'NOT_YET_RATED' });
    expect(location.history).toEqual([location.ratings]);
  });

  it('PROV-03: earlier sets are history, newest first, and an absent list is an empty one', () => {
    const location = read({
      historicRatings: [
        { reportDate: '2016-01-23', overall: overall('Inadequate', undefined) },
        { reportDate: '2019-06-30', overall: overall('Requires improvement', undefined) },
      ],
    });
    expect(location.history.map(({ publishedOn, overall }) => [publishedOn, overall])).toEqual([
      ['2024-02-01', 'GOOD'],
      ['2019-06-30', 'REQUIRES_IMPROVEMENT'],
      ['2016-01-23', 'INADEQUATE'],
    ]);
    expect(read({ historicRatings: undefined }).history).toHaveLength(1);
  });

  it('PROV-03: what CQC calls historic is never the present rating', () => {
    const historicRatings = [{ reportDate: '2016-01-23', overall: overall('Outstanding', undefined) }];
    const location = read({ currentRatings: undefined, historicRatings });
    expect(location.ratings).toEqual(NOT_YET_RATED);
    expect(location.history).toHaveLength(1);
  });
});

describe('a location record with assessments', () => {
  it('PROV-03: the newest published set is the present one, whichever list it stands in', () => {
    const newer = read({ assessment: [assessment('2025-03-04 00:00:00', overall('Requires Improvement', undefined))] });
    expect(newer.ratings).toMatchObject({ overall: 'REQUIRES_IMPROVEMENT', publishedOn: '2025-03-04' });
    expect(newer.history).toHaveLength(2);
    const older = read({ assessment: [assessment('2023-03-04 00:00:00', overall('Inadequate', undefined))] });
    expect(older.ratings).toMatchObject({ overall: 'GOOD', publishedOn: '2024-02-01' });
  });

  it('PROV-03: a record may have assessments alone', () => {
    const location = read({
      currentRatings: undefined,
      historicRatings: null,
      assessment: [
        assessment('2024-05-01 00:00:00', overall('Inadequate', undefined)),
        assessment('2025-05-01 00:00:00', overall('Good', undefined, { Safe: 'Requires Improvement' })),
      ],
    });
    expect(location.ratings).toMatchObject({ overall: 'GOOD', keyQuestions: { SAFE: 'REQUIRES_IMPROVEMENT' } });
    expect(location.history.map(({ overall }) => overall)).toEqual(['GOOD', 'INADEQUATE']);
  });

  it('PROV-03: of two services published on one day the worse counts', () => {
    const location = read({
      assessment: [
        assessment(
          '2025-03-04 00:00:00',
          { name: 'Homecare service', ...overall('Good', undefined) },
          { name: 'Supported living', ...overall('Inadequate', undefined) },
        ),
      ],
    });
    expect(location.ratings.overall).toBe('INADEQUATE');
  });

  it('PROV-03: an assessment without an overall rating yet does not displace the rating that stands', () => {
    const location = read({
      assessment: [
        assessment('2025-03-04 00:00:00', overall('Evidence requirements partially / not yet scored', undefined)),
      ],
    });
    expect(location.ratings).toMatchObject({ overall: 'GOOD', publishedOn: '2024-02-01' });
  });

  it('PROV-03: an assessment whose status is historic is history', () => {
    const historic = { ...overall('Outstanding', undefined), status: 'Historic' };
    const location = read({ assessment: [assessment('2025-03-04 00:00:00', historic)] });
    expect(location.ratings.overall).toBe('GOOD');
    expect(location.history.map(({ overall }) => overall)).toEqual(['OUTSTANDING', 'GOOD']);
  });

  it.each([
    ['without an offset it is a date already', '2025-06-30 23:30:00', '2025-06-30'],
    ['with an offset it is the date in London', '2025-06-30T23:30:00Z', '2025-07-01'],
    ['in winter London is at UTC', '2025-01-31T23:30:00Z', '2025-01-31'],
  ])('PROV-03: the publication of an assessment: %s', (_name, published, expected) => {
    const location = read({ assessment: [assessment(published, overall('Good', undefined))] });
    expect(location.ratings.publishedOn).toBe(expected);
  });

  it('PROV-03: without a publication the date of the assessment counts', () => {
    const entry = { ...overall('Inadequate', undefined), assessmentDate: '2025-02-03' };
    expect(read({ assessment: [assessment(undefined, entry)] }).ratings).toMatchObject({
      overall: 'INADEQUATE',
      publishedOn: '2025-02-03',
    });
  });

  it('PROV-03: of two ratings of one key question in one set the worse counts', () => {
    const twice = overall('Good', undefined);
    twice.keyQuestionRatings.unshift({ name: 'Safe', rating: 'Inadequate' });
    expect(read({ assessment: [assessment('2025-03-04', twice)] }).ratings.keyQuestions.SAFE).toBe('INADEQUATE');
  });
});

describe('the rest of a location record', () => {
  it.each([
    ['Registered', true],
    ['registered', true],
    ['Deregistered', false],
  ])('PROV-02: registration status "%s" is registered: %s', (registrationStatus, registered) => {
    expect(read({ registrationStatus }).registered).toBe(registered);
  });

  it('PROV-02: the days of registration and deregistration are kept', () => {
    const left = read({ registrationStatus: 'Deregistered', deregistrationDate: '2026-01-31' });
    expect(left).toMatchObject({ registeredOn: '2011-05-14', deregisteredOn: '2026-01-31' });
    expect(read().deregisteredOn).toBeNull();
  });

  it.each([
    [['Caring for children'], ['CHILDREN_0_18']],
    [['Caring for adults over 65 yrs'], ['ADULTS_18_PLUS']],
    [['Caring for adults under 65 yrs'], ['ADULTS_18_PLUS']],
    [
      ['Caring for adults under 65 yrs', 'Caring for children'],
      ['CHILDREN_0_18', 'ADULTS_18_PLUS'],
    ],
    [['Services for everyone'], ['CHILDREN_0_18', 'ADULTS_18_PLUS']],
    [['Dementia', 'Learning disabilities'], []],
    [[], []],
  ])('PROV-09: specialisms %j cover %j', (names, bands) => {
    expect(read({ specialisms: names.map((name) => ({ name })) }).ageBands).toEqual(bands);
  });

  it('PROV-01: that a registered manager is in post is kept, and nobody is named', () => {
    const location = read();
    expect(location.registeredManagerInPost).toBe(true);
    expect(JSON.stringify(location)).not.toMatch(/Zebedee|Canary|person/i);
  });

  it.each([
    ['no activities', []],
    ['no contacts', [{ name: 'Personal care' }]],
    ['another role', [{ contacts: [{ personRoles: ['Nominated Individual'] }] }]],
    ['a contact without a role', [{ contacts: [{ personGivenName: 'Zebedee' }] }]],
  ])('PROV-01: with %s no registered manager is in post', (_name, regulatedActivities) => {
    expect(read({ regulatedActivities }).registeredManagerInPost).toBe(false);
  });

  it.each(['1-125856395', '1-1000210669', 'RHAY9', 'T1460W8', 'rhay9'])(
    'PROV-01: location id %s is taken',
    (locationId) => {
      expect(read({ locationId }).locationId).toBe(locationId.toUpperCase());
    },
  );

  it('PROV-13: a care home is told from a home care agency', () => {
    expect(read().careHome).toBe(false);
    expect(read({ careHome: 'Y' }).careHome).toBe(true);
    expect(read({ careHome: undefined }).careHome).toBe(false);
  });

  it('PROV-01: the provider behind the location and its authority are kept where they are told', () => {
    expect(read()).toMatchObject({ cqcProviderId: '1-999000100', localAuthority: 'Bromley' });
    expect(read({ providerId: '', localAuthority: null })).toMatchObject({ cqcProviderId: null, localAuthority: null });
  });

  it('PROV-01: the postcode is kept in its usual spelling, or not at all', () => {
    expect(read().postcode).toBe('BR1 1AB');
    expect(read({ postalCode: 'unknown' }).postcode).toBeNull();
    expect(read({ postalCode: undefined }).postcode).toBeNull();
  });
});

describe('a bad location record', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['no location id', { locationId: undefined }, 'locationId'],
    ['a location id of another form', { locationId: '1--5' }, 'locationId'],
    ['a number for a location id', { locationId: 125856395 }, 'locationId'],
    ['an empty name', { name: ' ' }, 'name'],
    ['no registration status', { registrationStatus: null }, 'registrationStatus'],
    ['a status that nobody knows', { registrationStatus: 'Sleeping' }, 'registrationStatus'],
    ['a registration to come', { registrationDate: '2026-12-01' }, 'registrationDate'],
    [
      'a rating to come',
      { currentRatings: { overall: { rating: 'Good', reportDate: '2026-12-01' } } },
      'currentRatings.overall.rating',
    ],
    ['a date that is none', { registrationDate: '2018-02-30' }, 'registrationDate'],
    [
      'an unknown word overall',
      {
        currentRatings: {
          overall: overall('Dire', '2024-02-01', {
            Safe: 'Good',
            'Well-led': 'Good',
            Caring: 'Good',
            Responsive: 'Good',
            Effective: 'Good',
          }),
        },
      },
      'currentRatings.overall.rating',
    ],
    [
      'an unknown word for a key question',
      { currentRatings: { overall: overall('Good', '2024-02-01', { Caring: 'Dire' }) } },
      'currentRatings.overall.keyQuestionRatings[2].rating',
    ],
    [
      'an unknown word in an assessment',
      { assessment: [assessment('2025-03-04', { rating: 'Dire' })] },
      'assessment[0].ratings.asgRatings[0].rating',
    ],
    ['text for a list', { specialisms: 'Dementia' }, 'specialisms'],
    ['more specialisms than there are', { specialisms: Array(1_001).fill({ name: 'Dementia' }) }, 'specialisms'],
  ])('PROV-03: %s is named with its path, and keeps nothing else from being read', (_name, changes, field) => {
    const { result, refusals } = readCqcLocation(aLocation({ dormancy: 'Y', ...changes }));
    const named = result?.notRead ?? refusals;
    expect(named).toMatchObject([{ rule: 'PROV-03', code: 'CQC_RECORD_INVALID', field }]);
    expect(named[0]!.message).not.toContain('Dire');
    if (field === 'locationId') expect(result).toBeNull();
    else expect(result).toMatchObject({ locationId: '1-999000111', dormant: true });
  });

  it.each([[null], [undefined], ['text'], [42], [[]]])('PROV-03: %j is refused, not thrown', (record) => {
    const { result, refusals } = readCqcLocation(record);
    expect(result).toBeNull();
    expect(refusals[0]).toMatchObject({ code: 'CQC_RECORD_INVALID' });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a word', { currentRatings: { overall: { rating: 'Dire' } } }, "must be one of CQC's rating words, such as Good."],
    ['an id', { locationId: '?' }, 'locationId must be a CQC location id, such as 1-125856395 or RHAY9.'],
    ['a date', { registrationDate: 'soon' }, 'registrationDate must be a date, YYYY-MM-DD.'],
    ['a type', { name: 5 }, 'name has the wrong form.'],
  ])('PROV-03: the refusal of %s says what would be accepted', (_name, changes, sentence) => {
    const { result, refusals } = readCqcLocation(aLocation(changes));
    expect((result?.notRead ?? refusals)[0]!.message).toContain(sentence);
  });

  it('PROV-03: a record that is none has no path', () => {
    const [refusal] = readCqcLocation(null).refusals;
    expect(refusal).toEqual({
      rule: 'PROV-03',
      code: 'CQC_RECORD_INVALID',
      message: 'In a CQC location record, the whole has the wrong form.',
    });
  });

  it('PROV-03: several faults are several refusals', () => {
    const { result } = readCqcLocation(aLocation({ name: '', registrationDate: 'soon' }));
    expect(result!.notRead.map(({ field }) => field)).toEqual(['registrationDate', 'name']);
  });
});

describe('what a record says beside a fault', () => {
  it('PROV-03, PROV-02: an unknown word for the whole leaves it as held, and hides no deregistration', () => {
    const handed = JSON.parse(
      readFileSync(new URL('../../../handed/04-cqc-2-unknown-word-and-deregistered.json', import.meta.url), 'utf8'),
    );
    const { result } = readCqcLocation(handed);
    expect(result!.notRead).toMatchObject([{ field: 'currentRatings.overall.rating' }]);
    expect(result!.registration).toEqual({
      registered: false,
      registeredOn: '2017-03-06',
      deregisteredOn: '2026-08-31',
    });
    expect(result!.ratings).toMatchObject({
      items: { OVERALL: null, SAFE: 'GOOD' },
      publishedOn: '2025-01-14',
      history: [],
    });
  });

  it('PROV-03: a question rated since counts beside an overall rating that is not scored yet', () => {
    const handed = JSON.parse(
      readFileSync(
        new URL('../../../handed/05-cqc-unscored-overall-with-a-bad-key-question.json', import.meta.url),
        'utf8',
      ),
    );
    expect(readCqcLocation(handed).result!.ratings).toMatchObject({
      items: { OVERALL: 'GOOD', SAFE: 'INADEQUATE', CARING: 'GOOD' },
      publishedOn: '2026-06-09',
    });
  });

  it('PROV-03: beside an unknown word a bad one of the same day counts', () => {
    const set = (rating: string) => assessment('2025-03-04', overall(rating, undefined));
    const { result } = readCqcLocation(aLocation({ assessment: [set('Dire'), set('Inadequate')] }));
    expect(result!.ratings.items.OVERALL).toBe('INADEQUATE');
    const other = readCqcLocation(aLocation({ assessment: [set('Dire'), set('Good')] }));
    expect(other.result!.ratings.items.OVERALL).toBeNull();
  });

  it.each([
    ['that names another organisation', { organisationId: '1-999000999' }, '2024-02-01'],
    ['from before its registration', {}, '2010-02-01'],
  ])('PROV-03: a rating %s opens nothing, and a bad one counts', (_name, by, on) => {
    const rated = (rating: string) => read({ currentRatings: { overall: { ...overall(rating, on), ...by } } });
    expect(rated('Outstanding')).toMatchObject({ ratings: NOT_YET_RATED, history: [] });
    expect(rated('Inadequate')).toMatchObject({ ratings: { overall: 'INADEQUATE' }, history: [] });
  });

  it('PROV-22: for how many people a home is registered is read, and what cannot be is named', () => {
    expect(read({ numberOfBeds: 32 }).beds).toBe(32);
    expect(read({ numberOfBeds: 0 }).beds).toBe(0);
    expect(read().beds).toBeNull();
    for (const numberOfBeds of [-1, 1.5, 2001, 'many']) {
      const { beds, notRead } = readCqcLocation(aLocation({ numberOfBeds })).result!;
      expect([beds, notRead.map(({ field }) => field)]).toEqual([null, ['numberOfBeds']]);
    }
  });

  it('PROV-02: a dormant location is told from one that gives care', () => {
    expect(read({ dormancy: 'Y' }).dormant).toBe(true);
    expect(read({ dormancy: 'N' }).dormant).toBe(false);
    expect(read().dormant).toBe(false);
  });
});

const itReal = existsSync(REAL_RECORD) ? it : it.skip;

itReal(
  'PROV-03: a real record of 2019 is read whole (skipped where the shared records are not beside the project)',
  () => {
    const { result } = readCqcLocation(JSON.parse(readFileSync(REAL_RECORD, 'utf8')));
    expect(result!.notRead).toEqual([]);
    expect(flat(result!)).toMatchObject({
      locationId: '1-125856395',
      cqcProviderId: '1-102642955',
      registered: true,
      registeredOn: '2011-02-15',
      deregisteredOn: null,
      postcode: 'EX2 8TU',
      localAuthority: 'Devon',
      careHome: true,
      serviceTypes: ['Nursing homes'],
      ageBands: ['ADULTS_18_PLUS'],
      registeredManagerInPost: true,
      ratings: {
        overall: 'OUTSTANDING',
        keyQuestions: {
          SAFE: 'GOOD',
          EFFECTIVE: 'OUTSTANDING',
          CARING: 'OUTSTANDING',
          RESPONSIVE: 'OUTSTANDING',
          WELL_LED: 'OUTSTANDING',
        },
        publishedOn: '2019-10-31',
      },
    });
    expect(result!.ratings.history.map(({ publishedOn, overall }) => [publishedOn, overall])).toEqual([
      ['2019-10-31', 'OUTSTANDING'],
      ['2017-02-08', 'OUTSTANDING'],
      ['2015-01-23', 'GOOD'],
    ]);
    expect(result!.ratings.history[2]!.keyQuestions.RESPONSIVE).toBe('REQUIRES_IMPROVEMENT');
    expect(JSON.stringify(result)).not.toContain('REDACTED');
  },
);
