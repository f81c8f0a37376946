import { Field, InputType, Int } from 'type-graphql';
import type { ContractBasis, HomeEquipment, HomeNeed } from '../../../../schema/events/cases.js';
import { ContractBasisWord, HomeEquipmentWord } from '../../entities/requests/words.js';

@InputType({
  description:
    'What a placement in a home needs, in place of calls; it is generic, or by `specialist` of the request specialist (ASM-06, ASM-09).',
})
export class HomeNeedInput {
  @Field(() => Boolean, { defaultValue: false, description: 'Whether nursing is needed: of a NURSING place, always.' })
  nursing!: boolean;

  @Field(() => ContractBasisWord, { defaultValue: 'SPOT', description: 'How it is bought; respite SPOT alone.' })
  contractBasis!: ContractBasis;

  @Field(() => [HomeEquipmentWord], { defaultValue: [], description: 'What the home must have, each once.' })
  equipment!: HomeEquipment[];

  @Field(() => [String], {
    defaultValue: [],
    description: 'Codes of at most 10 patches of the council, the most preferred first; none if any will do.',
  })
  preferredPatches!: string[];

  @Field(() => Int, { nullable: true, description: 'Respite alone, and needed then: 1 to 365 nights.' })
  lengthOfStayNights?: number | null;
}

/** What a placement in a home needs, as plain values; null if nothing is given. */
export function homeOf(home: HomeNeedInput | null | undefined): HomeNeed | null {
  if (!home) return null;
  return {
    nursing: home.nursing,
    contractBasis: home.contractBasis,
    equipment: [...home.equipment],
    preferredPatches: [...home.preferredPatches],
    lengthOfStayNights: home.lengthOfStayNights ?? null,
  };
}
