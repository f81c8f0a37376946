import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { boardList, PlainBoardArgs } from '../../../../kernel/graphql/boards.js';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { Alert } from '../../entities/alerts/alert.js';
import { AlertEntry } from '../../entities/alerts/alert-entry.js';
import { ContactTask } from '../../entities/alerts/contact-task.js';
import { AlertStateWord } from '../../entities/alerts/words.js';
import { ALERT_READERS, CONTACT_TASK_READERS, VISIT_READERS } from '../../entities/readers.js';
import { Visit } from '../../entities/visits/visit.js';
import { minutesToReplacement } from '../../rules/alerts/alert-standing.js';
import { type AlertState, OPEN_ALERT_STATES } from '../../rules/alerts/alert-states.js';
import { asOneself } from '../reading.js';
import { Placement, Provider, placementReferenceOf } from '../references.js';
import { onlyProvider } from '../whose.js';

const AlertConnection = connectionOf(Alert, 'Alert');

@ArgsType()
class AlertBoardArgs extends PlainBoardArgs {
  @Field(() => [AlertStateWord], { nullable: true, description: 'Only alerts in one of these states.' })
  states?: readonly AlertState[] | null;

  @Field(() => ID, { nullable: true, description: 'Only the alerts of the provider with this id.' })
  provider?: string | null;
}

@Resolver(() => Alert)
export class Alerts {
  @Authorized<Role>(...ALERT_READERS)
  @Query(() => AlertConnection, {
    nullable: true,
    description: 'The live alert board: a council sees its own alerts, a provider its own (SHOW-04).',
  })
  alerts(@Ctx() context: RequestContext, @Args(() => AlertBoardArgs) args: AlertBoardArgs): Promise<Page<Alert>> {
    asOneself(context);
    const board = {
      openStates: OPEN_ALERT_STATES,
      began: 'raisedAt',
      due: 'raisedAt',
      where: onlyProvider(args.provider),
    } as const;
    return context.page(Alert, boardList<Alert, AlertState>(args, args.states, board), args);
  }

  @Authorized<Role>(...ALERT_READERS)
  @Query(() => Alert, {
    nullable: true,
    description: 'An alert with its log; null if there is none, or if the caller may not see it (IDG-18).',
  })
  alert(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the alert.' }) id: string,
  ): Promise<Alert | null> {
    asOneself(context);
    return context.byId(Alert, id);
  }

  @FieldResolver(() => [AlertEntry], { description: 'Its log, in the order in which it was written (DEL-28).' })
  async entries(@Root() alert: Alert, @Ctx() context: RequestContext): Promise<readonly AlertEntry[]> {
    const loader = context.loader<string, AlertEntry[]>('alert entries', async (ids) => {
      const rows = await context.em.find(AlertEntry, { alertId: { $in: [...ids] } }, { orderBy: { position: 'asc' } });
      const byAlert = Map.groupBy(rows, ({ alertId }) => alertId);
      return ids.map((id) => byAlert.get(id) ?? []);
    });
    return (await loader.load(alert.id)) ?? [];
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Whole minutes until a replacement is late, negative once it is late; null if none is due (SHOW-04, DEL-25).',
  })
  async minutesToReplacement(@Root() alert: Alert, @Ctx() context: RequestContext): Promise<number | null> {
    return alert.replacementDueAt && minutesToReplacement(alert, await context.now());
  }

  @Authorized<Role>(...CONTACT_TASK_READERS)
  @FieldResolver(() => ContactTask, {
    nullable: true,
    description: 'What the council has to do, if the person could not be reached; null otherwise (NTF-20).',
  })
  async contactTask(@Root() alert: Alert, @Ctx() context: RequestContext): Promise<ContactTask | null> {
    const loader = context.loader<string, ContactTask>('contact tasks', async (ids) => {
      const rows = await context.em.find(ContactTask, { alertId: { $in: [...ids] } });
      const byAlert = new Map(rows.map((row) => [row.alertId, row]));
      return ids.map((id) => byAlert.get(id) ?? null);
    });
    return loader.load(alert.id);
  }

  @FieldResolver(() => Visit, { nullable: true, description: 'The call.' })
  visit(@Root() alert: Alert, @Ctx() context: RequestContext): Promise<Visit | null> {
    return context.byId(Visit, alert.visitId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What people call the placement: by it a council finds in its own case system whom it is about.',
  })
  placementReference(@Root() { placementId }: Alert, @Ctx() context: RequestContext): Promise<string | null> {
    return placementReferenceOf(context, placementId);
  }

  @Authorized<Role>(...VISIT_READERS)
  @FieldResolver(() => Placement, { nullable: true, description: 'The placement that the call belongs to.' })
  placement(@Root() alert: Alert): Placement {
    return Object.assign(new Placement(), { id: alert.placementId });
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'The provider whose call it is.' })
  provider(@Root() alert: Alert): Provider {
    return Object.assign(new Provider(), { id: alert.providerId });
  }
}
