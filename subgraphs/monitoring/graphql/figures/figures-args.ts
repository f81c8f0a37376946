import { ArgsType, Field, ID } from 'type-graphql';

/** Whose figures are asked for. */
@ArgsType()
export class WhoseArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the provider; a provider may leave itself out.',
  })
  provider?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Key of the council, such as bromley; a provider that works for several names it.',
  })
  council?: string;
}

/** For which time they are asked for. */
@ArgsType()
export class PeriodArgs {
  @Field(() => String, { description: 'A financial quarter such as 2026-27 Q1, or a month such as 2026-05.' })
  period!: string;
}

/** Which lines of a sheet are asked for. */
@ArgsType()
export class LinesArgs extends PeriodArgs {
  @Field(() => [String], { nullable: true, description: 'Ids of the lines wanted; all lines if left out.' })
  lines?: string[];
}
