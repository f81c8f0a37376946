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
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { connectionOf, type Page } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { answerDocumentQuery } from '../../commands/plans/answer-document-query.js';
import { raiseDocumentQuery } from '../../commands/plans/raise-document-query.js';
import { Placement } from '../../entities/placements/placement.js';
import { DocumentQuery } from '../../entities/plans/document-query.js';
import { CASE_WORKERS, PROVIDER_STAFF } from '../../entities/readers.js';
import { DocumentKindWord } from '../../entities/words.js';
import type { DocumentKind } from '../../rules/requests/referral-documents.js';
import { KEY, OnPlacementInput } from '../inputs.js';
import { pageBy } from '../lists.js';
import { DocumentQueryPayload } from '../payloads.js';

export const DocumentQueryConnection = connectionOf(DocumentQuery, 'DocumentQuery');

@InputType({ description: 'What is unclear or missing in a document.' })
export class RaiseDocumentQueryInput extends OnPlacementInput {
  @Field(() => DocumentKindWord, { description: 'The document.' })
  kind!: DocumentKind;

  @Field(() => String, { description: 'The question.' })
  question!: string;
}

@InputType({ description: 'The answer to a query.' })
export class AnswerDocumentQueryInput {
  @Field(() => String, KEY)
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The query.' })
  queryId!: string;

  @Field(() => String, { description: 'The answer.' })
  answer!: string;
}

@Resolver(() => DocumentQuery)
export class DocumentQueries {
  @Authorized(...CASE_WORKERS)
  @Query(() => DocumentQueryConnection, {
    nullable: true,
    description: 'Queries that wait for an answer, the earliest first (ASM-16).',
  })
  documentQueriesToAnswer(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, at most 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'endCursor of the page before.' }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<Page<DocumentQuery>> {
    return pageBy(context, DocumentQuery, { answeredAt: null }, 'raisedAt', 'asc', { first, after });
  }

  @FieldResolver(() => Placement, { nullable: true, description: 'The placement it belongs to.' })
  placement(@Root() query: DocumentQuery, @Ctx() context: RequestContext): Promise<Placement | null> {
    return context.byId(Placement, query.placementId);
  }

  @Authorized(...PROVIDER_STAFF)
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

  @Authorized('broker', 'practitioner', 'discharge-team')
  @Mutation(() => DocumentQueryPayload, { description: 'The side that wrote the document answers (ASM-16).' })
  async answerDocumentQuery(
    @Arg('input', () => AnswerDocumentQueryInput, { description: 'The answer.' }) input: AnswerDocumentQueryInput,
    @Ctx() context: RequestContext,
  ): Promise<DocumentQueryPayload> {
    const { idempotencyKey, queryId, answer } = input;
    return DocumentQueryPayload.of(await answerDocumentQuery(context.work, { idempotencyKey, queryId, answer }));
  }
}
