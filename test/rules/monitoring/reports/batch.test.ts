import { batchRefusals, MOST_ROWS } from '../../../../subgraphs/monitoring/rules/reports/batch.js';

const codes = (rows: number, source: string) => batchRefusals(rows, source).flatMap((refusal) => refusal?.code ?? []);

describe('a batch of reports', () => {
  it.each([
    [MOST_ROWS, 'roster', []],
    [MOST_ROWS + 1, 'roster', ['BATCH_TOO_LARGE']],
    [1, '', ['SOURCE_LENGTH']],
    [1, 'x'.repeat(100), []],
    [1, 'x'.repeat(101), ['SOURCE_LENGTH']],
  ])('DEL-01: %d rows from "%s"', (rows, source, expected) => {
    expect(codes(rows, source)).toEqual(expected);
  });
});
