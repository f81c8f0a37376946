import type { FilterQuery } from '@mikro-orm/core';
import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  Float,
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
import { connectionOf, type Page, PageArgs } from '../../../../kernel/graphql/pages.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { isProvider, type Role } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import type { ServiceUserGroup } from '../../../../schema/events/cases.js';
import type { ApplicationState } from '../../../../schema/events/providers.js';
import {
  type DecideApplication,
  decideApplication,
  allowed as mayDecide,
} from '../../commands/applications/decide-application.js';
import {
  type DecideDueDiligence,
  decideDueDiligence,
  allowed as mayDecideDueDiligence,
} from '../../commands/applications/decide-due-diligence.js';
import { draftApplication, allowed as mayDraft } from '../../commands/applications/draft-application.js';
import {
  allowed as mayScore,
  type ScoreApplication,
  scoreApplication,
} from '../../commands/applications/score-application.js';
import { allowed as maySign, type SignTerms, signTerms } from '../../commands/applications/sign-terms.js';
import {
  allowed as maySubmit,
  type SubmitApplication,
  submitApplication,
} from '../../commands/applications/submit-application.js';
import {
  allowed as mayWithdraw,
  type WithdrawApplication,
  withdrawApplication,
} from '../../commands/applications/withdraw-application.js';
import { MembershipApplication, QualityEvaluation } from '../../entities/applications/membership-application.js';
import { EvaluationWindow, OpenFramework } from '../../entities/applications/open-framework.js';
import { ApplicationStateWord } from '../../entities/applications/words.js';
import { APPLICATION_READERS, EVALUATION_READERS } from '../../entities/readers.js';
import { Provider } from '../../entities/register/provider.js';
import { ServiceUserGroupWord } from '../../entities/register/words.js';
import type { Capability, QualityAnswer } from '../../rules/applications/application-draft.js';
import { type Finding, type QuestionScore, qualityScore, shownScore } from '../../rules/applications/evaluation.js';
import { asOneself } from '../reading.js';

const MembershipApplicationConnection = connectionOf(MembershipApplication, 'MembershipApplication');

@ArgsType()
class ApplicationsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only for this open framework.' })
  framework?: string | null;

  @Field(() => [ApplicationStateWord], { nullable: true, description: 'Only those in these states.' })
  states?: ApplicationState[] | null;
}

@InputType({ description: 'What you answer to a quality question (PROV-26).' })
export class QualityAnswerInput implements QualityAnswer {
  @Field(() => String, { description: 'Code of the question.' })
  question!: string;

  @Field(() => String, { description: 'The answer, at most 2,000 characters.' })
  text!: string;
}

@InputType({ description: 'Whether you can do what a DPS asks of its members (PROV-27).' })
export class CapabilityInput implements Capability {
  @Field(() => Boolean, { description: 'Whether you can.' })
  capable!: boolean;

  @Field(() => String, { description: 'What shows it, at most 2,000 characters.' })
  evidence!: string;
}

@InputType({ description: 'Your application, in place of its draft if there is one (PROV-26).' })
export class DraftApplicationInput extends ActInput {
  @Field(() => ID, { description: 'Id of the open framework or DPS.' })
  frameworkId!: string;

  @Field(() => [String], { description: 'Codes of the lots that you apply for.' })
  lots!: string[];

  @Field(() => [ServiceUserGroupWord], { description: 'The groups of people that you are a specialist for.' })
  expertise!: ServiceUserGroup[];

  @Field(() => [QualityAnswerInput], { description: 'What you answer to the quality questions, as far as you have.' })
  answers!: QualityAnswerInput[];

  @Field(() => String, { nullable: true, description: 'The portal’s reference of you as a supplier (PROV-30).' })
  supplierReference?: string | null;

  @Field(() => String, { nullable: true, description: 'The portal’s reference of this application (PROV-30).' })
  portalReference?: string | null;

  @Field(() => CapabilityInput, {
    nullable: true,
    description: 'For a DPS: whether you can manage individual service funds for the people you support.',
  })
  isf?: CapabilityInput | null;

  @Field(() => CapabilityInput, {
    nullable: true,
    description: 'For a DPS: whether you are able and willing to work in partnership with other providers.',
  })
  partnership?: CapabilityInput | null;
}

@InputType({ description: 'One of your applications (SM-5).' })
export class ApplicationInput extends ActInput implements SubmitApplication, WithdrawApplication {
  @Field(() => ID, { description: 'Id of the application.' })
  applicationId!: string;
}

@InputType({ description: 'What due diligence finds of one item (PROV-26).' })
export class FindingInput implements Finding {
  @Field(() => String, { description: 'Code of the item.' })
  item!: string;

  @Field(() => Boolean, { description: 'Whether it passes.' })
  passed!: boolean;

  @Field(() => String, { description: 'What shows it, 1 to 1,000 characters; the applicant reads it.' })
  note!: string;
}

@InputType({ description: 'What due diligence finds of an application (PROV-26, PROV-29).' })
export class DecideDueDiligenceInput extends ActInput implements DecideDueDiligence {
  @Field(() => ID, { description: 'Id of the application.' })
  applicationId!: string;

  @Field(() => ID, { description: 'Id of the window in which it is decided.' })
  windowId!: string;

  @Field(() => [FindingInput], { description: 'What is found of each item.' })
  findings!: FindingInput[];
}

@InputType({ description: 'What you give for one question (PROV-26).' })
export class QuestionScoreInput implements QuestionScore {
  @Field(() => String, { description: 'Code of the question.' })
  question!: string;

  @Field(() => Int, { description: 'The score, 0 to the question’s maximum.' })
  score!: number;

  @Field(() => String, { description: 'Why, 1 to 1,000 characters.' })
  note!: string;
}

@InputType({ description: 'What you give an application as an evaluator, in place of what you gave before (PROV-26).' })
export class ScoreApplicationInput extends ActInput implements ScoreApplication {
  @Field(() => ID, { description: 'Id of the application.' })
  applicationId!: string;

  @Field(() => [QuestionScoreInput], { description: 'A score for each question.' })
  scores!: QuestionScoreInput[];

  @Field(() => Boolean, { description: 'Whether you declare to have no conflict of interest.' })
  noConflictOfInterest!: boolean;
}

@InputType({ description: 'A decision of an application’s quality (PROV-26, PROV-27).' })
export class DecideApplicationInput extends ActInput implements DecideApplication {
  @Field(() => ID, { description: 'Id of the application.' })
  applicationId!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Of a DPS: whether its evidence for ISFs is accepted.' })
  isfAccepted!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Of a DPS: whether its evidence for partnership is accepted.',
  })
  partnershipAccepted!: boolean;
}

@InputType({ description: 'The standard terms that you sign (PROV-26).' })
export class SignTermsInput extends ActInput implements SignTerms {
  @Field(() => ID, { description: 'Id of the application that was approved.' })
  applicationId!: string;

  @Field(() => String, { description: 'The version that you sign, which is the current one.' })
  termsVersion!: string;
}

@ObjectType({ description: 'An application, or why nothing was changed.' })
class ApplicationPayload extends Payload {
  @Field(() => MembershipApplication, { nullable: true, description: 'The application.' })
  application!: MembershipApplication | null;
}

@Resolver(() => MembershipApplication)
export class ApplicationFields {
  @Authorized<Role>(...APPLICATION_READERS)
  @Needs<MembershipApplication>('frameworkId')
  @FieldResolver(() => OpenFramework, { nullable: true, description: 'What it is for.' })
  framework(@Root() { frameworkId }: MembershipApplication, @Ctx() context: RequestContext) {
    return context.shown(OpenFramework, frameworkId);
  }

  @Authorized<Role>(...APPLICATION_READERS)
  @Needs<MembershipApplication>('providerId')
  @FieldResolver(() => Provider, { nullable: true, description: 'Who applies.' })
  provider(@Root() { providerId }: MembershipApplication, @Ctx() context: RequestContext) {
    return context.shown(Provider, providerId);
  }

  @Authorized<Role>(...APPLICATION_READERS)
  @Needs<MembershipApplication>('windowId')
  @FieldResolver(() => EvaluationWindow, {
    nullable: true,
    description: 'The window in which it is evaluated; null until one has opened for it (PROV-29).',
  })
  async window(@Root() { windowId }: MembershipApplication, @Ctx() context: RequestContext) {
    return windowId === null ? null : context.shown(EvaluationWindow, windowId);
  }

  @Authorized<Role>(...EVALUATION_READERS)
  @Needs<MembershipApplication>('id', 'frameworkId')
  @FieldResolver(() => Float, {
    nullable: true,
    description: 'What its evaluators gave it so far, in percent to the hundredth; null while nobody has (PROV-26).',
  })
  async score(@Root() application: MembershipApplication, @Ctx() context: RequestContext): Promise<number | null> {
    const [framework, evaluations] = await Promise.all([
      context.byId(OpenFramework, application.frameworkId),
      this.evaluations(application, context),
    ]);
    const given = evaluations.map(({ scores }) => scores);
    const score = framework && qualityScore(given, framework.questions);
    return score && shownScore(score);
  }

  @Authorized<Role>(...EVALUATION_READERS)
  @Needs<MembershipApplication>('id')
  @FieldResolver(() => [QualityEvaluation], { description: 'What each evaluator gave it (PROV-26).' })
  async evaluations(
    @Root() { id }: MembershipApplication,
    @Ctx() context: RequestContext,
  ): Promise<QualityEvaluation[]> {
    const loader = context.loader<string, QualityEvaluation[]>('evaluations of application', async (ids) => {
      const where = { applicationId: { $in: [...ids] } };
      const all = await context.em.find(QualityEvaluation, where, { orderBy: { scoredAt: 'asc', id: 'asc' } });
      const owned = Map.groupBy(all, ({ applicationId }) => applicationId);
      return ids.map((each) => owned.get(each) ?? []);
    });
    return (await loader.load(id)) ?? [];
  }
}

@Resolver()
export class Applications {
  @Authorized<Role>(...APPLICATION_READERS)
  @Query(() => MembershipApplicationConnection, {
    nullable: true,
    description:
      'Applications, newest first: a council reads those that were submitted to it, a provider its own (PROV-26).',
  })
  membershipApplications(
    @Args() args: ApplicationsArgs,
    @Ctx() context: RequestContext,
  ): Promise<Page<MembershipApplication>> {
    asOneself(context);
    const { framework, states } = args;
    const conditions: FilterQuery<MembershipApplication>[] = [readable(context)];
    if (framework != null) conditions.push({ frameworkId: framework });
    if (states != null) conditions.push({ state: { $in: [...states] } });
    return context.page(
      MembershipApplication,
      { where: { $and: conditions }, by: { draftedAt: 'instant', id: 'id' }, newestFirst: true },
      args,
    );
  }

  @Authorized<Role>(...APPLICATION_READERS)
  @Query(() => MembershipApplication, { nullable: true, description: 'One application (PROV-26).' })
  async membershipApplication(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<MembershipApplication | null> {
    asOneself(context);
    const found = await context.byId(MembershipApplication, id);
    return found && !isProvider(context.caller) && found.submittedAt === null ? null : found;
  }

  @Authorized<Role>(...mayDraft.roles)
  @Mutation(() => ApplicationPayload, { description: 'Drafts your application, or writes its draft again (PROV-26).' })
  async draftApplication(
    @Arg('input', () => DraftApplicationInput, { description: 'The draft.' }) input: DraftApplicationInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ApplicationPayload> {
    const { supplierReference = null, portalReference = null, isf = null, partnership = null } = input;
    return payload(draftApplication(work, { ...input, supplierReference, portalReference, isf, partnership }));
  }

  @Authorized<Role>(...maySubmit.roles)
  @Mutation(() => ApplicationPayload, { description: 'Submits your application, at any time (PROV-29).' })
  submitApplication(
    @Arg('input', () => ApplicationInput, { description: 'Which.' }) input: ApplicationInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ApplicationPayload> {
    return payload(submitApplication(work, input));
  }

  @Authorized<Role>(...mayWithdraw.roles)
  @Mutation(() => ApplicationPayload, { description: 'Withdraws your application for good (SM-5).' })
  withdrawApplication(
    @Arg('input', () => ApplicationInput, { description: 'Which.' }) input: ApplicationInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ApplicationPayload> {
    return payload(withdrawApplication(work, input));
  }

  @Authorized<Role>(...mayDecideDueDiligence.roles)
  @Mutation(() => ApplicationPayload, { description: 'Decides due diligence of an application (PROV-26, PROV-29).' })
  decideDueDiligence(
    @Arg('input', () => DecideDueDiligenceInput, { description: 'What is found.' }) input: DecideDueDiligenceInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ApplicationPayload> {
    return payload(decideDueDiligence(work, input));
  }

  @Authorized<Role>(...mayScore.roles)
  @Mutation(() => ApplicationPayload, { description: 'Scores an application as an evaluator (PROV-26).' })
  scoreApplication(
    @Arg('input', () => ScoreApplicationInput, { description: 'The scores.' }) input: ScoreApplicationInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ApplicationPayload> {
    return payload(scoreApplication(work, input));
  }

  @Authorized<Role>(...mayDecide.roles)
  @Mutation(() => ApplicationPayload, {
    description: 'Approves or rejects an application by its scores and the pass mark (PROV-26, PROV-27).',
  })
  decideApplication(
    @Arg('input', () => DecideApplicationInput, { description: 'Which.' }) input: DecideApplicationInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ApplicationPayload> {
    return payload(decideApplication(work, input));
  }

  @Authorized<Role>(...maySign.roles)
  @Mutation(() => ApplicationPayload, {
    description: 'Signs the standard terms of what approved you, which makes you a member (PROV-26).',
  })
  signTerms(
    @Arg('input', () => SignTermsInput, { description: 'Which, and in what version.' }) input: SignTermsInput,
    @Ctx() { work }: RequestContext,
  ): Promise<ApplicationPayload> {
    return payload(signTerms(work, input));
  }
}

/** A draft is its author's alone until it is submitted. */
function readable({ caller }: RequestContext): FilterQuery<MembershipApplication> {
  return isProvider(caller) ? {} : { submittedAt: { $ne: null } };
}

async function payload(outcome: Promise<Outcome<MembershipApplication>>): Promise<ApplicationPayload> {
  const { result: application, refusals } = await outcome;
  return { application, refusals };
}
