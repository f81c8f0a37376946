import { isId, newId } from '../../../../kernel/values/ids.js';

describe('a new id', () => {
  it('IDG-07: is a UUID of version 7 of its millisecond, and no two are the same', () => {
    const before = Date.now();
    const ids = Array.from({ length: 10_000 }, newId);
    const after = Date.now();
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(isId(id)).toBe(true);
      expect(id).toMatch(/^.{14}7.{4}[89ab].{16}$/s);
      const made = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
      expect(made).toBeGreaterThanOrEqual(before);
      expect(made).toBeLessThanOrEqual(after);
    }
  });
});
