import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { PAY_BANDS } from '../../rules/pay/band.js';
import { PAY_VALIDATIONS } from '../../rules/pay/d2a-validation.js';
import { INVOICE_FINDINGS } from '../../rules/pay/invoice.js';
import { PAY_REASONS, PAY_STATUSES } from '../../rules/pay/pay-line.js';

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

export const RATE_SOURCES = ['AWARD'] as const;
export const RateSourceWord = enumType(RATE_SOURCES, {
  name: 'RateSource',
  description: 'Where a rate comes from. AWARD is the rate agreed at the award, blended over types of care.',
});
