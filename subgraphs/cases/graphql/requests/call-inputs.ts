import { Field, InputType, Int } from 'type-graphql';
import { LocalTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Activity, Weekday } from '../../../../schema/events/cases.js';
import { ActivityWord, NightWord, WeekdayWord } from '../../entities/requests/words.js';
import type { RequestedCall } from '../../rules/requests/call-pattern.js';

@InputType({ description: 'Between which times a call may start: at most four hours, which may cross midnight.' })
export class CallWindowInput {
  @Field(() => LocalTimeScalar, { description: 'From this time on.' })
  earliest!: string;

  @Field(() => LocalTimeScalar, { description: 'Until this time.' })
  latest!: string;
}

@InputType({ description: 'One call of the week that is asked for.' })
export class RequestedCallInput {
  @Field(() => [WeekdayWord], { description: 'Days on which it takes place.' })
  days!: Weekday[];

  @Field(() => LocalTimeScalar, { description: 'Requested start (ASM-14).' })
  startTime!: string;

  @Field(() => Int, { description: 'Length in minutes (DEL-06).' })
  minutes!: number;

  @Field(() => Int, { defaultValue: 1, description: 'Workers needed, 1 or 2 (ASM-30).' })
  workers!: number;

  @Field(() => [ActivityWord], { description: 'What is done.' })
  activities!: Activity[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether its time must be kept. Only the care manager marks it (ASM-13).',
  })
  timeCritical!: boolean;

  @Field(() => NightWord, { nullable: true, description: 'Kind of night service, if it is one.' })
  night?: 'SLEEP_IN' | 'WAKING_NIGHT' | null;

  @Field(() => CallWindowInput, {
    nullable: true,
    description: 'Between which times it may start, its requested start among them; none for a time-critical call.',
  })
  window?: CallWindowInput | null;
}

/** A call, as plain values. */
export function callOf(call: RequestedCallInput): RequestedCall {
  return {
    days: [...call.days],
    startTime: call.startTime,
    minutes: call.minutes,
    workers: call.workers,
    activities: [...call.activities],
    timeCritical: call.timeCritical,
    ...(call.night && { night: call.night }),
    ...(call.window && { window: { earliest: call.window.earliest, latest: call.window.latest } }),
  };
}
