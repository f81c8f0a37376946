import { Field, ObjectType } from 'type-graphql';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { StageKind } from '../../../../schema/events/tenders.js';
import { Choice } from '../../entities/awards/choice.js';
import { Bid } from '../../entities/bids/bid.js';
import { OutcomeWord } from '../../entities/bids/words.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import { type DecisionReason, DecisionReasonWord } from '../../entities/evaluation/words.js';
import { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import { StageWord } from '../../entities/stages/words.js';
import type { Outcome } from '../../rules/awards/outcome.js';
import { awardsOf } from '../awards/awards.js';
import { choicesOf } from '../awards/choices-of.js';
import { answersOf } from '../bids/answers.js';
import { wholeInvitationsOf } from '../invitations/invitations-of.js';
import { CareHome, careHome, Provider, provider } from '../references.js';
import { stagesOf } from '../stages/stages.js';
import { suggestionFor } from './suggestion.js';

@ObjectType({ description: 'What was decided about one provider in one stage, and on which facts (EVAL-13).' })
export class Explanation {
  @Field(() => Provider, { nullable: true, description: 'The provider.' })
  provider!: Provider;

  @Field(() => CareHome, { nullable: true, description: 'The home, on a route to homes (ROUT-30).' })
  home!: CareHome | null;

  @Field(() => StageWord, { description: 'The stage.' })
  stage!: StageKind;

  @Field(() => Boolean, { description: 'Whether it was asked.' })
  invited!: boolean;

  @Field(() => [EligibilityCheck], { description: 'The checks that decided that.' })
  invitationChecks!: EligibilityCheck[];

  @Field(() => Bid, {
    nullable: true,
    description: 'How it answered; null while the answer is sealed, and if there is none.',
  })
  bid!: Bid | null;

  @Field(() => RankedBid, { nullable: true, description: 'Its place and figures, if its bid was suitable.' })
  ranked!: RankedBid | null;

  @Field(() => OutcomeWord, { nullable: true, description: 'What was decided.' })
  decision!: Outcome['outcome'] | null;

  @Field(() => DecisionReasonWord, { nullable: true, description: 'Why.' })
  reason!: DecisionReason | null;

  @Field(() => String, { nullable: true, description: 'Who awarded; null if rules alone decided.' })
  decidedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided, and the bidder told.' })
  decidedAt!: Date | null;

  @Field(() => Choice, {
    nullable: true,
    description:
      "The choice of this provider by or with the person's side, if it was chosen and nobody else was afterwards (CHOI-08, SHOW-13).",
  })
  choice!: Choice | null;

  @Field(() => String, { description: 'Version of the policy applied.' })
  policyVersion!: string;
}

/** What was decided about every provider considered, asked or not, and on which facts. [EVAL-13, EVAL-01] */
export async function explanationsOf(context: RequestContext, callOff: CallOff): Promise<Explanation[]> {
  const [stages, invitations, bids, awards, suggestion, choices] = await Promise.all([
    stagesOf(context, callOff.id),
    wholeInvitationsOf(context, callOff.id),
    answersOf(context, callOff.id),
    awardsOf(context, callOff.id),
    suggestionFor(context, callOff),
    choicesOf(context, callOff.id),
  ]);
  const kinds = new Map(stages.map(({ id, kind }) => [id, kind]));
  // A decision is explained by the order that it was taken upon, not by today's.
  const chosen = choices.toReversed().flatMap(({ order }) => order);
  const ranked = [...awards.flatMap((award) => award.order), ...(suggestion?.order ?? []), ...chosen];
  const choice = choices.at(-1);
  return invitations.map((invitation) => {
    const bid = bids.filter((each) => each.invitationId === invitation.id && each.state !== 'REJECTED_LATE').at(-1);
    const award = awards.find((each) => each.bidId === bid?.id);
    return Object.assign(new Explanation(), {
      provider: provider(invitation.providerId),
      home: careHome(invitation.homeId),
      stage: kinds.get(invitation.stageId)!,
      invited: invitation.invited,
      invitationChecks: invitation.checks,
      bid: bid ?? null,
      ranked: ranked.find((each) => each.bidId === bid?.id) ?? null,
      decision: bid?.outcome ?? null,
      reason: award?.exceptionReason ?? bid?.outcomeReason ?? null,
      decidedBy: award?.decidedBy ?? null,
      decidedAt: award?.decidedAt ?? bid?.outcomeAt ?? null,
      choice: choice && choice.bidId === bid?.id ? choice : null,
      policyVersion: award?.policyVersion ?? callOff.policyVersion,
    } satisfies Explanation);
  });
}
