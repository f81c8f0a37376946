import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { ADJUSTMENT_CAUSES } from '../../rules/pay/adjustment.js';
import { PAY_BANDS } from '../../rules/pay/band.js';
import { FORMAL_MESSAGES, PAY_VALIDATIONS } from '../../rules/pay/d2a-validation.js';
import { INVOICE_FINDINGS } from '../../rules/pay/invoice.js';
import { PAY_REASONS, PAY_STATUSES } from '../../rules/pay/pay-line.js';
import { RECONCILING } from '../../rules/pay/reconciliation.js';

export const PayStatusWord = enumType(PAY_STATUSES, {
  name: 'PayStatus',
  description: 'Whether a visit is paid. HELD waits until its reason is gone; NOT_OVER has no outcome yet.',
});
export const PayBandWord = enumType(PAY_BANDS, { name: 'PayBand', description: 'The band that a call is paid in.' });
export const PayReasonWord = enumType(PAY_REASONS, {
  name: 'PayReason',
  description: 'Why a visit is not paid, not paid as it was planned, or held.',
});
export const PayValidationWord = enumType(PAY_VALIDATIONS, {
  name: 'PayValidation',
  description: 'Whether formal messages support a line of D2A care (PAY-05).',
});
export const InvoiceFindingWord = enumType(INVOICE_FINDINGS, {
  name: 'InvoiceFindingKind',
  description: 'How a line of an invoice differs from the statement (PAY-11).',
});

export const FormalMessageWord = enumType(FORMAL_MESSAGES, {
  name: 'FormalMessageKind',
  description: 'What a message about a D2A package formalised (IDG-13).',
});
export const AdjustmentCauseWord = enumType(ADJUSTMENT_CAUSES, {
  name: 'AdjustmentCause',
  description:
    'Why a visit of approved days is settled again: it changed, what held it is gone, it became known later, or it counts no longer on those days (PAY-11).',
});
export const ReconcilingWord = enumType(RECONCILING, {
  name: 'Reconciling',
  description: 'Why two figures of a visit differ: commissioned, planned, logged, payable, approved or invoiced.',
});

export const RATE_SOURCES = ['AWARD'] as const;
export const RateSourceWord = enumType(RATE_SOURCES, {
  name: 'RateSource',
  description: 'Where a rate comes from. AWARD is the rate agreed at the award, blended over types of care.',
});
