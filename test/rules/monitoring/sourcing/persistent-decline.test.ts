import { DEFAULT_POLICY, policySchema } from '../../../../schema/policy.js';
import { declineMeasure, type NotTaken } from '../../../../subgraphs/monitoring/rules/sourcing/persistent-decline.js';

const policy = DEFAULT_POLICY;
const ANSWERS: Readonly<Record<string, NotTaken | null>> = {
  '+': null,
  '-': 'NO_RESPONSE',
  c: 'CAPACITY',
  u: 'UNSUITABLE',
};
/** `+` is a bid, `c` and `u` declines for want of room and for a package that does not suit, `-` silence. */
const settled = (pattern: string) => [...pattern].map((each) => ({ notTaken: ANSWERS[each] as NotTaken | null }));

describe('persistent decline', () => {
  it.each([
    ['', null],
    ['--', null],
    ['---', 'CONSECUTIVE'],
    ['cu-', 'CONSECUTIVE'],
    ['---+', null],
    ['+++---', 'CONSECUTIVE'],
    ['+-+-+-', null],
    ['+c+u+-', null],
    ['+-+--+-', 'SHARE'],
    ['--+--', null],
    ['-+-+--', 'SHARE'],
    ['c+u+c-', 'SHARE'],
    ['-+---', 'CONSECUTIVE'],
  ])('CM-06: %j is %s, of whatever kind the declines are', (pattern, persistent) => {
    expect(declineMeasure(settled(pattern), policy).persistent).toBe(persistent);
  });

  it('CM-06, ROUT-13: the counts are those of the invitations, kind by kind', () => {
    expect(declineMeasure(settled('-+c+cu'), policy)).toEqual({
      invitations: 6,
      notTaken: 4,
      forCapacity: 2,
      unsuitable: 1,
      unanswered: 1,
      inARow: 2,
      persistent: 'SHARE',
    });
    const none = { invitations: 0, notTaken: 0, forCapacity: 0, unsuitable: 0, unanswered: 0, inARow: 0 };
    expect(declineMeasure([], policy)).toEqual({ ...none, persistent: null });
  });

  it('CM-06: how many and what share is the council’s', () => {
    const lenient = policySchema.parse({ contract: { declineConsecutive: 5, declinePct: 70, declineMinimum: 4 } });
    expect(declineMeasure(settled('+---'), lenient).persistent).toBe('SHARE');
    expect(declineMeasure(settled('++----'), lenient).persistent).toBeNull();
  });
});
