import { GraphQLError } from 'graphql';

/** The fault of an argument that no type can exclude. The message says what is accepted and never repeats the value. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
