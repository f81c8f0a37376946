import { z } from 'zod';
import { day, list, partReader, text, word } from '../../../../subgraphs/providers/rules/cqc/cqc-part.js';

describe('a part of a location record', () => {
  const form = z.object({ name: text, from: day, things: list(text) });

  it('PROV-03: a part that can be read has no fault', () => {
    const read = partReader();
    expect(read(form, { name: ' A ', from: '2025-06-30T23:30:00Z', things: null }, 'place')).toEqual({
      name: 'A',
      from: '2025-07-01',
      things: [],
    });
    expect(read.faults).toEqual([]);
  });

  it('PROV-03: each fault is named by its path, and what was given is not repeated', () => {
    const read = partReader();
    expect(read(form, { name: 'A\0', from: 'Canary', things: ['a', 5] }, 'place[2]')).toBeNull();
    read.fault('elsewhere', 'must be known');
    expect(read.faults.map(({ field, message }) => [field, message])).toEqual([
      ['place[2].name', 'In a CQC location record, place[2].name must be made of whole characters.'],
      ['place[2].from', 'In a CQC location record, place[2].from must be a date, YYYY-MM-DD.'],
      ['place[2].things[1]', 'In a CQC location record, place[2].things[1] has the wrong form.'],
      ['elsewhere', 'In a CQC location record, elsewhere must be known.'],
    ]);
  });

  it('PROV-03: a list has its limit', () => {
    const read = partReader();
    expect(read(list(text), Array(1_000).fill('a'), 'things')).toHaveLength(1_000);
    expect(read(list(text), Array(1_001).fill('a'), 'things')).toBeNull();
  });

  it('PROV-03: words are compared without case and blanks', () => {
    expect(word('  Requires   IMPROVEMENT ')).toBe('requires improvement');
  });
});
