import type { Rate } from '../../../../subgraphs/providers/rules/rates/rate.js';

/** An open blended rate for standard care of adults. */
export function aRate(changes: Partial<Rate> = {}): Rate {
  return {
    kind: 'BLENDED',
    careType: 'STANDARD_ADULT',
    label: null,
    packageId: null,
    pence: 2_184,
    approvedBy: null,
    reason: null,
    from: '2026-04-01',
    to: null,
    ...changes,
  };
}

export const codes = (refusals: ReadonlyArray<{ code: string }>) => refusals.map(({ code }) => code);
