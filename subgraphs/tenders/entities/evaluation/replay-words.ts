import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { DIFFERENCES, REPLAY_LIMITS } from '../../rules/evaluation/replay.js';

export const ReplayDifferenceWord = enumType(DIFFERENCES, {
  name: 'ReplayDifferenceKind',
  description: 'What of a bid differs when an award is replayed (EVAL-13).',
  meanings: {
    CHECK: 'An eligibility check, or a check of the framework ranking.',
    CRITERION: "One of the council's published criteria: its result, or whether it is applied at all.",
    GATE: 'A gate of the awarded bid, as read again at the award.',
    FIGURE: 'A figure that places it.',
    PLACE: 'Its place.',
  },
});
export const ReplayLimitWord = enumType(REPLAY_LIMITS, {
  name: 'ReplayLimit',
  description: 'What a replay cannot tell (EVAL-13).',
  meanings: {
    FACTS_NOT_KEPT: 'The award is older than the keeping of its facts: nothing is replayed.',
    SOMEBODY_CHOSE: 'Somebody else than the broker chose: the order informs and decides nothing.',
    OTHERS_MIGHT_BE_ASKED: 'The other version may ask other providers, who then might have bid.',
    FIRST_WAS_NOT_GATED: 'Another bid comes first, whose gates were never read at the award.',
  },
});
