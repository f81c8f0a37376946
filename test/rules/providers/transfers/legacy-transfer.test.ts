import { newId } from '../../../../kernel/values/ids.js';
import { transition } from '../../../../kernel/values/state-table.js';
import {
  completionRefusals,
  LEGACY_TRANSFER,
  type PlannedTransfer,
  plannedAgainRefusals,
  TRANSFER_STATES,
  type TransferEvent,
  type TransferState,
  transferGaps,
  transferRefusals,
} from '../../../../subgraphs/providers/rules/transfers/legacy-transfer.js';
import { reachable } from '../fixtures.js';

const [old, fresh, stranger] = [newId(), newId(), newId()];
const known = new Set([old, fresh]);
const row = (changes: Partial<PlannedTransfer> = {}): PlannedTransfer => ({
  packageReference: 'L-001',
  fromProviderId: old,
  toProviderId: fresh,
  plannedOn: '2026-09-01',
  tupeAssessed: true,
  personInformed: true,
  ...changes,
});

describe('the transfer of a legacy package', () => {
  it.each<[TransferState | '(new)', TransferEvent, TransferState | null]>([
    ['(new)', 'plan', 'PLANNED'],
    ['(new)', 'complete', null],
    ['PLANNED', 'plan', 'PLANNED'],
    ['PLANNED', 'get ready', 'READY'],
    ['PLANNED', 'complete', null],
    ['READY', 'plan', 'PLANNED'],
    ['READY', 'complete', 'DONE'],
    ['DONE', 'plan', null],
    ['DONE', 'complete', null],
  ])('PROV-35: from %s, %s leads to %s', (from, event, to) => {
    const step = transition(LEGACY_TRANSFER, from, event);
    if (to) expect(step).toEqual({ to });
    else expect(step).toMatchObject({ refusal: { rule: 'PROV-35', code: 'ILLEGAL_TRANSITION' } });
  });

  it('PROV-35: every state can be reached', () => {
    expect([...reachable(LEGACY_TRANSFER)].toSorted()).toEqual(TRANSFER_STATES.toSorted());
  });

  it.each<[boolean, boolean, string[]]>([
    [true, true, []],
    [false, true, ['TUPE_NOT_ASSESSED']],
    [true, false, ['PERSON_NOT_INFORMED']],
    [false, false, ['TUPE_NOT_ASSESSED', 'PERSON_NOT_INFORMED']],
  ])('PROV-35: TUPE assessed %s, person informed %s: what is missing', (tupeAssessed, personInformed, expected) => {
    expect(transferGaps({ tupeAssessed, personInformed })).toEqual(expected);
  });

  const many = (count: number) => Array.from({ length: count }, (_, nth) => row({ packageReference: `L-${nth}` }));
  it.each<[string, PlannedTransfer[], string[]]>([
    ['as it should be', [row()], []],
    ['without rows', [], ['ROW_COUNT input.rows']],
    ['with 500 rows', many(500), []],
    ['with one more', many(501), ['ROW_COUNT input.rows']],
    ['by name', [row({ packageReference: 'Ada Quince' })], ['PACKAGE_REFERENCE input.rows.0.packageReference']],
    ['with a package twice', [row(), row()], ['PACKAGE_TWICE input.rows.1.packageReference']],
    ['from a stranger', [row({ fromProviderId: stranger })], ['PROVIDER_UNKNOWN input.rows.0.fromProviderId']],
    ['to a stranger', [row({ toProviderId: stranger })], ['PROVIDER_UNKNOWN input.rows.0.toProviderId']],
    ['a year ago', [row({ plannedOn: '2025-05-31' })], []],
    ['a day longer ago', [row({ plannedOn: '2025-05-30' })], ['PLANNED_DAY input.rows.0.plannedOn']],
    ['five years ahead', [row({ plannedOn: '2031-06-05' })], []],
    ['a day later', [row({ plannedOn: '2031-06-06' })], ['PLANNED_DAY input.rows.0.plannedOn']],
    ['to where it is', [row({ toProviderId: old })], ['SAME_PROVIDER input.rows.0.toProviderId']],
  ])('PROV-35: a plan %s', (_, rows, expected) => {
    const refusals = transferRefusals(rows, known, '2026-06-01');
    expect(refusals.map(({ rule, code, field }) => `${rule} ${code} ${field}`)).toEqual(
      expected.map((each) => `PROV-35 ${each}`),
    );
  });

  it('PROV-35: is planned again until it is done', () => {
    expect(plannedAgainRefusals(['(new)', 'PLANNED', 'READY'])).toEqual([]);
    expect(plannedAgainRefusals(['(new)', 'DONE']).map(({ code, field }) => `${code} ${field}`)).toEqual([
      'ILLEGAL_TRANSITION input.rows.1.packageReference',
    ]);
  });

  it.each<[string, string[], string[]]>([
    ['one of today', ['ready'], []],
    ['one twice', ['ready', 'ready'], []],
    ['none', [], ['ROW_COUNT input.transferIds']],
    ['more than 500', Array(501).fill('ready'), ['ROW_COUNT input.transferIds']],
    [
      'those of another council',
      ['ready', stranger, 'none'],
      ['TRANSFER_UNKNOWN input.transferIds.1', 'TRANSFER_UNKNOWN input.transferIds.2'],
    ],
    ['one of tomorrow', ['ready', 'ready', 'early'], ['TRANSFER_EARLY input.transferIds.2']],
    ['one that is not ready', ['planned', 'ready'], ['ILLEGAL_TRANSITION input.transferIds.0']],
    ['one that is done', ['ready', 'done'], ['ILLEGAL_TRANSITION input.transferIds.1']],
  ])('PROV-35: done: %s', (_, ids, expected) => {
    const held = new Map<string, { state: TransferState; plannedOn: string }>([
      ['ready', { state: 'READY', plannedOn: '2026-06-01' }],
      ['early', { state: 'READY', plannedOn: '2026-06-02' }],
      ['planned', { state: 'PLANNED', plannedOn: '2026-06-02' }],
      ['done', { state: 'DONE', plannedOn: '2026-05-01' }],
    ]);
    const refusals = completionRefusals(ids, held, '2026-06-01');
    expect(refusals.map(({ rule, code, field }) => `${rule} ${code} ${field}`)).toEqual(
      expected.map((each) => `PROV-35 ${each}`),
    );
  });
});
