import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { connectionOf } from '../../../../kernel/graphql/pages.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import { DateTimeScalar } from '../../../../kernel/graphql/scalars.js';
import { type HeldPolicy, nameOfVersion } from '../../reads/councils/policy-versions.js';
import { policyChanges } from '../../rules/councils/policy-changes.js';
import { POLICY_KEYS, valueAt } from '../../rules/councils/policy-document.js';
import { type PolicyStatus, policyStatus } from '../../rules/councils/policy-timeline.js';
import { PolicyStatusWord } from './words.js';

@ObjectType({ description: 'One thing that a council may set, and how it is set (catalogue section 26).' })
export class PolicySetting {
  @Field(() => String, { description: 'Its key in the document, such as window.patchMinutes.' })
  key!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: 'What applies: as it was set, or its default.' })
  value!: unknown;

  @Field(() => String, { description: 'What it is for.' })
  means!: string;

  @Field(() => String, { description: 'What it may be set to, in words.' })
  takes!: string;
}

@ObjectType({ description: 'A key by which a version of a policy differs from the one that it follows.' })
export class PolicyChange {
  @Field(() => String, { description: 'Its key in the document, such as window.patchMinutes.' })
  key!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: 'What applied before.' })
  before!: unknown;

  @Field(() => GraphQLJSON, { nullable: true, description: 'What applies from this version on.' })
  after!: unknown;

  @Field(() => String, { description: 'What it is for.' })
  means!: string;

  @Field(() => String, { description: 'What it may be set to, in words.' })
  takes!: string;
}

@ObjectType({
  description:
    "A version of a council's policy: of those whose date has come, the highest applies. A decision keeps the version that it was taken under.",
})
@Reads('platform:read')
export class CouncilPolicy {
  @Field(() => ID, { description: 'As decisions name it, such as bromley/3.' })
  version!: string;

  @Field(() => Council, { description: 'The council.' })
  council!: string;

  @Field(() => DateTimeScalar, { description: 'From when it applies.' })
  effectiveFrom!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From when a later version applies in its place; null while there is none.',
  })
  until!: Date | null;

  @Field(() => PolicyStatusWord, { description: 'Where it stands now.' })
  status!: PolicyStatus;

  @Field(() => GraphQLJSON, { description: 'The document as it was set: what it leaves out has its default.' })
  document!: unknown;

  @Field(() => [PolicyChange], {
    description: 'By what it differs from the version that it follows, or from the defaults if it is the first.',
  })
  changes!: readonly PolicyChange[];

  @Field(() => [PolicySetting], { description: 'Everything that a council may set, as this version has it.' })
  settings!: readonly PolicySetting[];
}

export const CouncilPolicyConnection = connectionOf(CouncilPolicy, 'CouncilPolicy');

/** A version as it is shown. */
export function shownPolicy(held: HeldPolicy, now: Date): CouncilPolicy {
  return {
    version: nameOfVersion(held.council, held),
    council: held.council,
    effectiveFrom: held.effectiveFrom,
    until: held.until,
    status: policyStatus(held, now),
    document: held.document,
    // Worked out only for those who ask.
    get changes() {
      return policyChanges(held.before, held.policy);
    },
    get settings() {
      return POLICY_KEYS.map((key) => ({ ...key, value: valueAt(held.policy, key.key) }));
    },
  };
}
