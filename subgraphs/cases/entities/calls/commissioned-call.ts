import { Field, ID, Int, ObjectType } from 'type-graphql';
import { LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Activity, CommissionedCall as Told, Weekday } from '../../../../schema/events/cases.js';
import { CallTimeWindow } from '../requests/need.js';
import { ActivityWord, NightWord, WeekdayWord } from '../requests/words.js';

@ObjectType({ description: 'One call of the week as the council commissions it (DEL-01).' })
export class CommissionedCall implements Told {
  @Field(() => ID, { description: 'Opaque id: the same however the call is varied.' })
  callId!: string;

  @Field(() => [WeekdayWord], { description: 'Days on which it takes place.' })
  days!: Weekday[];

  @Field(() => LocalTimeScalar, { description: 'The start that the council asked for (ASM-14).' })
  requestedStart!: string;

  @Field(() => LocalTimeScalar, {
    nullable: true,
    description: 'The start that was agreed with the person instead, if another (ASM-14).',
  })
  agreedStart!: string | null;

  @Field(() => CallTimeWindow, { nullable: true, description: 'Between which times it may start, if not at one.' })
  window!: CallTimeWindow | null;

  @Field(() => Int, { description: 'Length in minutes, of one worker (DEL-06).' })
  minutes!: number;

  @Field(() => Int, { description: 'Workers needed, 1 or 2 (ASM-30).' })
  workers!: 1 | 2;

  @Field(() => [ActivityWord], { description: 'What is done.' })
  activities!: Activity[];

  @Field(() => Boolean, { description: 'Whether its time must be kept. Only the care manager marks it (ASM-13).' })
  timeCritical!: boolean;

  @Field(() => NightWord, { nullable: true, description: 'Kind of night service, if it is one.' })
  night!: 'SLEEP_IN' | 'WAKING_NIGHT' | null;
}
