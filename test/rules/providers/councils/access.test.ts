import { COUNCIL_ROLES, PROVIDER_ROLES, ROLES } from '../../../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../../../kernel/identity/scopes-of-role.js';
import {
  type AskedAccess,
  accessOf,
  accessRefusals,
  accessStatus,
  GRANTED_ROLES,
  subjectRefusals,
} from '../../../../subgraphs/providers/rules/councils/access.js';

const now = new Date('2026-06-01T09:00:00Z');
const after = (ms: number) => new Date(now.getTime() + ms);
const facts = { now, councils: new Set(['bromley', 'ashdown']), isProvider: false };
const ofProvider = { ...facts, isProvider: true };
const PROVIDER = '11111111-1111-4111-8111-111111111111';

const broker = (over: Partial<AskedAccess> = {}): AskedAccess => ({
  subject: 'user:one',
  role: 'broker',
  organisation: 'bromley',
  ...over,
});
const rostering = (over: Partial<AskedAccess> = {}): AskedAccess => ({
  subject: 'machine:one',
  role: 'rostering',
  organisation: PROVIDER,
  councils: ['bromley'],
  ...over,
});
const codes = (asked: AskedAccess, known = facts) =>
  accessRefusals(asked, known).map(({ code, field }) => `${code} ${field}`);

describe('a role', () => {
  it('IDG-27: is one of those that can be granted, and the hub’s own is not', () => {
    expect([...GRANTED_ROLES, 'hub'].sort()).toEqual([...ROLES].sort());
    for (const role of ['hub', 'admin', '', '__proto__', 'toString']) {
      expect(codes(broker({ role }))).toEqual(['ROLE_UNKNOWN input.role']);
      expect(codes(broker({ role, scopes: ['platform:write'] }))).toEqual(['ROLE_UNKNOWN input.role']);
    }
  });

  it.each(COUNCIL_ROLES)('IDG-26: %s acts in its own council alone', (role) => {
    expect(codes(broker({ role }))).toEqual([]);
    expect(codes(broker({ role, councils: ['bromley'] }))).toEqual([]);
    expect(codes(broker({ role, councils: ['ashdown'] }))).toEqual(['ANOTHER_COUNCIL input.councils']);
    expect(codes(broker({ role, councils: ['bromley', 'ashdown'] }))).toEqual(['ANOTHER_COUNCIL input.councils']);
    expect(codes(broker({ role, councils: [] }))).toEqual(['ANOTHER_COUNCIL input.councils']);
    expect(codes(broker({ role, organisation: 'nowhere' }))).toEqual(['COUNCIL_UNKNOWN input.organisation']);
    expect(codes(broker({ role, organisation: PROVIDER }), ofProvider)).toEqual(['COUNCIL_UNKNOWN input.organisation']);
  });

  it.each(PROVIDER_ROLES)(
    'IDG-26, IDG-27: %s is of a provider on the register, in a council that it works for',
    (role) => {
      expect(codes(rostering({ role }), ofProvider)).toEqual([]);
      expect(codes(rostering({ role, councils: ['bromley', 'ashdown'] }), ofProvider)).toEqual([]);
      expect(codes(rostering({ role }))).toEqual(['PROVIDER_UNKNOWN input.organisation']);
      for (const councils of [[], null, undefined]) {
        expect(codes(rostering({ role, councils }), ofProvider)).toEqual(['NO_COUNCIL input.councils']);
      }
      expect(codes(rostering({ role, councils: ['bromley', 'nowhere'] }), ofProvider)).toEqual([
        'COUNCIL_UNKNOWN input.councils[1]',
      ]);
    },
  );

  it('IDG-27: an operator is of the hub, in the councils given', () => {
    const operator = broker({ role: 'operator', organisation: 'hub' });
    expect(codes(operator)).toEqual([]);
    expect(codes({ ...operator, councils: ['bromley'] })).toEqual([]);
    expect(codes({ ...operator, councils: ['nowhere'] })).toEqual(['COUNCIL_UNKNOWN input.councils[0]']);
    expect(codes({ ...operator, organisation: 'bromley' })).toEqual(['OPERATOR_ELSEWHERE input.organisation']);
  });
});

describe('scopes', () => {
  it.each(GRANTED_ROLES)('IDG-27: %s may hold each of its own and no other', (role) => {
    const asked = COUNCIL_ROLES.includes(role)
      ? broker({ role })
      : PROVIDER_ROLES.includes(role)
        ? rostering({ role })
        : broker({ role, organisation: 'hub' });
    expect(codes({ ...asked, scopes: SCOPES_OF_ROLE[role] }, ofProvider)).toEqual([]);
    const other = (['platform:write', 'bids:write'] as const).find((each) => !SCOPES_OF_ROLE[role].includes(each))!;
    expect(codes({ ...asked, scopes: [SCOPES_OF_ROLE[role][0]!, other] }, ofProvider)).toEqual([
      'SCOPE_BEYOND_ROLE input.scopes[1]',
    ]);
    expect(codes({ ...asked, scopes: ['anything'] }, ofProvider)).toEqual(['SCOPE_UNKNOWN input.scopes[0]']);
    expect(codes({ ...asked, scopes: [] }, ofProvider)).toEqual(['NO_SCOPE input.scopes']);
  });

  it('IDG-27: all of the role’s when left out, and each once', () => {
    expect(accessOf(broker(), now)).toEqual({
      subject: 'user:one',
      role: 'broker',
      organisation: 'bromley',
      councils: ['bromley'],
      scopes: SCOPES_OF_ROLE.broker,
      validFrom: now,
      validUntil: null,
    });
    const twice = rostering({ scopes: ['bids:write', 'bids:write'], councils: ['bromley', 'ashdown', 'bromley'] });
    expect(accessOf(twice, now)).toMatchObject({ scopes: ['bids:write'], councils: ['ashdown', 'bromley'] });
    expect(accessOf(broker({ role: 'operator', organisation: 'hub' }), now).councils).toEqual([]);
  });
});

describe('the time of access', () => {
  it.each([
    [{ validFrom: now }, []],
    [{ validFrom: after(-1) }, ['ACCESS_BACKDATED input.validFrom']],
    [{ validUntil: after(1) }, []],
    [{ validUntil: now }, ['ACCESS_ENDS_FIRST input.validUntil']],
    [{ validFrom: after(10), validUntil: after(11) }, []],
    [{ validFrom: after(10), validUntil: after(10) }, ['ACCESS_ENDS_FIRST input.validUntil']],
    [
      { validFrom: after(-2), validUntil: after(-1) },
      ['ACCESS_BACKDATED input.validFrom', 'ACCESS_ENDS_FIRST input.validUntil'],
    ],
  ])('IDG-06: %j', (times, refused) => {
    expect(codes(broker(times))).toEqual(refused);
  });

  const access = { validFrom: now, validUntil: after(10), revokedAt: null };
  it.each([
    [after(-1), 'TO_COME'],
    [now, 'LIVE'],
    [after(9), 'LIVE'],
    [after(10), 'OVER'],
  ])('IDG-06: at %s it is %s', (at, status) => {
    expect(accessStatus(access, at)).toBe(status);
  });

  it('IDG-06: revoked it is over from that instant on, and for ever', () => {
    const revoked = { ...access, revokedAt: after(5) };
    expect([4, 5, 20].map((ms) => accessStatus(revoked, after(ms)))).toEqual(['LIVE', 'REVOKED', 'REVOKED']);
  });
});

describe('a subject', () => {
  it.each(['user:broker@bromley', 'auth0|507f1f77', 'a1b2c3', 'x'.repeat(200)])('IDG-06: %s may be one', (subject) => {
    expect(subjectRefusals(subject, 'user:operator')).toEqual([]);
  });

  it.each(['', 'ab', 'Joan Carer', 'a\u0000b', 'joän', 'x'.repeat(201)])('IDG-06: %j may not', (subject) => {
    const refusals = subjectRefusals(subject, 'user:operator');
    expect(refusals.map(({ code }) => code)).toEqual(['SUBJECT_INVALID']);
    expect(JSON.stringify(refusals)).not.toContain('Joan');
  });

  it('IDG-06: nobody changes their own access', () => {
    expect(subjectRefusals('user:operator', 'user:operator').map(({ code }) => code)).toEqual(['OWN_ACCESS']);
  });
});
