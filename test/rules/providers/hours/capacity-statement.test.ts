import {
  type CapacityStatement,
  capacityStatementRefusals,
  type FreeCapacity,
  MOST_CAPACITY_ROWS,
  replacesStatement,
  statementMemberRefusal,
} from '../../../../subgraphs/providers/rules/hours/capacity-statement.js';

const now = new Date('2026-03-20T10:00:00Z');
const facts = { now, patches: ['East', 'West', 'Central', 'South'] };

function free(changes: Partial<FreeCapacity> = {}): FreeCapacity {
  return { patch: 'East', timeBand: 'MORNING', skill: null, freeWeeklyMinutes: 630, ...changes };
}

function stated(rows: readonly FreeCapacity[], statedAt = now): CapacityStatement {
  return { statedAt, free: rows };
}

function refused(statement: CapacityStatement) {
  return capacityStatementRefusals(statement, facts).map(({ code, field }) => `${code} ${field}`);
}

describe('a statement of available capacity', () => {
  it.each<[string, readonly FreeCapacity[], string[]]>([
    ['of one row', [free()], []],
    ['of nothing free', [], []],
    ['of no minutes', [free({ freeWeeklyMinutes: 0 })], []],
    [
      'of fewer than no minutes',
      [free({ freeWeeklyMinutes: -15 })],
      ['FREE_MINUTES_INVALID free[0].freeWeeklyMinutes'],
    ],
    ['of half a minute', [free({ freeWeeklyMinutes: 0.5 })], ['FREE_MINUTES_INVALID free[0].freeWeeklyMinutes']],
    ['of a patch that is none', [free(), free({ patch: 'North' })], ['PATCH_UNKNOWN free[1].patch']],
    ['of a skill, and of any', [free(), free({ skill: 'PEG_FEEDING' })], []],
    ['of two bands', [free(), free({ timeBand: 'BED' })], []],
    ['of the same twice', [free(), free({ freeWeeklyMinutes: 15 })], ['ROW_TWICE free[1]']],
  ])('PROV-24: %s', (_name, rows, expected) => {
    expect(refused(stated(rows))).toEqual(expected);
  });

  it.each([
    [MOST_CAPACITY_ROWS, []],
    [MOST_CAPACITY_ROWS + 1, ['TOO_MANY_ROWS free']],
  ])('PROV-24: of %i rows', (count, expected) => {
    const rows = Array.from({ length: count }, () => free());
    expect(refused(stated(rows)).filter((each) => !each.startsWith('ROW_TWICE'))).toEqual(expected);
  });

  it.each([
    ['a day ago', -86_400_000, []],
    ['now', 0, []],
    ['exactly five minutes ahead', 300_000, []],
    ['a millisecond more ahead', 300_001, ['STATED_IN_FUTURE statedAt']],
  ])('PROV-24: stated %s', (_name, offset, expected) => {
    expect(refused(stated([free()], new Date(now.getTime() + offset)))).toEqual(expected);
  });

  it.each([
    ['the first', null, true],
    ['a newer one', -1, true],
    ['the same one again', 0, false],
    ['an older one', 1, false],
  ])('PROV-24: %s replaces what is held, or not', (_name, heldOffset, replaces) => {
    const held = heldOffset === null ? null : new Date(now.getTime() + heldOffset);
    expect(replacesStatement(held, now)).toBe(replaces);
  });

  it('PROV-12: it is made to a council that has admitted the provider', () => {
    expect(statementMemberRefusal(true)).toBeUndefined();
    expect(statementMemberRefusal(false)).toMatchObject({ rule: 'PROV-12', code: 'NOT_A_MEMBER', field: 'council' });
  });
});
