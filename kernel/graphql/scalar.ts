import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';

/**
 * How a scalar is made of the form that it takes. A scalar reads a value into its one normal form or refuses it, saying
 * which form is accepted and never repeating the value: it may be somebody's NHS number in the wrong field.
 */

interface Form<Internal, External> {
  readonly name: string;
  /** What is accepted, completing "NHSNumber takes ..."; the description repeats it. */
  readonly takes: string;
  readonly description: string;
  /** The code of its faults; BAD_USER_INPUT unless given. */
  readonly faultCode?: string;
  /** What it is in JSON. */
  readonly json: 'string' | 'number';
  /** The value in its normal form; null or undefined refuses it. */
  readonly read: (value: unknown) => Internal | null | undefined;
  /** How a stored value is shown; null or undefined is a fault of the hub. */
  readonly show: (value: unknown) => External | null | undefined;
}

/** A scalar of this form. */
export function scalar<Internal, External>(form: Form<Internal, External>): GraphQLScalarType<Internal, External> {
  const unlessRefused = <T>(value: T | null | undefined, code: string, nodes?: ValueNode): T => {
    if (value != null) return value;
    throw new GraphQLError(`${form.name} takes ${form.takes}.`, { nodes, extensions: { code } });
  };
  return new GraphQLScalarType<Internal, External>({
    name: form.name,
    description: `${form.description} It takes ${form.takes}.`,
    // Code generators that are given the schema read this.
    extensions: { codegenScalarType: form.json, takes: form.takes, faultCode: form.faultCode },
    parseValue: (value) => unlessRefused(form.read(value), 'BAD_USER_INPUT'),
    parseLiteral: (node, variables) => {
      // A bare word is an enum value to GraphQL; untyped reading would let it pass for a string.
      const value = node.kind === Kind.ENUM ? undefined : valueFromASTUntyped(node, variables);
      return unlessRefused(form.read(value), 'BAD_USER_INPUT', node);
    },
    serialize: (value) => unlessRefused(form.show(value), 'INTERNAL_SERVER_ERROR'),
  });
}

/** A scalar that is a string on both sides, shown in the same normal form in which it is read. */
export function textScalar(
  form: Omit<Form<string, string>, 'json' | 'read' | 'show'> & { read(text: string): string | null | undefined },
) {
  const read = (value: unknown) => (typeof value === 'string' ? form.read(value) : null);
  return scalar<string, string>({ ...form, json: 'string', read, show: read });
}

/** Reads a text that matches, in its normal form. */
export function matching(pattern: RegExp, normal: (text: string) => string = (text) => text) {
  return (text: string) => (pattern.test(text) ? normal(text) : null);
}
