import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { STAGES } from '../../../../schema/events/tenders.js';
import { STAGE_ENDINGS } from '../../rules/invitations/advert-state.js';

export const StageWord = enumType(STAGES, { name: 'StageKind', description: 'Whom a stage asks (ROUT-03, ROUT-08).' });
export const StageEndingWord = enumType(STAGE_ENDINGS, {
  name: 'StageEnding',
  description: 'Why a stage takes no more answers.',
});
