import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar, LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Weekday } from '../../../../kernel/time/working-time.js';
import {
  declareAlertResource,
  allowed as mayDeclareAlertResource,
} from '../../commands/hours/declare-alert-resource.js';
import { AlertResource } from '../../entities/hours/alert-resource.js';
import { AlertMonitorWord, WeekdayWord } from '../../entities/hours/words.js';
import { EVERYBODY } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import type { AlertMonitor, OnCallBand, ProcedureDocument } from '../../rules/hours/alert-resource.js';
import { ofProvider } from '../own-rows.js';

@InputType({ description: 'Whom to call about an alert: a line or a mailbox, never a person’s own (DEL-22).' })
export class AlertDeskInput {
  @Field(() => String, { description: 'Telephone number.' })
  telephone!: string;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email?: string | null;
}

@InputType({ description: 'When somebody on call answers (WIN-16, AMB-12).' })
export class OnCallBandInput implements OnCallBand {
  @Field(() => [WeekdayWord], { description: 'Days on which it begins.' })
  days!: Weekday[];

  @Field(() => LocalTimeScalar, { description: 'Beginning.' })
  from!: string;

  @Field(() => LocalTimeScalar, { description: 'End; if it is earlier than the beginning, it is on the next day.' })
  to!: string;
}

@InputType({ description: 'Which document holds a procedure (DEL-29, PROV-11).' })
export class ProcedureDocumentInput implements ProcedureDocument {
  @Field(() => String, { description: 'Your own reference for it, 1 to 200 characters.' })
  reference!: string;

  @Field(() => LocalDateScalar, { description: 'When it was issued.' })
  issuedOn!: string;

  @Field(() => LocalDateScalar, { description: 'By when it must be reviewed.' })
  reviewOn!: string;
}

@InputType({ description: 'Who watches over alerts, whom to call, and by which procedure (DEL-22, DEL-29).' })
export class DeclareAlertResourceInput extends ActInput {
  @Field(() => AlertMonitorWord, { description: 'Who watches.' })
  monitoredBy!: AlertMonitor;

  @Field(() => AlertDeskInput, { description: 'Whom to call.' })
  desk!: AlertDeskInput;

  @Field(() => [OnCallBandInput], {
    description: 'When somebody on call answers: all times at which visits are planned.',
  })
  onCall!: OnCallBandInput[];

  @Field(() => ProcedureDocumentInput, { description: 'The procedure for late and missed calls.' })
  lateCallProcedure!: ProcedureDocumentInput;
}

@ObjectType({ description: 'An alert resource, or why it was not taken.' })
class AlertResourcePayload extends Payload {
  @Field(() => AlertResource, { nullable: true, description: 'What is declared now.' })
  alertResource!: AlertResource | null;
}

@Resolver(() => Provider)
export class AlertResourceOfProvider {
  @Authorized<Role>(...EVERYBODY)
  @Needs<Provider>('id')
  @FieldResolver(() => AlertResource, {
    nullable: true,
    description: 'Who watches over its alerts, as declared; null if it was never declared (DEL-22, DEL-29).',
  })
  async alertResource(@Root() provider: Provider, @Ctx() context: RequestContext): Promise<AlertResource | null> {
    return (await ofProvider(context, AlertResource, provider.id))[0] ?? null;
  }
}

@Resolver()
export class AlertResources {
  @Authorized<Role>(...mayDeclareAlertResource.roles)
  @Mutation(() => AlertResourcePayload, {
    description: 'Declares who watches over alerts, whom to call about them, and by which procedure (DEL-22, DEL-29).',
  })
  async declareAlertResource(
    @Arg('input', () => DeclareAlertResourceInput, { description: 'The declaration.' })
    input: DeclareAlertResourceInput,
    @Ctx() { work }: RequestContext,
  ): Promise<AlertResourcePayload> {
    const { monitoredBy, desk, onCall, lateCallProcedure, idempotencyKey } = input;
    const { reference, issuedOn, reviewOn } = lateCallProcedure;
    const { result: alertResource, refusals } = await declareAlertResource(work, {
      monitoredBy,
      desk: { telephone: desk.telephone, email: desk.email ?? null },
      onCall: onCall.map(({ days, from, to }) => ({ days: [...days], from, to })),
      lateCallProcedure: { reference, issuedOn, reviewOn },
      idempotencyKey,
    });
    return { alertResource, refusals };
  }
}
