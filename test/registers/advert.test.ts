import {
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { SCHEMA } from '../matrix/asking.js';

/** Every leaf of a type, by its path, with the name of its type. */
function leaves(type: GraphQLNamedType, path: string): readonly (readonly [string, string])[] {
  if (!isObjectType(type) && !isInputObjectType(type)) {
    return [[path, isEnumType(type) ? 'a word' : type.name]];
  }
  return Object.values(type.getFields()).flatMap((field) =>
    leaves(getNamedType(field.type as GraphQLOutputType), `${path}.${field.name}`),
  );
}
const textsOf = (type: string) =>
  leaves(SCHEMA.getType(type)!, type)
    .filter(([, name]) => name === 'String' || name === 'ID')
    .map(([path]) => path);

describe('what every provider who is asked reads', () => {
  it('IDG-01: an advert holds no text but patches, codes of the council’s, and the one that is screened', () => {
    expect(textsOf('AdvertisedNeed')).toEqual([
      'AdvertisedNeed.patch',
      'AdvertisedNeed.complexNeeds',
      // Refused unless it is a code of the council's patches (ASM-06).
      'AdvertisedNeed.home.preferredPatches',
    ]);
  });

  it('IDG-01: no correction brings a text into it', () => {
    expect(textsOf('AmendCallOffInput')).toEqual(['AmendCallOffInput.idempotencyKey', 'AmendCallOffInput.callOffId']);
  });
});
