import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { assessResponse, allowed as mayAssess } from '../../commands/evaluation/assess-response.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { Assessment } from '../../entities/evaluation/assessment.js';
import { NeedsReasonWord, NeedsResultWord, ScorerWord } from '../../entities/evaluation/assessment-words.js';
import { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import { ASSESSORS } from '../../entities/readers.js';
import { isInEvaluation } from '../../rules/bids/bid-states.js';
import type { NeedsReason, NeedsResult } from '../../rules/evaluation/assessment.js';
import type { Scorer } from '../../rules/evaluation/scorer.js';
import { definitionOf } from '../../rules/routes/routes.js';
import { answersOf } from '../bids/answers.js';
import { rowsOfCallOff } from '../rows-of-call-off.js';
import { suggestionFor } from './suggestion.js';

@InputType({ description: 'What the answer to one question is worth (EVAL-08).' })
class AnswerScoreInput {
  @Field(() => String, { description: 'Code of the question.' })
  question!: string;

  @Field(() => Int, { description: 'From 0 to the highest score of the question.' })
  score!: number;
}

@InputType({ description: 'How people judged one response (EVAL-08, EVAL-09, EVAL-10).' })
class AssessResponseInput extends ActInput {
  @Field(() => ID, { description: 'Id of the call-off; its reference is not taken.' })
  callOffId!: string;

  @Field(() => ID, { description: 'Id of the response.' })
  bidId!: string;

  @Field(() => NeedsResultWord, {
    nullable: true,
    description:
      'Whether it meets the needs. Needed where the route asks that, and left out where it does not (EVAL-09).',
  })
  result?: NeedsResult | null;

  @Field(() => NeedsReasonWord, { nullable: true, description: 'Needed if it does not: why.' })
  reason?: NeedsReason | null;

  @Field(() => String, {
    nullable: true,
    description: 'What else there is to say, in at most 1,000 characters; name nobody.',
  })
  note?: string | null;

  @Field(() => [AnswerScoreInput], {
    nullable: true,
    description: 'A score for each question; none if it does not meet the needs.',
  })
  scores?: AnswerScoreInput[] | null;

  @Field(() => [ScorerWord], { nullable: true, description: 'Who took part in scoring, never by name (EVAL-08).' })
  scoredBy?: Scorer[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Needed of those who shortlist, and of a panel: that those who scored have no interest in any bidder (EVAL-10).',
  })
  noConflictOfInterest?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Where a panel decides: true for the result that it agreed on, false for one member's own scores; left out elsewhere (ROUT-40).",
  })
  moderated?: boolean | null;
}

@ObjectType({ description: 'What came of recording how a response was judged.' })
class AssessmentPayload extends Payload {
  @Field(() => Assessment, { nullable: true, description: 'The judgement as kept; null if it was refused.' })
  assessment!: Assessment | null;
}

@Resolver(() => CallOff)
export class Assessments {
  @Needs<CallOff>('id', 'route', 'stageId')
  @Authorized<Role>(...ASSESSORS)
  @FieldResolver(() => [Bid], {
    nullable: true,
    description:
      'On a route on which people judge responses first: those of the present stage that passed their checks and are still in it. Null on any other; none until the deadline has passed (IDG-23, ROUT-43).',
  })
  async responses(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Bid[] | null> {
    if (!callOff.route || !definitionOf(callOff.route).gate) return null;
    const answers = await answersOf(context, callOff.id);
    return answers.filter(
      ({ stageId, sealed, state }) => stageId === callOff.stageId && !sealed && isInEvaluation(state),
    );
  }

  @Needs<CallOff>('id')
  @Authorized<Role>(...ASSESSORS)
  @FieldResolver(() => [Assessment], {
    nullable: true,
    description: 'How its responses were judged, the latest last: of one response that one counts (EVAL-08, EVAL-09).',
  })
  assessments(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Assessment[]> {
    return rowsOfCallOff(context, 'assessments', callOff.id, (ids) =>
      context.em.find(Assessment, { callOffId: { $in: ids } }, { orderBy: { recordedAt: 'asc', id: 'asc' } }),
    );
  }

  @Authorized<Role>(...ASSESSORS)
  @FieldResolver(() => [RankedBid], {
    nullable: true,
    description:
      'On such a route: the order by cost and quality of those that may be chosen, and before any may, of those scored so far. It informs whoever decides, and decides nothing (EVAL-07, EVAL-12).',
  })
  async ranking(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<readonly RankedBid[] | null> {
    if (!callOff.route || !definitionOf(callOff.route).gate) return null;
    return (await suggestionFor(context, callOff))?.order ?? [];
  }

  @Authorized<Role>(...mayAssess.roles)
  @Mutation(() => AssessmentPayload, {
    description:
      'Records how people judged one response: against the needs, where the route asks that, and question by question (EVAL-08, EVAL-09, EVAL-10).',
  })
  async assessResponse(
    @Ctx() context: RequestContext,
    @Arg('input', () => AssessResponseInput, { description: 'Which response, and how.' }) input: AssessResponseInput,
  ): Promise<AssessmentPayload> {
    const { callOffId, bidId, idempotencyKey } = input;
    const { result, refusals } = await assessResponse(context.work, {
      ...{ callOffId, bidId, idempotencyKey },
      isModerated: input.moderated ?? null,
      result: input.result ?? null,
      reason: input.reason ?? null,
      note: input.note ?? null,
      scores: (input.scores ?? []).map(({ question, score }) => ({ question, score })),
      scoredBy: input.scoredBy ?? [],
      noConflictOfInterest: input.noConflictOfInterest ?? null,
    });
    return { assessment: result, refusals };
  }
}
