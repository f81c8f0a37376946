import { Field, ID, ObjectType } from 'type-graphql';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { StageKind } from '../../../../schema/events/tenders.js';
import type { Policy } from '../../../../schema/policy.js';
import { Award } from '../../entities/awards/award.js';
import { Bid } from '../../entities/bids/bid.js';
import type { CallOff } from '../../entities/call-offs/call-off.js';
import { RankedBid } from '../../entities/evaluation/ranked-bid.js';
import { EligibilityCheck } from '../../entities/invitations/eligibility-check.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import type { Stage } from '../../entities/stages/stage.js';
import { OutcomeWord, StageWord } from '../../entities/words.js';
import type { Outcome } from '../../rules/awards/outcome.js';
import { isSuitable } from '../../steps/evaluation/evaluate-stage.js';
import { type Ranking, rankBids } from '../../steps/evaluation/rank-bids.js';
import { Provider, provider } from '../foreign.js';
import { answersOf, instantOfReading, listOf, stagesOf } from '../reading.js';

@ObjectType({ description: 'A framework bid that the ranking left out, and why (EVAL-05).' })
export class UnrankedBid {
  @Field(() => ID, { description: 'The bid.' })
  bidId!: string;

  @Field(() => [EligibilityCheck], { description: 'What decided it.' })
  checks!: EligibilityCheck[];
}

@ObjectType({ description: 'In which order the suitable bids should be offered the package, and why (ROUT-05).' })
export class Suggestion {
  @Field(() => [RankedBid], { description: 'First to be offered first.' })
  order!: RankedBid[];

  @Field(() => [UnrankedBid], { description: 'Framework bids without a place.' })
  notRanked!: UnrankedBid[];
}

@ObjectType({ description: 'What was decided for one provider in one stage, and upon what (EVAL-13).' })
export class Explanation {
  @Field(() => Provider, { nullable: true, description: 'Of whom it was decided.' })
  provider!: Provider;

  @Field(() => StageWord, { description: 'The stage.' })
  stage!: StageKind;

  @Field(() => Boolean, { description: 'Whether it was asked.' })
  invited!: boolean;

  @Field(() => [EligibilityCheck], { description: 'What decided that.' })
  invitationChecks!: EligibilityCheck[];

  @Field(() => Bid, { nullable: true, description: 'How it answered; null while sealed, and where it did not.' })
  bid!: Bid | null;

  @Field(() => RankedBid, { nullable: true, description: 'Its place and figures, where it was suitable.' })
  ranked!: RankedBid | null;

  @Field(() => OutcomeWord, { nullable: true, description: 'What was decided.' })
  decision!: Outcome['outcome'] | null;

  @Field(() => String, { nullable: true, description: 'Why, in a code.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'Who awarded; null where rules alone decided.' })
  decidedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was told.' })
  decidedAt!: Date | null;

  @Field(() => String, { description: 'Version of the policy applied.' })
  policyVersion!: string;
}

/** Awards of a call-off, the last first; at most one of them stands. */
export function awardsOf(context: RequestContext, callOffId: string): Promise<Award[]> {
  return listOf(context, 'awards', callOffId, (ids) =>
    context.em.find(Award, { callOffId: { $in: ids } }, { orderBy: { decidedAt: 'desc', id: 'desc' } }),
  );
}

/** Everyone considered in any stage, as far as the answer shows it. */
export function invitationsOf(context: RequestContext, callOffId: string): Promise<Invitation[]> {
  return listOf(context, 'invitations', callOffId, (ids) =>
    context.find(Invitation, { callOffId: { $in: ids } }, { orderBy: { at: 'asc', id: 'asc' } }),
  );
}

function wholeInvitationsOf(context: RequestContext, callOffId: string): Promise<Invitation[]> {
  return listOf(context, 'whole invitations', callOffId, (ids) =>
    context.em.find(Invitation, { callOffId: { $in: ids } }, { orderBy: { at: 'asc', id: 'asc' } }),
  );
}

/** The order in which an evaluated call-off's bids should be offered the package, as things are now; else null. */
export async function suggestionFor(context: RequestContext, callOff: CallOff): Promise<Ranking | null> {
  if (callOff.state !== 'EVALUATING' || !callOff.stageId) return null;
  const loader = context.loader<CallOff, Ranking>('suggestion', async (callOffs) => {
    const policies = new Map<string, Policy>();
    for (const { council, policyVersion } of callOffs) {
      if (policies.has(policyVersion)) continue;
      policies.set(policyVersion, (await policyInForce(context.em, council, { version: policyVersion })).policy);
    }
    const stages = await Promise.all(
      callOffs.map(async (each) => {
        const stage = (await stagesOf(context, each.id)).find(({ id }) => id === each.stageId) as Stage;
        const bids = (await answersOf(context, each.id)).filter((bid) => bid.stageId === stage.id && isSuitable(bid));
        return { callOff: each, stage, bids, policy: policies.get(each.policyVersion)! };
      }),
    );
    return rankBids(context.em, stages, await instantOfReading(context));
  });
  return loader.load(callOff);
}

/** Every provider considered, asked or not, with what was decided for it and upon what. [EVAL-13, EVAL-01] */
export async function explanationsOf(context: RequestContext, callOff: CallOff): Promise<Explanation[]> {
  const [stages, invitations, bids, awards, suggestion] = await Promise.all([
    stagesOf(context, callOff.id),
    wholeInvitationsOf(context, callOff.id),
    answersOf(context, callOff.id),
    awardsOf(context, callOff.id),
    suggestionFor(context, callOff),
  ]);
  const kinds = new Map(stages.map(({ id, kind }) => [id, kind]));
  // A decision is explained by the order that it was taken upon, not by today's.
  const ranked = [...awards.flatMap((award) => award.order), ...(suggestion?.order ?? [])];
  return invitations.map((invitation) => {
    const bid = bids.filter((each) => each.invitationId === invitation.id && each.state !== 'REJECTED_LATE').at(-1);
    const award = awards.find((each) => each.bidId === bid?.id);
    return Object.assign(new Explanation(), {
      provider: provider(invitation.providerId),
      stage: kinds.get(invitation.stageId)!,
      invited: invitation.invited,
      invitationChecks: invitation.checks,
      bid: bid ?? null,
      ranked: ranked.find((each) => each.bidId === bid?.id) ?? null,
      decision: bid?.outcome ?? null,
      reason: award?.exceptionReason ?? bid?.outcomeReason ?? null,
      decidedBy: award?.decidedBy ?? null,
      decidedAt: award?.decidedAt ?? bid?.outcomeAt ?? null,
      policyVersion: award?.policyVersion ?? callOff.policyVersion,
    } satisfies Explanation);
  });
}
