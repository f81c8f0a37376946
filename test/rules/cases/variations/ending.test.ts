import { endedWithPlacement } from '../../../../subgraphs/cases/rules/variations/ending.js';

const suspended = { kind: 'SUSPEND', state: 'EFFECTIVE', effectiveFrom: '2026-06-10', effectiveTo: null } as const;
const more = {
  kind: 'TEMPORARY_INCREASE',
  state: 'EFFECTIVE',
  effectiveFrom: '2026-06-10',
  effectiveTo: '2026-06-30',
} as const;
const ended = (effectiveTo: string) => ({ event: 'its placement ends', effectiveTo });

describe('what the end of a placement does to its variations', () => {
  it.each([
    ['a suspension without an end', suspended, ended('2026-06-20')],
    ['a suspension with a later end', { ...suspended, effectiveTo: '2026-06-25' }, ended('2026-06-20')],
    ['a suspension that had ended', { ...suspended, effectiveTo: '2026-06-15' }, ended('2026-06-15')],
    ['a temporary increase', more, ended('2026-06-20')],
    ['one that began after the last day', { ...suspended, effectiveFrom: '2026-06-22' }, ended('2026-06-22')],
    ['one that is to begin', { ...more, state: 'AGREED' }, { event: 'cancel', effectiveTo: '2026-06-30' }],
    ['a level for good', { ...suspended, kind: 'REDUCE' }, null],
    ['a resumption', { ...suspended, kind: 'RESUME' }, null],
    ['what is over', { ...more, state: 'EXPIRED' }, null],
  ] as const)('AWRD-12, VAR-14: on 20 June, to %s: %#', (_, variation, answer) => {
    expect(endedWithPlacement(variation, '2026-06-20')).toEqual(answer);
  });
});
