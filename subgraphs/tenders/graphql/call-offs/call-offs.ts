import type { FilterQuery } from '@mikro-orm/core';
import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { connectionOf, keyAfter, type Page, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
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
import { CallOffStateWord } from '../../entities/words.js';
import type { CallOffState } from '../../rules/call-offs/call-off-states.js';
import {
  awardsOf,
  Explanation,
  explanationsOf,
  invitationsOf,
  Suggestion,
  suggestionFor,
} from '../evaluation/evaluations.js';
import { Package, Provider, packageOf, provider } from '../foreign.js';
import { answersOf, asOneself, listOf, stagesOf } from '../reading.js';

const CallOffConnection = connectionOf(CallOff, 'CallOff');

@Resolver(() => CallOff)
export class CallOffs {
  @Authorized<Role>(...CALL_OFF_READERS)
  @Query(() => CallOff, { nullable: true, description: "A call-off of the caller's council." })
  async callOff(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The call-off.' }) id: string,
  ): Promise<CallOff | null> {
    asOneself(context);
    return context.byId(CallOff, id);
  }

  @Authorized<Role>(...CALL_OFF_READERS)
  @Query(() => CallOffConnection, {
    nullable: true,
    description: "The board: call-offs of the caller's council, those first that close or closed first.",
  })
  async callOffs(
    @Ctx() context: RequestContext,
    @Arg('state', () => CallOffStateWord, { nullable: true, description: 'Only those that stand so.' })
    state?: CallOffState,
    @Arg('patch', () => String, { nullable: true, description: 'Only those of this patch, by code.' }) patch?: string,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most so many, up to 100.' }) first = 20,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after?: string,
  ): Promise<Page<CallOff>> {
    asOneself(context);
    const [closesAt, id] = keyAfter(after, ['instant', 'id']) ?? [];
    const at = new Date(closesAt ?? 0);
    const where: FilterQuery<CallOff> = {
      council: context.caller.organisation,
      ...(state ? { state } : {}),
      ...(patch ? { patch } : {}),
      ...(closesAt ? { $or: [{ closesAt: { $gt: at } }, { closesAt: at, id: { $gt: id } }] } : {}),
    };
    const rows = await context.find(CallOff, where, {
      orderBy: { closesAt: 'asc', id: 'asc' },
      limit: rowsFor(first),
    });
    return pageOf(rows, { first, after }, (row) => [row.closesAt.toISOString(), row.id]);
  }

  @Needs<CallOff>('packageId')
  @FieldResolver(() => Package, { nullable: true, description: 'The package that is sourced.' })
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
  @FieldResolver(() => [Invitation], { nullable: true, description: 'Everyone considered, asked or not (EVAL-01).' })
  invitations(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Invitation[]> {
    return invitationsOf(context, callOff.id);
  }

  @Needs<CallOff>('id')
  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => [DateTimeScalar], {
    nullable: true,
    description: 'When bids came in: receipts, which say neither whose nor what (NTF-05).',
  })
  async receipts(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Date[]> {
    const receipts = await listOf(context, 'receipts', callOff.id, async (ids) => {
      const rows = (await context.em.execute(
        `select data->>'callOffId' as "callOffId", data->>'receivedAt' as at from platform.event
         where subject = any(?::text[]) and type = 'BidReceived' order by position`,
        [`{${ids.map((id) => `call-off/${id}`).join(',')}}`],
      )) as Array<{ callOffId: string; at: string }>;
      return rows;
    });
    return receipts.map(({ at }) => new Date(at));
  }

  @Needs<CallOff>('id')
  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => [Bid], {
    nullable: true,
    description: 'How those asked have answered: of each stage once it has closed, and until then nothing (IDG-23).',
  })
  bids(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Bid[]> {
    return answersOf(context, callOff.id);
  }

  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => Suggestion, {
    nullable: true,
    description: 'To whom the package should be offered, while bids are evaluated (EVAL-02, EVAL-05).',
  })
  suggestion(@Root() callOff: CallOff, @Ctx() context: RequestContext): Promise<Suggestion | null> {
    return suggestionFor(context, callOff) as Promise<Suggestion | null>;
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
    description: 'Of every provider considered: the checks, the figures, the decision and its reason (EVAL-13).',
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
    return listOf(context, 'involvement', callOff.id, (ids) =>
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
    return listOf(context, 'history', callOff.id, (ids) =>
      context.em.find(StateChange, { callOffId: { $in: ids } }, { orderBy: { id: 'asc' } }),
    );
  }
}

@Resolver(() => Award)
export class Awards {
  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => Provider, { nullable: true, description: 'Who won.' })
  provider(@Root() award: Award): Provider {
    return provider(award.providerId);
  }

  @Authorized<Role>(...EVALUATORS)
  @FieldResolver(() => Bid, { nullable: true, description: 'The bid that won.' })
  bid(@Root() award: Award, @Ctx() context: RequestContext): Promise<Bid | null> {
    return context.byId(Bid, award.bidId);
  }
}

@Resolver(() => Package)
export class Packages {
  @Authorized<Role>(...CALL_OFF_READERS)
  @FieldResolver(() => [CallOff], { nullable: true, description: 'Its call-offs, the last first.' })
  async callOffs(@Root() root: Package, @Ctx() context: RequestContext): Promise<CallOff[]> {
    asOneself(context);
    const loader = context.loader<string, CallOff[]>('call-offs of packages', async (ids) => {
      const rows = await context.em.find(CallOff, { packageId: { $in: [...ids] } }, { orderBy: { opensAt: 'desc' } });
      return ids.map((id) => rows.filter((row) => row.packageId === id));
    });
    return (await loader.load(root.id)) ?? [];
  }
}
