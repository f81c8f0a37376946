import type { SoughtIn, StageOf } from '../../../../subgraphs/tenders/rules/routes/routes.js';
import {
  DEADLINE_RULES,
  outcomeNoticeAt,
  stageDeadlines,
} from '../../../../subgraphs/tenders/rules/stages/deadline-rules.js';
import { stageWindow } from '../../../../subgraphs/tenders/rules/stages/window.js';
import { aDischarge, at, england, later, policy, sought } from '../fixtures.js';

const PATCH: SoughtIn = { route: 'PATCH', stage: 'PATCH', care: sought() };
const D2A: SoughtIn = { route: 'D2A_PATCH', stage: 'PATCH', care: sought(aDischarge()) };
const open = (of: StageOf & Partial<SoughtIn>, opensAt: string, by = policy) =>
  stageWindow({ care: sought(), ...of }, at(opensAt), by, england);

describe('deadlines', () => {
  it.each(DEADLINE_RULES.flatMap(({ rule, lengths }) => lengths.map((length) => [rule, length] as const)))(
    'WIN-21: %s takes its length from the policy, %s',
    (_, key) => {
      const [section = '', name = ''] = key.split('.');
      const held: unknown = Object.entries(policy).find(([each]) => each === section)?.[1];
      expect(held).toHaveProperty(name, expect.any(Number));
    },
  );

  it('WIN-21: no two clocks share a place in the register', () => {
    expect(new Set(DEADLINE_RULES.map(({ rule }) => rule)).size).toBe(DEADLINE_RULES.length);
  });

  it('WIN-21: a patch stage registers its close, its reminder and its outcomes', () => {
    expect(stageDeadlines(PATCH, open(PATCH, '2026-03-04 10:00'))).toEqual([
      { rule: 'WIN-01', effect: 'CLOSE_STAGE', dueAt: at('2026-03-04 12:00') },
      { rule: 'NTF-03', effect: 'REMIND_UNANSWERED', dueAt: at('2026-03-04 11:30') },
      { rule: 'WIN-02', effect: 'TELL_OUTCOMES', dueAt: at('2026-03-04 12:30') },
    ]);
  });

  it('WIN-21, WIN-13: where late answers are chased, offers are collected at the end of the working day, and nobody is told that it lost', () => {
    const agencies: StageOf = { route: 'C2P_DOMICILIARY', stage: 'AGENCIES' };
    const window = open(agencies, '2026-03-06 10:00');
    expect(outcomeNoticeAt(window)).toBeNull();
    // From a Friday to the end of the Monday.
    const dueAt = at('2026-03-09 23:59:59.999');
    expect(stageDeadlines(agencies, window)).toEqual([
      { rule: 'WIN-13', effect: 'COLLECT_OFFERS', dueAt },
      { rule: 'NTF-03', effect: 'REMIND_UNANSWERED', dueAt: later(dueAt, -30 * 60_000) },
    ]);
  });

  it('WIN-21: a discharge registers its target in place of the reminder', () => {
    expect(stageDeadlines(D2A, open(D2A, '2026-03-04 10:00'))).toEqual([
      { rule: 'WIN-05', effect: 'CLOSE_STAGE', dueAt: at('2026-03-04 11:00') },
      { rule: 'WIN-05/target', effect: 'REMIND_UNANSWERED', dueAt: at('2026-03-04 10:30') },
      { rule: 'WIN-02', effect: 'TELL_OUTCOMES', dueAt: at('2026-03-04 11:30') },
    ]);
  });

  it('WIN-02: bidders without an outcome are told a minute before the clock misses', () => {
    expect(outcomeNoticeAt(open(PATCH, '2026-03-04 10:00'))).toEqual(at('2026-03-04 12:29'));
  });
});
