import type { FilterQuery } from '@mikro-orm/core';
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
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { connectionOf, keyAfter, type Page, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import { RefusalType } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { acknowledgeAlert } from '../../commands/alerts/acknowledge-alert.js';
import { informOfUnreachable } from '../../commands/alerts/inform-of-unreachable.js';
import { recordAlertActions } from '../../commands/alerts/record-alert-actions.js';
import { recordPersonContact } from '../../commands/alerts/record-person-contact.js';
import { recordStaffContact } from '../../commands/alerts/record-staff-contact.js';
import { sendReplacement } from '../../commands/alerts/send-replacement.js';
import { tellReplacement } from '../../commands/alerts/tell-replacement.js';
import { Alert } from '../../entities/alerts/alert.js';
import { AlertEntry } from '../../entities/alerts/alert-entry.js';
import { VISIT_READERS } from '../../entities/readers.js';
import { Visit } from '../../entities/visits/visit.js';
import {
  AlertStateWord,
  AlertStepWord,
  type UnreachableInformed,
  UnreachableInformedWord,
} from '../../entities/words.js';
import { type AlertStep, minutesToReplacement } from '../../rules/alerts/alert-standing.js';
import { type AlertState, OPEN_ALERT_STATES } from '../../rules/alerts/alert-states.js';
import { ALERT_DESK } from '../../steps/alerts/on-alert.js';
import { Placement, Provider } from '../foreign.js';
import { mayReadCare } from '../reading.js';

const KEY = { description: 'The same key again answers the same; 8 to 200 characters.' };

const PERSON_OUTCOMES = ['REASSURED', 'UNREACHABLE'] as const;
const PersonContactWord = enumType(PERSON_OUTCOMES, {
  name: 'PersonContactOutcome',
  description: 'The person is all right and knows that the carer will come, or could not be reached (DEL-23).',
});
const STAFF_OUTCOMES = ['ON_THE_WAY', 'CANNOT'] as const;
const StaffContactWord = enumType(STAFF_OUTCOMES, {
  name: 'StaffContactOutcome',
  description: 'The worker is on the way, or cannot make the call (DEL-24, DEL-25).',
});

const AlertConnection = connectionOf(Alert, 'Alert');

@InputType({ description: 'A step of an alert.' })
class AlertStepInput {
  @Field(() => ID, { description: 'The alert.' })
  alertId!: string;

  @Field(() => DateTimeScalar, { description: 'When the step was taken.' })
  at!: Date;

  @Field(() => String, KEY)
  idempotencyKey!: string;
}

@InputType({ description: 'The person was contacted, before anybody else (DEL-23).' })
class RecordPersonContactInput extends AlertStepInput {
  @Field(() => PersonContactWord, { description: 'What came of it.' })
  outcome!: (typeof PERSON_OUTCOMES)[number];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'The person was asked whether the call is still needed. Nobody may: it is kept as a violation.',
  })
  askedIfNeeded!: boolean;
}

@InputType({ description: 'The worker was contacted, after the person (DEL-24).' })
class RecordStaffContactInput extends AlertStepInput {
  @Field(() => StaffContactWord, { description: 'What came of it.' })
  outcome!: (typeof STAFF_OUTCOMES)[number];

  @Field(() => String, { description: 'The worker, by your own reference; 1 to 100 characters.' })
  worker!: string;
}

@InputType({ description: 'A replacement, by your own reference (DEL-25, DEL-26).' })
class ReplacementInput extends AlertStepInput {
  @Field(() => String, { description: 'The worker, by your own reference, never a name; 1 to 100 characters.' })
  worker!: string;
}

@InputType({ description: 'Somebody knows that the person cannot be reached (DEL-27).' })
class InformOfUnreachableInput extends AlertStepInput {
  @Field(() => UnreachableInformedWord, { description: 'Who.' })
  who!: UnreachableInformed;
}

@InputType({ description: 'One action on an alert, as it happened (DEL-05).' })
class AlertActionInput {
  @Field(() => String, { description: 'Its id in your system: sent again it changes nothing.' })
  externalId!: string;

  @Field(() => AlertStepWord, { description: 'What was done.' })
  step!: AlertStep;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'The worker it is about, by your own reference.' })
  worker?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'The person was asked whether the call is still needed.' })
  askedIfNeeded!: boolean;

  @Field(() => ID, { nullable: true, description: 'Position in the log of the entry that this one corrects (DEL-28).' })
  corrects?: string | null;
}

@InputType({ description: 'What was done on the alert of a call, in any order (DEL-05, IDG-18).' })
class RecordAlertActionsInput {
  @Field(() => ID, { description: 'The call.' })
  visitId!: string;

  @Field(() => String, { description: 'Your system, by the name it gives itself; 1 to 100 characters.' })
  source!: string;

  @Field(() => [AlertActionInput], { description: 'The actions, 1 to 100.' })
  actions!: AlertActionInput[];

  @Field(() => String, KEY)
  idempotencyKey!: string;
}

@ObjectType({ description: 'The alert as it now is, or why nothing was changed.' })
class AlertPayload {
  @Field(() => Alert, { nullable: true, description: 'The alert as it now is.' })
  alert!: Alert | null;

  @Field(() => [RefusalType], { description: 'Why nothing was changed; empty when it was.' })
  refusals!: readonly RefusalType[];

  static of({ result, refusals }: Outcome<Alert>): AlertPayload {
    return { alert: result, refusals };
  }
}

@Resolver(() => Alert)
export class Alerts {
  @Authorized<Role>(...VISIT_READERS)
  @Query(() => AlertConnection, {
    nullable: true,
    description: 'The live alert board, newest first: a council sees its own, a provider its own (SHOW-04).',
  })
  async alerts(
    @Ctx() context: RequestContext,
    @Arg('state', () => AlertStateWord, {
      nullable: true,
      description: 'Those that stand so; left out, all open ones.',
    })
    state?: AlertState,
    @Arg('provider', () => ID, { nullable: true, description: 'Only this provider’s.' }) provider?: string,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most so many, up to 100.' }) first = 20,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after?: string,
  ): Promise<Page<Alert>> {
    mayReadCare(context);
    const [raisedAt, id] = keyAfter(after, ['instant', 'id']) ?? [];
    const where: FilterQuery<Alert> = {
      state: { $in: state ? [state] : [...OPEN_ALERT_STATES] },
      ...(provider ? { providerId: provider } : {}),
      ...(raisedAt
        ? { $or: [{ raisedAt: { $lt: new Date(raisedAt) } }, { raisedAt: new Date(raisedAt), id: { $lt: id } }] }
        : {}),
    };
    const rows = await context.em.find(Alert, where, {
      orderBy: { raisedAt: 'desc', id: 'desc' },
      limit: rowsFor(first),
    });
    return pageOf(rows, { first, after }, (row) => [row.raisedAt.toISOString(), row.id]);
  }

  @Authorized<Role>(...VISIT_READERS)
  @Query(() => Alert, { nullable: true, description: 'One alert, with its log (IDG-18).' })
  alert(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The alert.' }) id: string,
  ): Promise<Alert | null> {
    mayReadCare(context);
    return context.byId(Alert, id);
  }

  @FieldResolver(() => [AlertEntry], { description: 'Its log, in the order in which it was written (DEL-28).' })
  async entries(@Root() alert: Alert, @Ctx() context: RequestContext): Promise<readonly AlertEntry[]> {
    const loader = context.loader<string, AlertEntry[]>('alert entries', async (ids) => {
      const rows = await context.em.find(AlertEntry, { alertId: { $in: [...ids] } }, { orderBy: { position: 'asc' } });
      return ids.map((id) => rows.filter(({ alertId }) => alertId === id));
    });
    return (await loader.load(alert.id)) ?? [];
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Whole minutes until a replacement is late, negative once it is; null while none is due (DEL-25).',
  })
  async minutesToReplacement(@Root() alert: Alert, @Ctx() context: RequestContext): Promise<number | null> {
    if (!alert.replacementDueAt) return null;
    // One instant for one request.
    const read = async (keys: readonly string[]) => {
      const now = await context.now();
      return keys.map(() => now);
    };
    return minutesToReplacement(alert, (await context.loader<string, Date>('now', read).load('now'))!);
  }

  @FieldResolver(() => Visit, { nullable: true, description: 'The call.' })
  visit(@Root() alert: Alert, @Ctx() context: RequestContext): Promise<Visit | null> {
    return context.byId(Visit, alert.visitId);
  }

  @FieldResolver(() => Placement, { nullable: true, description: 'The placement.' })
  placement(@Root() alert: Alert): Placement {
    return Object.assign(new Placement(), { id: alert.placementId });
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'Whose call it is.' })
  provider(@Root() alert: Alert): Provider {
    return Object.assign(new Provider(), { id: alert.providerId });
  }

  @Authorized<Role>(...ALERT_DESK)
  @Mutation(() => AlertPayload, { nullable: true, description: 'Somebody at the desk has the alert (DEL-22).' })
  async acknowledgeAlert(
    @Ctx() context: RequestContext,
    @Arg('input', () => AlertStepInput, { description: 'The step.' }) input: AlertStepInput,
  ): Promise<AlertPayload> {
    return AlertPayload.of(await acknowledgeAlert(context.work, stepOf(input)));
  }

  @Authorized<Role>(...ALERT_DESK)
  @Mutation(() => AlertPayload, {
    nullable: true,
    description: 'The person was contacted first: reassured, or not reached (DEL-23, DEL-27).',
  })
  async recordPersonContact(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordPersonContactInput, { description: 'The contact.' }) input: RecordPersonContactInput,
  ): Promise<AlertPayload> {
    const { outcome, askedIfNeeded } = input;
    return AlertPayload.of(await recordPersonContact(context.work, { ...stepOf(input), outcome, askedIfNeeded }));
  }

  @Authorized<Role>(...ALERT_DESK)
  @Mutation(() => AlertPayload, {
    nullable: true,
    description: 'The worker was contacted, after the person: on the way, or unable to come (DEL-24, DEL-25).',
  })
  async recordStaffContact(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordStaffContactInput, { description: 'The contact.' }) input: RecordStaffContactInput,
  ): Promise<AlertPayload> {
    const { outcome, worker } = input;
    return AlertPayload.of(await recordStaffContact(context.work, { ...stepOf(input), outcome, worker }));
  }

  @Authorized<Role>(...ALERT_DESK)
  @Mutation(() => AlertPayload, { nullable: true, description: 'A replacement was sent, within the hour (DEL-25).' })
  async sendReplacement(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReplacementInput, { description: 'Who and when.' }) input: ReplacementInput,
  ): Promise<AlertPayload> {
    return AlertPayload.of(await sendReplacement(context.work, { ...stepOf(input), worker: input.worker }));
  }

  @Authorized<Role>(...ALERT_DESK)
  @Mutation(() => AlertPayload, {
    nullable: true,
    description: 'The person was told that a replacement comes, and who (DEL-26).',
  })
  async tellReplacement(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReplacementInput, { description: 'Who and when.' }) input: ReplacementInput,
  ): Promise<AlertPayload> {
    return AlertPayload.of(await tellReplacement(context.work, { ...stepOf(input), worker: input.worker }));
  }

  @Authorized<Role>(...ALERT_DESK)
  @Mutation(() => AlertPayload, {
    nullable: true,
    description: 'Council or next of kin were informed that the person cannot be reached; both must be (DEL-27).',
  })
  async informOfUnreachable(
    @Ctx() context: RequestContext,
    @Arg('input', () => InformOfUnreachableInput, { description: 'Who and when.' }) input: InformOfUnreachableInput,
  ): Promise<AlertPayload> {
    return AlertPayload.of(await informOfUnreachable(context.work, { ...stepOf(input), who: input.who }));
  }

  @Authorized<Role>(...ALERT_DESK, 'call-monitoring')
  @Mutation(() => AlertPayload, {
    nullable: true,
    description: 'Adds what was done to the one log of an alert, in any order, each action once (DEL-05, IDG-18).',
  })
  async recordAlertActions(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordAlertActionsInput, { description: 'The actions.' }) input: RecordAlertActionsInput,
  ): Promise<AlertPayload> {
    const { visitId, source, idempotencyKey } = input;
    const actions = input.actions.map(({ externalId, step, at, worker, askedIfNeeded, corrects }) => ({
      externalId,
      step,
      at,
      worker: worker ?? null,
      askedIfNeeded,
      corrects: corrects ?? null,
    }));
    return AlertPayload.of(await recordAlertActions(context.work, { visitId, source, actions, idempotencyKey }));
  }
}

function stepOf({ alertId, at, idempotencyKey }: AlertStepInput) {
  return { alertId, at, idempotencyKey };
}
