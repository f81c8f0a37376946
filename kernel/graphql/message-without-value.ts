import type { GraphQLError } from 'graphql';

/**
 * The message of a request error without the value at fault.
 *
 * For a bad variable graphql-js puts the value in front of the scalar's own message, and its built-in types repeat it
 * behind. Whoever formats errors at the edge says this instead of `error.message`. Other errors keep their message.
 */
export function messageWithoutValue(error: GraphQLError): string {
  const reason = error.originalError?.message;
  if (!reason || !error.message.endsWith(`; ${reason}`)) return error.message;
  const [, variable, value, place] =
    /^Variable "(\$\w+)" got invalid value (.*?)(?: at "([^"\\]*)")?$/s.exec(
      error.message.slice(0, -reason.length - 2),
    ) ?? [];
  if (!variable || !value) return error.message;
  return `Variable "${place ? `$${place}` : variable}": ${reason.replaceAll(value, 'the value given')}`;
}
