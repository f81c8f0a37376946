import { addLocalDays } from '../../../../kernel/time/working-time.js';
import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';
import { stateTable, transition } from '../../../../kernel/values/state-table.js';

export const TRANSFER_STATES = ['PLANNED', 'READY', 'DONE'] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];
export type TransferEvent = 'plan' | 'get ready' | 'complete';

/** The machine of one package that moves from a legacy provider to another [PROV-35]. */
export const LEGACY_TRANSFER = stateTable<TransferState, TransferEvent>({
  name: 'PROV-35 LegacyTransfer',
  initial: 'PLANNED',
  terminal: ['DONE'],
  edges: [
    { from: '(new)', event: 'plan', to: 'PLANNED', guard: '[PROV-35]', emits: 'LegacyTransfersChanged' },
    { from: 'PLANNED', event: 'plan', to: 'PLANNED', guard: 'planned again', emits: 'LegacyTransfersChanged' },
    { from: 'READY', event: 'plan', to: 'PLANNED', guard: 'planned again', emits: 'LegacyTransfersChanged' },
    {
      from: 'PLANNED',
      event: 'get ready',
      to: 'READY',
      guard: 'TUPE assessed, person informed [PROV-35]',
      emits: 'LegacyTransfersChanged',
    },
    {
      from: 'READY',
      event: 'complete',
      to: 'DONE',
      guard: 'on its day or later [PROV-35]',
      emits: 'LegacyTransfersChanged',
    },
  ],
});

/** One package that is to move, as an officer plans it. */
export interface PlannedTransfer {
  /** The council's reference of the package: a code, never a name. */
  readonly packageReference: string;
  readonly fromProviderId: string;
  readonly toProviderId: string;
  /** The day of the move, `YYYY-MM-DD`. */
  readonly plannedOn: string;
  readonly tupeAssessed: boolean;
  readonly personInformed: boolean;
}

export const TRANSFER_GAPS = ['TUPE_NOT_ASSESSED', 'PERSON_NOT_INFORMED'] as const;
/** What a transfer still waits for [PROV-35]. */
export type TransferGap = (typeof TRANSFER_GAPS)[number];

export const MOST_TRANSFERS = 500;
const LONGEST_AGO_DAYS = 366;
const FARTHEST_DAYS = 5 * 366;
const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9/_-]{0,39}$/;

/** What is missing before a package may move: the assessment under TUPE, and that the person was told [PROV-35]. */
export function transferGaps({
  tupeAssessed,
  personInformed,
}: Pick<PlannedTransfer, 'tupeAssessed' | 'personInformed'>): TransferGap[] {
  return [
    ...(tupeAssessed ? [] : (['TUPE_NOT_ASSESSED'] as const)),
    ...(personInformed ? [] : (['PERSON_NOT_INFORMED'] as const)),
  ];
}

/**
 * Refuses rows of a plan that cannot be: none, or more than 500; a reference that is no code, or is there twice; a
 * provider that is not on the register, or a move from a provider to itself; a day that is more than a year ago or five
 * years ahead. `field` is `input.rows.3.toProviderId`. [PROV-35]
 *
 * @param known ids of those providers of the rows that are on the register
 */
export function transferRefusals(
  rows: readonly PlannedTransfer[],
  known: ReadonlySet<string>,
  today: string,
): readonly Refusal[] {
  if (rows.length === 0 || rows.length > MOST_TRANSFERS) {
    return [refuse('PROV-35', 'ROW_COUNT', `A plan has 1 to ${MOST_TRANSFERS} rows.`, 'input.rows')];
  }
  return rows.flatMap((row, nth) => {
    const refusals: Refusal[] = [];
    const refuseIf = (when: boolean, code: string, message: string, field: string) => {
      if (when) refusals.push(refuse('PROV-35', code, message, `input.rows.${nth}.${field}`));
    };
    const { packageReference, fromProviderId, toProviderId, plannedOn } = row;
    const code = 'A package has a reference of 1 to 40 letters, digits and /_-, and never a name.';
    refuseIf(!REFERENCE.test(packageReference), 'PACKAGE_REFERENCE', code, 'packageReference');
    const isFirst = rows.findIndex((each) => each.packageReference === packageReference) === nth;
    refuseIf(!isFirst, 'PACKAGE_TWICE', 'A package is in the plan once.', 'packageReference');
    const onRegister = 'Both providers of a transfer are on the register.';
    refuseIf(!known.has(fromProviderId), 'PROVIDER_UNKNOWN', onRegister, 'fromProviderId');
    refuseIf(!known.has(toProviderId), 'PROVIDER_UNKNOWN', onRegister, 'toProviderId');
    const isMove = fromProviderId !== toProviderId;
    refuseIf(!isMove, 'SAME_PROVIDER', 'A package moves to another provider.', 'toProviderId');
    const isNear =
      plannedOn >= addLocalDays(today, -LONGEST_AGO_DAYS) && plannedOn <= addLocalDays(today, FARTHEST_DAYS);
    const near = 'The day of a move is at most a year ago, and at most five years ahead.';
    refuseIf(!isNear, 'PLANNED_DAY', near, 'plannedOn');
    return refusals;
  });
}

/**
 * Refuses to plan a package again whose transfer is done: `ILLEGAL_TRANSITION`, by its row. [PROV-35]
 *
 * @param states where the transfer of each row stands
 */
export function plannedAgainRefusals(states: ReadonlyArray<TransferState | '(new)'>): readonly Refusal[] {
  return states.flatMap((state, nth) => stepRefusals(state, 'plan', `input.rows.${nth}.packageReference`));
}

/**
 * Refuses to complete no transfer, or more than 500 (`ROW_COUNT`); one that is not the council's (`TRANSFER_UNKNOWN`),
 * that is not ready (`ILLEGAL_TRANSITION`), or whose day is still to come (`TRANSFER_EARLY`). `field` is
 * `input.transferIds.3`. [PROV-35]
 *
 * @param held transfers of the council by their ids
 */
export function completionRefusals(
  ids: readonly string[],
  held: ReadonlyMap<string, { readonly state: TransferState; readonly plannedOn: string }>,
  today: string,
): readonly Refusal[] {
  if (ids.length === 0 || ids.length > MOST_TRANSFERS) {
    const message = `1 to ${MOST_TRANSFERS} transfers are completed together.`;
    return [refuse('PROV-35', 'ROW_COUNT', message, 'input.transferIds')];
  }
  return ids.flatMap((id, nth) => {
    const field = `input.transferIds.${nth}`;
    const transfer = held.get(id);
    if (!transfer) return [refuse('PROV-35', 'TRANSFER_UNKNOWN', 'Each is a transfer of the council.', field)];
    const impossible = stepRefusals(transfer.state, 'complete', field);
    if (impossible.length > 0 || transfer.plannedOn <= today) return impossible;
    const message = `This package moves on ${transfer.plannedOn}; plan it again if it has moved already.`;
    return [refuse('PROV-35', 'TRANSFER_EARLY', message, field)];
  });
}

function stepRefusals(from: TransferState | '(new)', event: TransferEvent, field: string): readonly Refusal[] {
  const step = transition(LEGACY_TRANSFER, from, event);
  return 'refusal' in step ? [{ ...step.refusal, field }] : [];
}
