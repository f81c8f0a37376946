import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { ownedByProvider, rowPolicies } from '../../../../kernel/database/row-security.js';
import { DateTimeScalar, LocalDateScalar, LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Weekday } from '../../../../kernel/time/working-time.js';
import { newId } from '../../../../kernel/values/ids.js';
import type {
  AlertMonitor,
  OnCallBand as Band,
  ProcedureDocument as Document,
} from '../../rules/hours/alert-resource.js';
import { AlertMonitorWord, WeekdayWord } from './words.js';

@ObjectType({ description: 'Whom to call about an alert: a line or a mailbox, never a person’s own (DEL-22).' })
export class AlertDesk {
  @Field(() => String, { description: 'Telephone number.' })
  telephone!: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email!: string | null;
}

@ObjectType({ description: 'When somebody on call answers (WIN-16, AMB-12).' })
export class OnCallBand implements Band {
  @Field(() => [WeekdayWord], { description: 'Days on which it begins.' })
  days!: Weekday[];

  @Field(() => LocalTimeScalar, { description: 'Beginning.' })
  from!: string;

  @Field(() => LocalTimeScalar, { description: 'End; if it is earlier than the beginning, it is on the next day.' })
  to!: string;
}

@ObjectType({ description: 'Which document holds a procedure (DEL-29, PROV-11).' })
export class ProcedureDocument implements Document {
  @Field(() => String, { description: 'The provider’s own reference for it.' })
  reference!: string;

  @Field(() => LocalDateScalar, { description: 'When it was issued.' })
  issuedOn!: string;

  @Field(() => LocalDateScalar, { description: 'By when it must be reviewed.' })
  reviewOn!: string;
}

/** A fact that all councils share, as a provider last declared it. */
@ObjectType({ description: 'Who watches over alerts for a provider, and by which procedure (DEL-22, DEL-29).' })
@Entity({
  tableName: 'alert_resource',
  rowLevelSecurity: 'force',
  policies: rowPolicies('providers', { council: null, provider: ownedByProvider() }),
})
@Unique({ properties: ['providerId'] })
export class AlertResource {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => AlertMonitorWord, { description: 'Who watches.' })
  @Property({ type: 'text' })
  monitoredBy!: AlertMonitor;

  @Field(() => AlertDesk, { description: 'Whom to call.' })
  @Property({ type: 'json' })
  desk!: AlertDesk;

  @Field(() => [OnCallBand], { description: 'When somebody on call answers.' })
  @Property({ type: 'json' })
  onCall!: OnCallBand[];

  @Field(() => ProcedureDocument, { description: 'The procedure for late and missed calls.' })
  @Property({ type: 'json' })
  lateCallProcedure!: ProcedureDocument;

  @Field(() => DateTimeScalar, { description: 'When it was declared.' })
  @Property({ type: 'Date', length: 3 })
  declaredAt!: Date;
}
