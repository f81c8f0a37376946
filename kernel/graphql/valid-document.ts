import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  isInputType,
  isRequiredArgument,
  Kind,
  parse,
  type SelectionSetNode,
  specifiedRules,
  typeFromAST,
  type ValidationContext,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  type VariableDefinitionNode,
  validate,
} from 'graphql';
import { type InputFault, literalFault, type Place, sentenceOf } from './input-fault.js';

/**
 * Whether a text is a document, and whether it fits the schema: told without a word of the document itself. What
 * somebody has written into a document, be it a value, a name or half a quotation, may be about a person. Each message
 * is made of the rule and of names of the schema; the place in the document is told by `locations`.
 */

const MOST_FAULTS = 10;

/**
 * The document of a text.
 *
 * @throws GraphQLError GRAPHQL_PARSE_FAILED, with the place; TOO_LARGE for more than `maxTokens`
 */
export function parsed(text: string, maxTokens?: number): DocumentNode {
  try {
    return parse(text, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (/ tokens\. Parsing aborted\.$/.test(error.message)) {
      const message = `A document may have ${maxTokens} tokens at most.`;
      throw new GraphQLError(message, { extensions: { code: 'TOO_LARGE', limit: maxTokens } });
    }
    const [{ line, column }] = error.locations as readonly [{ line: number; column: number }];
    throw new GraphQLError(`The document is not GraphQL: it cannot be read at line ${line}, column ${column}.`, {
      source: error.source,
      positions: error.positions,
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
  }
}

/**
 * What is wrong with a document: GRAPHQL_VALIDATION_FAILED for its form, BAD_USER_INPUT with the `field` for a value
 * in it. Values of variables are for `variableFaults`.
 */
export function documentFaults(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    return validate(schema, document, RULES, { maxErrors: MOST_FAULTS }).map((error) =>
      error.extensions.code ? error : invalid(error.message, error),
    );
  } catch (error) {
    // What a directive of a subscription's root says is decided before any variable has a value.
    if (error instanceof GraphQLError) return [invalid(ONE_FEED, error)];
    throw error;
  }
}

/** The fault of a value, of the `nodes` that gave it. */
export function badValue(fault: InputFault, nodes?: GraphQLError['nodes']): GraphQLError {
  const extensions = { code: fault.code ?? 'BAD_USER_INPUT', ...(fault.field === null ? {} : { field: fault.field }) };
  return new GraphQLError(sentenceOf(fault), { nodes, extensions });
}

function invalid(message: string, { nodes }: Pick<GraphQLError, 'nodes'>): GraphQLError {
  return new GraphQLError(message, { nodes, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
}

const ONE_FEED = 'A subscription asks for one feed, and its root takes neither directives nor introspection.';

/** What breaking a rule of GraphQL's is told as. */
type Said = string | ((context: ValidationContext, error: GraphQLError) => string);

const SAID: Readonly<Record<string, Said>> = {
  ExecutableDefinitionsRule: 'A document has operations and fragments, and nothing else.',
  FieldsOnCorrectTypeRule: (context) => `${context.getParentType()} has no such field.`,
  FragmentsOnCompositeTypesRule: 'A fragment is of a type that has fields.',
  KnownArgumentNamesRule: (context) => {
    const { name, args } = context.getDirective() ?? context.getFieldDef()!;
    const known = args.map((each) => each.name);
    return `${name} has no such argument; it takes ${known.length > 0 ? known.join(', ') : 'none'}.`;
  },
  KnownDirectivesRule: 'There is no such directive, or it does not belong here.',
  KnownFragmentNamesRule: 'The document has no such fragment.',
  KnownTypeNamesRule: 'The schema has no such type.',
  LoneAnonymousOperationRule: 'An operation without a name stands alone in its document.',
  MaxIntrospectionDepthRule: 'Introspection is nested too deeply.',
  NoFragmentCyclesRule: 'A fragment must not contain itself.',
  NoUndefinedVariablesRule: 'A variable is used that its operation does not declare.',
  NoUnusedFragmentsRule: 'A fragment is not used.',
  NoUnusedVariablesRule: 'A variable is declared and not used.',
  OverlappingFieldsCanBeMergedRule:
    'Fields that are answered under one name ask for different things: give one of them an alias.',
  PossibleFragmentSpreadsRule: 'A fragment is spread where its type can never be.',
  ProvidedRequiredArgumentsRule: (context) => {
    const { name, args } = context.getDirective() ?? context.getFieldDef()!;
    const needed = args.filter(isRequiredArgument).map((each) => each.name);
    return `${name} needs the argument${needed.length > 1 ? 's' : ''} ${needed.join(', ')}.`;
  },
  ScalarLeafsRule: (context, { nodes }) =>
    (nodes?.[0] as FieldNode | SelectionSetNode | undefined)?.kind === Kind.SELECTION_SET
      ? `${context.getType()} has no fields to select.`
      : `Of ${context.getType()}, say which fields.`,
  SingleFieldSubscriptionsRule: ONE_FEED,
  UniqueArgumentNamesRule: 'An argument is given twice.',
  UniqueDirectivesPerLocationRule: 'A directive stands twice in one place.',
  UniqueFragmentNamesRule: 'Two fragments have one name.',
  UniqueInputFieldNamesRule: 'A field of an input is given twice.',
  UniqueOperationNamesRule: 'Two operations have one name.',
  UniqueVariableNamesRule: 'A variable is declared twice.',
  VariablesAreInputTypesRule: 'A variable is of a type that cannot be given.',
  VariablesInAllowedPositionRule: 'The type of a variable is not the type of the place where it is used.',
};

/** The rule, with its errors told in our words. */
function told(rule: ValidationRule): ValidationRule {
  return (context) => {
    const reporting: ValidationContext = Object.create(context, {
      reportError: {
        value(error: GraphQLError) {
          const said = SAID[rule.name] ?? 'The document breaks a rule of GraphQL.';
          context.reportError(invalid(typeof said === 'string' ? said : said(context, error), error));
        },
      },
    });
    return rule(reporting);
  };
}

/** Values in the document, by the types that the subgraphs read them with. */
const literalsAreOfTheirTypes: ValidationRule = (context) => {
  const judge = (node: Parameters<typeof literalFault>[0], place: Place) => {
    const fault = literalFault(node, place);
    if (fault) context.reportError(badValue(fault, [node]));
  };
  return {
    Argument({ value }) {
      const argument = context.getArgument();
      if (argument) judge(value, { ...argument, path: [argument.name] });
    },
    VariableDefinition({ type, defaultValue }: VariableDefinitionNode) {
      const declared = typeFromAST(context.getSchema(), type as never);
      if (defaultValue && isInputType(declared)) judge(defaultValue, { type: declared, path: [] });
    },
  };
};

/**
 * Names that every object of JavaScript has, and those that GraphQL keeps to itself: an answer under one of them would
 * be lost on its way through the hub.
 */
const answersHaveFreeNames: ValidationRule = (context) => ({
  Field({ alias }) {
    if (!alias || !(alias.value.startsWith('__') || alias.value in {})) return;
    context.reportError(
      invalid('An alias must not begin with __ or be a name that objects of programs have.', { nodes: [alias] }),
    );
  },
});

const RULES: readonly ValidationRule[] = [
  ...specifiedRules.filter((rule) => rule !== ValuesOfCorrectTypeRule).map(told),
  literalsAreOfTheirTypes,
  answersHaveFreeNames,
];
