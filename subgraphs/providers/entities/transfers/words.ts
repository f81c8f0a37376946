import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { TRANSFER_GAPS, TRANSFER_STATES } from '../../rules/transfers/legacy-transfer.js';

export const TransferStateWord = enumType(TRANSFER_STATES, {
  name: 'TransferState',
  description: 'Where the transfer of a legacy package stands (PROV-35).',
});
export const TransferGapWord = enumType(TRANSFER_GAPS, {
  name: 'TransferGap',
  description: 'What the transfer of a legacy package still waits for (PROV-35).',
});
