import { Authorized, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { Award } from '../../entities/awards/award.js';
import { Involvement } from '../../entities/awards/involvement.js';
import { Bid } from '../../entities/bids/bid.js';
import { CallOff } from '../../entities/call-offs/call-off.js';
import { StateChange } from '../../entities/call-offs/state-change.js';
import { Invitation } from '../../entities/invitations/invitation.js';
import { CALL_OFF_READERS, EVALUATORS } from '../../entities/readers.js';
import { Stage } from '../../entities/stages/stage.js';
import { subjectOf } from '../../rules/call-offs/call-off.js';
import { awardsOf } from '../awards/awards.js';
import { answersOf } from '../bids/answers.js';
import { Explanation, explanationsOf } from '../evaluation/explanation.js';
import { Suggestion, suggestionFor } from '../evaluation/suggestion.js';
import { invitationsOf } from '../invitations/invitations-of.js';
import { Package, packageOf } from '../references.js';
import { rowsOfCallOff } from '../rows-of-call-off.js';
import { stagesOf } from '../stages/stages.js';

@Resolver(() => CallOff)
export class CallOffs {
  @Needs<CallOff>('packageId')
  @FieldResolver(() => Package, { nullable: true, description: 'The package for which a provider is sought.' })
  package(@Root() callOff: CallOff): Package {
    return packageOf(callOff.packageId);
  }

  @Needs<CallOff>('id')
  @Authorized<Role>(...CALL_OFF_READERS)
  @FieldResolver(() => [Stage], { nullable: true, description: 'Its stages so far, in order.' })
  stages(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Stage[]> {
    return stagesOf(context, callOff.id);
  }

  @Needs<CallOff>('id')
  @Authorized<Role>(...CALL_OFF_READERS)
  @FieldResolver(() => [Invitation], {
    nullable: true,
    description: 'Every provider considered, asked or not (EVAL-01).',
  })
  invitations(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Invitation[]> {
    return invitationsOf(context, callOff.id);
  }

  @Needs<CallOff>('id')
  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => [DateTimeScalar], {
    nullable: true,
    description: 'When bids came in. A receipt says neither whose bid it was nor what it says (NTF-05).',
  })
  async receipts(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Date[]> {
    const receipts = await rowsOfCallOff(context, 'receipts', callOff.id, async (ids) => {
      const rows = (await context.em.execute(
        `select data->>'callOffId' as "callOffId", data->>'receivedAt' as at from platform.event
         where subject = any(?::text[]) and type = 'BidReceived' order by position`,
        [`{${ids.map((id) => subjectOf({ id })).join(',')}}`],
      )) as Array<{ callOffId: string; at: string }>;
      return rows;
    });
    return receipts.map(({ at }) => new Date(at));
  }

  @Needs<CallOff>('id')
  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => [Bid], {
    nullable: true,
    description: 'How invitees have answered; the answers of a stage are shown once it has closed (IDG-23).',
  })
  bids(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Bid[]> {
    return answersOf(context, callOff.id);
  }

  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => Suggestion, {
    nullable: true,
    description: 'Whom the package should be offered to; null unless bids are being evaluated (EVAL-02, EVAL-05).',
  })
  suggestion(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Suggestion | null> {
    return suggestionFor(context, callOff);
  }

  @Needs<CallOff>('id')
  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => Award, { nullable: true, description: 'The award that stands.' })
  async award(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Award | null> {
    return (await awardsOf(context, callOff.id)).find((award) => award.undoneAt === null) ?? null;
  }

  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => [Explanation], {
    nullable: true,
    description: 'The checks, figures, decision and reason for every provider considered (EVAL-13).',
  })
  why(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Explanation[]> {
    return explanationsOf(context, callOff);
  }

  @Needs<CallOff>('id')
  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => [Involvement], {
    nullable: true,
    description: "Who of the person's side took part in the decision (EVAL-11).",
  })
  involvement(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Involvement[]> {
    return rowsOfCallOff(context, 'involvement', callOff.id, (ids) =>
      context.em.find(Involvement, { callOffId: { $in: ids } }, { orderBy: { at: 'asc', id: 'asc' } }),
    );
  }

  @Needs<CallOff>('id')
  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => [StateChange], {
    nullable: true,
    description: 'The audit trail: every change of state of it and of its bids (IDG-16).',
  })
  history(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<StateChange[]> {
    return rowsOfCallOff(context, 'history', callOff.id, (ids) =>
      context.em.find(StateChange, { callOffId: { $in: ids } }, { orderBy: { id: 'asc' } }),
    );
  }
}
