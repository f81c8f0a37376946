import { Field, ID, Int, ObjectType } from 'type-graphql';
import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { TOGETHER_KINDS } from '../../../../schema/events/cases.js';

export const TogetherKindWord = enumType(TOGETHER_KINDS, {
  name: 'TogetherKind',
  description: 'With whom a package is sought, in one call-off (ROUT-37, ROUT-39).',
  meanings: {
    SCHEME: 'With all who live in one supported-living scheme.',
    GROUP: 'With the others of a small group that the council declares.',
  },
});

@ObjectType({ description: 'With whom a package is sought, in one call-off (ROUT-37, ROUT-39).' })
export class PackageTogether {
  @Field(() => TogetherKindWord, { description: 'With all of a scheme, or with a small group.' })
  kind!: (typeof TOGETHER_KINDS)[number];

  @Field(() => ID, { nullable: true, description: 'Id of the scheme; null of a group.' })
  schemeId?: string;

  @Field(() => String, { nullable: true, description: 'The council’s own reference of the group; null of a scheme.' })
  reference?: string;

  @Field(() => Int, { nullable: true, description: 'How many people the group has; null of a scheme.' })
  people?: number;
}
