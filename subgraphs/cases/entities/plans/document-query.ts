import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { newId } from '../../../../kernel/values/ids.js';
import { DOCUMENT_KINDS, type DocumentAuthor, type DocumentKind } from '../../rules/requests/referral-documents.js';
import { personalRows, throughLivePlacement } from '../row-policies.js';
import { DocumentAuthorWord, DocumentKindWord } from './words.js';

/**
 * A provider's question about a document it received, with its answer; those about one document make its thread.
 * [ASM-16]
 */
@ObjectType({ description: "A provider's question about a document it received, and the answer (ASM-16)." })
@Reads('requests:read')
@Entity({
  tableName: 'document_query',
  rowLevelSecurity: 'force',
  policies: personalRows(
    `provider_id::text = current_setting('hub.organisation', true) and ${throughLivePlacement('document_query', 'package_id', 'package_id')}`,
  ),
})
@Index({ properties: ['placementId', 'raisedAt', 'id'] })
@Index({ properties: ['council', 'raisedAt', 'id'], where: 'answered_at is null' })
export class DocumentQuery {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  placementId!: string;

  @Property({ type: 'uuid' })
  packageId!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => DocumentKindWord, { description: 'The document it is about.' })
  @Enum({ items: () => [...DOCUMENT_KINDS] })
  kind!: DocumentKind;

  @Field(() => DocumentAuthorWord, { description: 'The side that answers: the one that wrote the document.' })
  @Property({ type: 'text' })
  routedTo!: DocumentAuthor;

  @Field(() => String, { description: 'What is unclear or missing.' })
  @Property({ type: 'text' })
  question!: string;

  @Field(() => Date, { description: 'When it was raised.' })
  @Property({ length: 3 })
  raisedAt!: Date;

  @Field(() => String, { nullable: true, description: 'The answer.' })
  @Property({ type: 'text', nullable: true })
  answer: string | null = null;

  @Field(() => Date, { nullable: true, description: 'When it was answered.' })
  @Property({ type: 'datetime', length: 3, nullable: true })
  answeredAt: Date | null = null;
}
