import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { connectionOf, type Page, PageArgs } from '../../../../kernel/graphql/pages.js';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type { Outcome } from '../../../../kernel/values/refusal.js';
import { answerDocumentQuery, allowed as mayAnswer } from '../../commands/plans/answer-document-query.js';
import { allowed as mayRaise, raiseDocumentQuery } from '../../commands/plans/raise-document-query.js';
import { Placement } from '../../entities/placements/placement.js';
import { DocumentQuery } from '../../entities/plans/document-query.js';
import { DocumentKindWord } from '../../entities/plans/words.js';
import { CASE_WORKERS } from '../../entities/readers.js';
import type { DocumentKind } from '../../rules/requests/referral-documents.js';
import { OnPlacementInput } from '../placements/placement-payload.js';
import { asOneself } from '../reading.js';

export const DocumentQueryConnection = connectionOf(DocumentQuery, 'DocumentQuery');

@InputType({ description: 'A question about what is unclear or missing in a document.' })
export class RaiseDocumentQueryInput extends OnPlacementInput {
  @Field(() => DocumentKindWord, { description: 'The document.' })
  kind!: DocumentKind;

  @Field(() => String, { description: 'The question.' })
  question!: string;
}

@InputType({ description: 'The answer to a query.' })
export class AnswerDocumentQueryInput extends ActInput {
  @Field(() => ID, { description: 'The id of the query.' })
  queryId!: string;

  @Field(() => String, { description: 'The answer.' })
  answer!: string;
}

@ObjectType({ description: 'The query as it now is, or why nothing was changed.' })
export class DocumentQueryPayload extends Payload {
  @Field(() => DocumentQuery, { nullable: true, description: 'The query as it now is.' })
  documentQuery!: DocumentQuery | null;

  static of({ result, refusals }: Outcome<DocumentQuery>): DocumentQueryPayload {
    return { documentQuery: result, refusals };
  }
}

@Resolver(() => DocumentQuery)
export class DocumentQueries {
  @Authorized<Role>(...CASE_WORKERS)
  @Query(() => DocumentQueryConnection, {
    nullable: true,
    description: 'Queries that wait for an answer, the earliest first (ASM-16).',
  })
  documentQueriesToAnswer(@Args() page: PageArgs, @Ctx() context: RequestContext): Promise<Page<DocumentQuery>> {
    asOneself(context);
    return context.page(DocumentQuery, { where: { answeredAt: null }, by: { raisedAt: 'instant', id: 'id' } }, page);
  }

  @FieldResolver(() => Placement, { nullable: true, description: 'The placement it belongs to.' })
  placement(@Root() query: DocumentQuery, @Ctx() context: RequestContext): Promise<Placement | null> {
    return context.byId(Placement, query.placementId);
  }

  @Authorized<Role>(...mayRaise.roles)
  @Mutation(() => DocumentQueryPayload, { description: 'The provider asks about a document it has received (ASM-16).' })
  async raiseDocumentQuery(
    @Arg('input', () => RaiseDocumentQueryInput, { description: 'The question.' }) input: RaiseDocumentQueryInput,
    @Ctx() context: RequestContext,
  ): Promise<DocumentQueryPayload> {
    const { idempotencyKey, placementId, kind, question } = input;
    return DocumentQueryPayload.of(
      await raiseDocumentQuery(context.work, { idempotencyKey, placementId, kind, question }),
    );
  }

  @Authorized<Role>(...mayAnswer.roles)
  @Mutation(() => DocumentQueryPayload, { description: 'The side that wrote the document answers (ASM-16).' })
  async answerDocumentQuery(
    @Arg('input', () => AnswerDocumentQueryInput, { description: 'The answer.' }) input: AnswerDocumentQueryInput,
    @Ctx() context: RequestContext,
  ): Promise<DocumentQueryPayload> {
    const { idempotencyKey, queryId, answer } = input;
    return DocumentQueryPayload.of(await answerDocumentQuery(context.work, { idempotencyKey, queryId, answer }));
  }
}
