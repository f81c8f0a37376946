import { hash } from 'node:crypto';

/** Hash of an input for idempotency: equal for equal content, whatever the order of its keys. */
export function contentHash(value: unknown): string {
  return hashOf(JSON.stringify(sorted(value)));
}

/** Hash of a text. */
export function hashOf(text: string): string {
  return hash('sha256', text);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value instanceof Date) return value.toISOString();
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([key, each]) => [key, sorted(each)]),
    );
  }
  return value;
}
