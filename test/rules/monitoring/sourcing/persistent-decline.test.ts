import { DEFAULT_POLICY, policySchema } from '../../../../schema/policy.js';
import { declineMeasure } from '../../../../subgraphs/monitoring/rules/sourcing/persistent-decline.js';

const policy = DEFAULT_POLICY;
/** `+` is a bid, `-` a decline or silence. */
const rounds = (pattern: string) => [...pattern].map((each) => ({ taken: each === '+' }));

describe('persistent decline', () => {
  it.each([
    ['', null],
    ['--', null],
    ['---', 'CONSECUTIVE'],
    ['---+', null],
    ['+++---', 'CONSECUTIVE'],
    ['+-+-+-', null],
    ['+-+--+-', 'SHARE'],
    ['--+--', null],
    ['-+-+--', 'SHARE'],
    ['-+---', 'CONSECUTIVE'],
  ])('CM-06: %j is %s', (pattern, persistent) => {
    expect(declineMeasure(rounds(pattern), policy).persistent).toBe(persistent);
  });

  it('CM-06: the counts are those of the rounds', () => {
    expect(declineMeasure(rounds('-+-+--'), policy)).toEqual({
      invitations: 6,
      notTaken: 4,
      inARow: 2,
      persistent: 'SHARE',
    });
    expect(declineMeasure([], policy)).toEqual({ invitations: 0, notTaken: 0, inARow: 0, persistent: null });
  });

  it('CM-06: how many and what share is the council’s', () => {
    const lenient = policySchema.parse({ contract: { declineConsecutive: 5, declinePct: 70, declineMinimum: 4 } });
    expect(declineMeasure(rounds('+---'), lenient).persistent).toBe('SHARE');
    expect(declineMeasure(rounds('++----'), lenient).persistent).toBeNull();
  });
});
