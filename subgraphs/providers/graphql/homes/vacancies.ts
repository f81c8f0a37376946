import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { connectionOf, type Page, PageArgs } from '../../../../kernel/graphql/pages.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { localDateOf } from '../../../../kernel/time/working-time.js';
import type { PlaceKind } from '../../../../schema/events/providers.js';
import {
  type DeclareVacancies,
  declareVacancies,
  allowed as mayDeclare,
} from '../../commands/homes/declare-vacancies.js';
import { CareHome } from '../../entities/homes/care-home.js';
import { VacancyStatement } from '../../entities/homes/vacancy-statement.js';
import { PlaceKindWord } from '../../entities/homes/words.js';
import { COMMERCIAL } from '../../entities/readers.js';
import { homesFound } from '../../reads/homes/homes-found.js';
import type { Vacancy } from '../../rules/homes/vacancies.js';
import { councilAsked } from '../council-asked.js';
import { asOneself } from '../reading.js';

const CareHomeConnection = connectionOf(CareHome, 'CareHome');

@InputType({ description: 'Places of one kind that are free from a day on (PROV-22).' })
export class VacancyInput implements Vacancy {
  @Field(() => PlaceKindWord, { description: 'What kind of place.' })
  kind!: PlaceKind;

  @Field(() => Int, { description: 'How many.' })
  count!: number;

  @Field(() => LocalDateScalar, { description: 'First day on which they are free.' })
  from!: string;
}

@InputType({ description: 'The vacancies of your home, in place of what you stated before (PROV-22).' })
export class DeclareVacanciesInput extends ActInput implements DeclareVacancies {
  @Field(() => ID, { description: 'Id of the home.' })
  homeId!: string;

  @Field(() => DateTimeScalar, { description: 'When it was true, by your clock.' })
  statedAt!: Date;

  @Field(() => [VacancyInput], {
    description: 'All that is free or will be, at most 50 rows; none if the home is full.',
  })
  vacancies!: VacancyInput[];
}

@ObjectType({ description: 'The vacancies of a home, or why they were not taken.' })
class VacancyStatementPayload extends Payload {
  @Field(() => VacancyStatement, { nullable: true, description: 'The newest statement.' })
  statement!: VacancyStatement | null;
}

@ArgsType()
class VacancyBoardArgs extends PageArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Key of the council; a caller that acts within only one may leave it out.',
  })
  council?: string | null;

  @Field(() => PlaceKindWord, { nullable: true, description: 'Only homes that give this kind of place.' })
  kind?: PlaceKind | null;

  @Field(() => String, { nullable: true, description: 'Only homes that lie in the patch with this code.' })
  patch?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only homes that say that a place is free today, of the kind asked for if there is one.',
  })
  free?: boolean | null;
}

@Resolver()
export class Vacancies {
  @Authorized<Role>(...COMMERCIAL)
  @Query(() => CareHomeConnection, {
    nullable: true,
    description:
      'The homes of a council’s members with their vacancies, by name; a provider sees its own alone (SHOW-07). Null if you must name the council.',
  })
  async vacancyBoard(@Args() args: VacancyBoardArgs, @Ctx() context: RequestContext): Promise<Page<CareHome> | null> {
    asOneself(context);
    const council = councilAsked(context, args.council);
    if (council === null) return null;
    const { kind, patch, free } = args;
    const on = localDateOf(await context.now());
    const page = await homesFound(context.em, { council, on, kinds: kind ? [kind] : null, patch, free }, args);
    const ids = page.edges.map(({ node }) => node.id);
    const homes = new Map((await context.find(CareHome, { id: { $in: ids } })).map((home) => [home.id, home]));
    return {
      edges: page.edges.map(({ cursor, node }) => ({ cursor, node: homes.get(node.id)! })),
      pageInfo: page.pageInfo,
      get totalCount() {
        return page.totalCount ?? null;
      },
    };
  }

  @Authorized<Role>(...mayDeclare.roles)
  @Mutation(() => VacancyStatementPayload, {
    description: 'States the vacancies of your home, which are fresh from then on for some days (PROV-22).',
  })
  async declareVacancies(
    @Arg('input', () => DeclareVacanciesInput, { description: 'The statement.' }) input: DeclareVacanciesInput,
    @Ctx() { work }: RequestContext,
  ): Promise<VacancyStatementPayload> {
    const { result: statement, refusals } = await declareVacancies(work, input);
    return { statement, refusals };
  }
}
