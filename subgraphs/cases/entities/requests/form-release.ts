import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ownedByProvider } from '../../../../kernel/database/row-security.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { newId } from '../../../../kernel/values/ids.js';
import { personalRows } from '../row-policies.js';

/** That an invitee asked for the request form before an award, and may read it, until the release ends. [IDG-04] */
@ObjectType({
  description: 'That an invitee of a call-off asked for the request form, and until when it may read it (IDG-04).',
})
@Reads('requests:read')
@Entity({ tableName: 'form_release', rowLevelSecurity: 'force', policies: personalRows(ownedByProvider()) })
@Index({ properties: ['packageId', 'providerId'] })
export class FormRelease {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'text' })
  council!: string;

  @Property({ type: 'uuid' })
  packageId!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Property({ type: 'uuid' })
  callOffId!: string;

  @Property({ type: 'uuid' })
  providerId!: string;

  @Field(() => String, { description: 'Credential that asked for it.' })
  @Property({ type: 'text' })
  requestedBy!: string;

  @Field(() => Int, { description: 'Version of the form when it was released; a later one takes its place.' })
  @Property({ type: 'integer' })
  version!: number;

  @Field(() => Date, { description: 'When it was released.' })
  @Property({ length: 3 })
  releasedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When the provider could read it no more, since it said no, was not chosen, or the call-off ended.',
  })
  @Property({ type: 'timestamptz', nullable: true, length: 3 })
  endedAt: Date | null = null;
}
