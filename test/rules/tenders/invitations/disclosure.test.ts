import fc from 'fast-check';
import { callOffStates } from '../../../../subgraphs/tenders/rules/call-offs/call-off-states.js';
import { advertised, publicationRefusals } from '../../../../subgraphs/tenders/rules/call-offs/publication.js';
import {
  type AdvertState,
  advertState,
  STAGE_ENDINGS,
} from '../../../../subgraphs/tenders/rules/invitations/advert-state.js';
import {
  bidView,
  callOffView,
  evaluationView,
  isBarred,
  type Viewer,
} from '../../../../subgraphs/tenders/rules/invitations/disclosure.js';
import { aCall, aDischarge, aNeed, aPatchProvider, aProvider, at, later } from '../fixtures.js';

const states = [...new Set(callOffStates.edges.map(({ to }) => to))];
const RELATIONS = ['NONE', 'INVITED', 'BIDDER', 'WINNER'] as const;
const provider = (relation: (typeof RELATIONS)[number], suspended = false): Viewer => ({
  kind: 'PROVIDER',
  relation,
  suspended,
});

describe('who sees what of a call-off', () => {
  it.each(states)('IDG-03: when %s, the full request is for the council and the standing winner alone', (state) => {
    expect(callOffView({ kind: 'COUNCIL' }, state)).toBe('FULL');
    const full = RELATIONS.filter((relation) => callOffView(provider(relation), state) === 'FULL');
    expect(full).toEqual(state === 'AWARDED' || state === 'COMPLETED' ? ['WINNER'] : []);
  });

  it.each(states)(
    'IDG-23, IDG-26: when %s, one who was not invited, or is of another council, sees nothing',
    (state) => {
      expect(callOffView(provider('NONE'), state)).toBe('NOTHING');
      expect(callOffView({ kind: 'STRANGER' }, state)).toBe('NOTHING');
    },
  );

  it.each([
    ['DRAFT', 'NOTHING'],
    ['READY', 'NOTHING'],
    ['OPEN', 'ADVERT'],
    ['EVALUATING', 'ADVERT'],
    ['AWARDING', 'ADVERT'],
    ['AWARDED', 'ADVERT'],
    ['COMPLETED', 'ADVERT'],
    ['FAILED', 'ADVERT'],
    ['WITHDRAWN', 'ADVERT'],
  ] as const)('IDG-03: when %s, invitees and bidders see %s', (state, view) => {
    expect(callOffView(provider('INVITED'), state)).toBe(view);
    expect(callOffView(provider('BIDDER'), state)).toBe(view);
  });

  it('IDG-03: a winner whose award was withdrawn is back to the advert', () => {
    expect(callOffView(provider('WINNER'), 'EVALUATING')).toBe('ADVERT');
    expect(callOffView(provider('WINNER'), 'WITHDRAWN')).toBe('ADVERT');
  });

  it('IDG-05: a suspended provider sees no advert, but keeps the papers of the person it cares for', () => {
    expect(callOffView(provider('INVITED', true), 'OPEN')).toBe('NOTHING');
    expect(callOffView(provider('WINNER', true), 'COMPLETED')).toBe('FULL');
  });
});

describe('who reads a bid', () => {
  it.each([
    ['AUTHOR', false, 'CONTENT'],
    ['AUTHOR', true, 'CONTENT'],
    ['BROKER', false, 'RECEIPT'],
    ['BROKER', true, 'CONTENT'],
    ['OTHER', false, 'NOTHING'],
    ['OTHER', true, 'NOTHING'],
  ] as const)('IDG-23, NTF-05: %s, its stage closed: %s, reads %s', (reader, closed, view) => {
    expect(bidView(reader, closed)).toBe(view);
  });

  it.each([
    ['AUTHOR', false, 'NOTHING'],
    ['AUTHOR', true, 'OWN_CHECKS'],
    ['BROKER', false, 'NOTHING'],
    ['BROKER', true, 'ALL'],
    ['OTHER', true, 'NOTHING'],
  ] as const)('EVAL-13: of the evaluation %s, its stage closed: %s, reads %s', (reader, closed, view) => {
    expect(evaluationView(reader, closed)).toBe(view);
  });
});

describe('publication', () => {
  it('IDG-01: the anonymised need, whole, is published', () => {
    const everything = aDischarge({
      calls: [aCall({ night: 'SLEEP_IN' })],
      complexNeeds: 'Transfers with a hoist.',
      carerGender: 'FEMALE',
      languages: ['Gujarati'],
      skills: ['PEG feeding'],
    });
    expect(publicationRefusals(everything)).toEqual([]);
  });

  it.each([
    ['the need', { ...aNeed(), name: 'made-up' }, 'need.name'],
    ['a call', aNeed({ calls: [{ ...aCall(), keySafe: '1234' } as never] }), 'need.calls.keySafe'],
    [
      'the discharge',
      aDischarge({ discharge: { ...aDischarge().discharge!, ward: 'made-up' } as never }),
      'need.discharge.ward',
    ],
  ])('IDG-01: a field more in %s keeps it from being published, and is named', (_, need, field) => {
    expect(publicationRefusals(need)).toMatchObject([{ rule: 'IDG-01', code: 'FIELD_NOT_FOR_ADVERT', field }]);
  });

  it('IDG-02: no field that is not of the need profile ever passes, and its content is never repeated', () => {
    const known = new Set(Object.keys(aNeed()));
    const stray = fc.string({ minLength: 1 }).filter((key) => !known.has(key) && key !== '__proto__');
    fc.assert(
      fc.property(stray, (key) => {
        const [refusal, ...more] = publicationRefusals({ ...aNeed(), [key]: 'Jane Example' });
        expect(more).toEqual([]);
        expect(refusal?.field).toBe(`need.${key}`);
        expect(refusal?.message).not.toContain('Jane Example');
      }),
    );
  });
});

describe('what those invited see of a stage', () => {
  const closesAt = at('2026-03-04 12:00');
  const expected: Record<(typeof STAGE_ENDINGS)[number] | 'RUNNING', readonly [AdvertState, AdvertState]> = {
    RUNNING: ['OPEN', 'CLOSED'],
    EXPIRED: ['OPEN', 'CLOSED'],
    // To see it end early would tell each who declined that all the others had.
    ALL_DECLINED: ['OPEN', 'CLOSED'],
    NOBODY_ELIGIBLE: ['OPEN', 'CLOSED'],
    EARLY_AWARD: ['CLOSED', 'CLOSED'],
    WITHDRAWN: ['WITHDRAWN', 'WITHDRAWN'],
  };

  it.each(['RUNNING', ...STAGE_ENDINGS] as const)('IDG-23: a stage %s looks the same to all who were asked', (how) => {
    const stage = { closesAt, ending: how === 'RUNNING' ? null : how };
    expect([advertState(stage, closesAt), advertState(stage, later(closesAt, 1))]).toEqual(expected[how]);
  });
});

describe('who is barred from what a council publishes', () => {
  it.each([
    ['admitted to a patch', aPatchProvider(), false],
    [
      'admitted to the framework and suspended from a patch',
      aProvider().in('East', { status: 'SUSPENDED' }).onTheFramework(),
      false,
    ],
    ['suspended from all it was admitted to', aProvider().in('East', { status: 'SUSPENDED' }), true],
    ['gone from all it was admitted to', aProvider().onTheFramework({ status: 'EXITED' }), true],
    ['a member of nothing', aProvider(), true],
    ['admitted and not registered any more', aPatchProvider().with({ registered: false }), true],
  ])('PROV-02, IDG-05: a provider %s is barred: %s', (_which, { facts }, barred) => {
    expect(isBarred(facts)).toBe(barred);
  });
});

describe('what is kept of a need that was refused', () => {
  it('IDG-01: everything an advert may hold, and nothing else, at any depth', () => {
    const need = aDischarge({ calls: [aCall(), aCall({ startTime: '12:00' })] });
    expect(advertised(need)).toEqual(need);
    const discharge = { ...need.discharge!, ward: 'made-up' };
    const more = {
      ...need,
      name: 'made-up',
      calls: need.calls.map((call) => ({ ...call, carer: 'made-up' })),
      discharge,
    };
    expect(advertised(more)).toEqual(need);
    expect(advertised(aNeed())).toEqual(aNeed());
  });
});
