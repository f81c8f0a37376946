import { readFile } from 'node:fs/promises';

/** The rule-book's own list of ids: what each is called, and what kind of duty it is. */
export type Catalogue = ReadonlyMap<string, { readonly title: string; readonly kind: string }>;

export async function readCatalogue(): Promise<Catalogue> {
  return new Map(Object.entries(JSON.parse(await readFile('docs/catalogue.json', 'utf8'))));
}

/** The ids that this release promises. */
export async function readPromised(): Promise<readonly string[]> {
  return JSON.parse(await readFile('docs/promised.json', 'utf8'));
}

const ID = /\b[A-Z]{2,4}-\d+(?:\.\d+)?\b/g;

/** Everything in a text that has the form of an id and bears a prefix that the catalogue knows, once each. */
export function idsIn(text: string, catalogue: Catalogue): readonly string[] {
  const prefixes = new Set([...catalogue.keys()].map(prefixOf));
  return [...new Set(text.match(ID))].filter((id) => prefixes.has(prefixOf(id)));
}

/** `WIN` of `WIN-01`. */
export function prefixOf(id: string): string {
  return id.slice(0, id.indexOf('-'));
}

/** In the catalogue's order. */
export function inOrder(ids: Iterable<string>, catalogue: Catalogue): readonly string[] {
  const wanted = new Set(ids);
  return [...catalogue.keys()].filter((id) => wanted.has(id));
}
