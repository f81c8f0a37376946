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
import { Needs } from '../../../../kernel/graphql/needs.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { AppliedFor } from '../../../../schema/events/providers.js';
import {
  type AddEvaluationWindows,
  addEvaluationWindows,
  allowed as mayAddWindows,
} from '../../commands/applications/add-evaluation-windows.js';
import { allowed as mayOpen, openFramework } from '../../commands/applications/open-framework.js';
import { allowed as mayRemoveLot, type RemoveLot, removeLot } from '../../commands/applications/remove-lot.js';
import { allowed as mayRevise, type ReviseTerms, reviseTerms } from '../../commands/applications/revise-terms.js';
import { EvaluationWindow, OpenFramework } from '../../entities/applications/open-framework.js';
import { AppliedForWord } from '../../entities/applications/words.js';
import { FRAMEWORK_READERS } from '../../entities/readers.js';
import type { DueDiligenceItem, FrameworkLot, QualityQuestion } from '../../rules/applications/open-framework.js';
import { asOneself } from '../reading.js';

@InputType({ description: 'A lot (PROV-19).' })
export class FrameworkLotInput implements Pick<FrameworkLot, 'code' | 'name'> {
  @Field(() => String, { description: 'Its code, such as SUPPORTED_LIVING.' })
  code!: string;

  @Field(() => String, { description: 'What it is for, at most 200 characters.' })
  name!: string;
}

@InputType({ description: 'One thing that due diligence looks at (PROV-26).' })
export class DueDiligenceItemInput implements DueDiligenceItem {
  @Field(() => String, { description: 'Its code, such as INSURANCE.' })
  code!: string;

  @Field(() => String, { description: 'What is looked at, at most 1,000 characters.' })
  text!: string;
}

@InputType({ description: 'A quality question (PROV-26).' })
export class QualityQuestionInput implements QualityQuestion {
  @Field(() => String, { description: 'Its code, such as SPECIALIST_SUPPORT.' })
  code!: string;

  @Field(() => String, { description: 'The question, at most 1,000 characters.' })
  text!: string;

  @Field(() => Int, { description: 'Its share of the whole score, in percent; all are 100 together.' })
  weight!: number;

  @Field(() => Int, { description: 'The highest score of an evaluator, 1 to 100.' })
  maximum!: number;
}

@InputType({ description: 'When applications are evaluated (PROV-29).' })
export class EvaluationWindowInput {
  @Field(() => DateTimeScalar, { description: 'From when.' })
  opensAt!: Date;

  @Field(() => DateTimeScalar, { description: 'The last instant by which an application is in it.' })
  closesAt!: Date;
}

@InputType({ description: 'An open framework or a DPS as it is opened (PROV-26).' })
export class OpenFrameworkInput extends ActInput {
  @Field(() => ID, { description: 'Key of the council.' })
  council!: string;

  @Field(() => AppliedForWord, { description: 'The contract vehicle.' })
  vehicle!: AppliedFor;

  @Field(() => String, { description: 'What the council calls it, at most 200 characters.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'The portal’s reference of the procurement (PROV-30).' })
  procurementReference?: string | null;

  @Field(() => String, { description: 'The version of the standard terms that members sign.' })
  termsVersion!: string;

  @Field(() => [FrameworkLotInput], { description: 'Its lots, 1 to 20.' })
  lots!: FrameworkLotInput[];

  @Field(() => [DueDiligenceItemInput], { description: 'What due diligence looks at, 1 to 50 items.' })
  dueDiligence!: DueDiligenceItemInput[];

  @Field(() => [QualityQuestionInput], { description: 'What applicants answer, 1 to 50 questions.' })
  questions!: QualityQuestionInput[];

  @Field(() => Int, { description: 'The score from which an application passes, in percent.' })
  passMark!: number;

  @Field(() => [EvaluationWindowInput], { description: 'When applications are evaluated, 1 to 24 windows.' })
  windows!: EvaluationWindowInput[];
}

@InputType({ description: 'More evaluation windows of an open framework (PROV-29).' })
export class AddEvaluationWindowsInput extends ActInput implements AddEvaluationWindows {
  @Field(() => ID, { description: 'Id of the open framework.' })
  frameworkId!: string;

  @Field(() => [EvaluationWindowInput], { description: 'The windows, after those that there are.' })
  windows!: EvaluationWindowInput[];
}

@InputType({ description: 'A lot that takes no new applications any more (PROV-19).' })
export class RemoveLotInput extends ActInput implements RemoveLot {
  @Field(() => ID, { description: 'Id of the open framework.' })
  frameworkId!: string;

  @Field(() => String, { description: 'Code of the lot.' })
  lot!: string;
}

@InputType({ description: 'Another version of the standard terms (PROV-26).' })
export class ReviseTermsInput extends ActInput implements ReviseTerms {
  @Field(() => ID, { description: 'Id of the open framework.' })
  frameworkId!: string;

  @Field(() => String, { description: 'The version that is signed from now on.' })
  termsVersion!: string;
}

@ObjectType({ description: 'An open framework or a DPS, or why nothing was changed.' })
class OpenFrameworkPayload extends Payload {
  @Field(() => OpenFramework, { nullable: true, description: 'The open framework.' })
  framework!: OpenFramework | null;
}

@Resolver(() => OpenFramework)
export class OpenFrameworks {
  @Authorized<Role>(...FRAMEWORK_READERS)
  @Query(() => [OpenFramework], {
    nullable: true,
    description: 'The open frameworks and DPSs of the councils within which you act, by council (PROV-26).',
  })
  openFrameworks(@Ctx() context: RequestContext): Promise<OpenFramework[]> {
    asOneself(context);
    return context.find(OpenFramework, {}, { orderBy: { council: 'asc', vehicle: 'asc' } });
  }

  @Authorized<Role>(...FRAMEWORK_READERS)
  @Needs<OpenFramework>('id')
  @FieldResolver(() => [EvaluationWindow], { description: 'When applications are evaluated, the first window first.' })
  async windows(@Root() { id }: OpenFramework, @Ctx() context: RequestContext): Promise<EvaluationWindow[]> {
    const loader = context.loader<string, EvaluationWindow[]>('windows of framework', async (ids) => {
      const where = { frameworkId: { $in: [...ids] } };
      const windows = await context.em.find(EvaluationWindow, where, { orderBy: { closesAt: 'asc', id: 'asc' } });
      const owned = Map.groupBy(windows, ({ frameworkId }) => frameworkId);
      return ids.map((each) => owned.get(each) ?? []);
    });
    return (await loader.load(id)) ?? [];
  }

  @Authorized<Role>(...mayOpen.roles)
  @Mutation(() => OpenFrameworkPayload, { description: 'Opens an open framework or a DPS to applications (PROV-26).' })
  async openFramework(
    @Arg('input', () => OpenFrameworkInput, { description: 'What is opened.' }) input: OpenFrameworkInput,
    @Ctx() { work }: RequestContext,
  ): Promise<OpenFrameworkPayload> {
    const { procurementReference = null } = input;
    const { result: framework, refusals } = await openFramework(work, { ...input, procurementReference });
    return { framework, refusals };
  }

  @Authorized<Role>(...mayAddWindows.roles)
  @Mutation(() => OpenFrameworkPayload, { description: 'Gives an open framework more evaluation windows (PROV-29).' })
  async addEvaluationWindows(
    @Arg('input', () => AddEvaluationWindowsInput, { description: 'Which, and when.' })
    input: AddEvaluationWindowsInput,
    @Ctx() { work }: RequestContext,
  ): Promise<OpenFrameworkPayload> {
    const { result: framework, refusals } = await addEvaluationWindows(work, input);
    return { framework, refusals };
  }

  @Authorized<Role>(...mayRemoveLot.roles)
  @Mutation(() => OpenFrameworkPayload, {
    description: 'Takes a lot out of an open framework: it takes no new applications (PROV-19).',
  })
  async removeLot(
    @Arg('input', () => RemoveLotInput, { description: 'Which.' }) input: RemoveLotInput,
    @Ctx() { work }: RequestContext,
  ): Promise<OpenFrameworkPayload> {
    const { result: framework, refusals } = await removeLot(work, input);
    return { framework, refusals };
  }

  @Authorized<Role>(...mayRevise.roles)
  @Mutation(() => OpenFrameworkPayload, {
    description: 'Makes another version of the standard terms the one that is signed (PROV-26).',
  })
  async reviseTerms(
    @Arg('input', () => ReviseTermsInput, { description: 'Which.' }) input: ReviseTermsInput,
    @Ctx() { work }: RequestContext,
  ): Promise<OpenFrameworkPayload> {
    const { result: framework, refusals } = await reviseTerms(work, input);
    return { framework, refusals };
  }
}
