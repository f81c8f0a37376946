import { readFile } from 'node:fs/promises';
import { buildSchema, findBreakingChanges, findDangerousChanges } from 'graphql';

/** The public schema as it was last released. */
const RELEASED = 'schema/released.graphql';
const API = 'schema/api.graphql';
const CHANGELOG = 'schema/CHANGELOG.md';

/**
 * Changes since the last release that break a client, or that a client may not expect, such as a new value of an enum,
 * and that the section "Unreleased" of schema/CHANGELOG.md does not name in backticks. A field is named by its coordinate
 * (`Bid.price`), and so is an argument (`Query.bids`, or `Query.bids(first:)`); an enum value, a member of a union or a
 * new input field also by its type (`RouteKind.DPS`, or `RouteKind`).
 */
export async function unnamedChanges(): Promise<readonly string[]> {
  const [released, now, changelog] = await Promise.all(
    [RELEASED, API, CHANGELOG].map((file) => readFile(file, 'utf8')),
  );
  return changesUnnamed(released!, now!, changelog!);
}

/** The breaking and the dangerous changes from one schema to another that a change log does not name as unreleased. */
export function changesUnnamed(released: string, now: string, changelog: string): readonly string[] {
  const [, unreleased = ''] = /^## Unreleased\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(changelog) ?? [];
  const named = new Set([...unreleased.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
  const [one, other] = [buildSchema(released), buildSchema(now)];
  const unnamed = (changes: ReadonlyArray<{ readonly description: string }>) =>
    changes.map(({ description }) => description).filter((each) => !coordinatesIn(each).some((at) => named.has(at)));
  return [
    ...unnamed(findBreakingChanges(one, other)).map((each) => `${each} Undo it, or name it in ${CHANGELOG}.`),
    ...unnamed(findDangerousChanges(one, other)).map(
      (each) => `${each} A client may not expect it: name it in ${CHANGELOG}.`,
    ),
  ];
}

/** How graphql-js words a change, and the coordinates by which a change log may name it. */
const WORDINGS: ReadonlyArray<readonly [RegExp, (...named: string[]) => readonly string[]]> = [
  [/^(\w+) was (?:added to|removed from) (?:enum|union) type (\w+)\./, (member, type) => [`${type}.${member}`, type!]],
  [/ field (\w+) on input type (\w+) was added\./, (field, type) => [`${type}.${field}`, type!]],
  [/ arg (\w+) on (\w+\.\w+) was added\./, (arg, field) => [`${field}(${arg}:)`, field!]],
  [/^(\w+\.\w+) arg (\w+) /, (field, arg) => [`${field}(${arg}:)`, field!]],
  [/^\w+ added to interfaces implemented by (\w+)\./, (type) => [type!]],
  [/^(\w+) no longer implements /, (type) => [type!]],
  [/^(\w+\.\w+) (?:was removed|changed type)/, (field) => [field!]],
  [/^(\w+) (?:was removed|changed from)/, (type) => [type!]],
];

/** `Bid.price` of "Bid.price was removed."; of a wording that is not known, all that looks like a coordinate. */
function coordinatesIn(description: string): readonly string[] {
  for (const [wording, coordinates] of WORDINGS) {
    const [, ...named] = wording.exec(description) ?? [];
    if (named.length > 0) return coordinates(...named);
  }
  return description.match(/\b[A-Z]\w*(\.\w+)?/g) ?? [];
}
