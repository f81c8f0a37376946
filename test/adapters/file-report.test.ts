import { DRY_RUN, exitCodeOf, type FileReport } from '../../adapters/file-report.js';

type Ended = Parameters<typeof exitCodeOf>[0][number];
const taken = (over: Partial<Ended> = {}): Ended => ({
  status: 'TAKEN',
  rows: 3,
  refused: 0,
  pending: 0,
  pendingBecause: null,
  ...over,
});
const unread = (status: FileReport['status']) => taken({ status, rows: 0 });

describe('how a command ends that reads files', () => {
  it.each<[string, readonly Ended[], number, 0 | 1 | 2]>([
    ['every row of every file was taken', [taken(), taken()], 0, 0],
    ['there was nothing to read', [], 0, 0],
    ['a file has no rows', [taken({ rows: 0 })], 0, 0],
    [
      'nothing was to be sent, and all would be',
      [taken({ status: 'PENDING', pending: 3, pendingBecause: DRY_RUN })],
      0,
      0,
    ],
    ['a row was refused', [taken(), taken({ refused: 1 })], 0, 2],
    ['all rows were refused', [taken({ refused: 3 })], 0, 2],
    ['rows are held', [taken({ pending: 1, pendingBecause: 'HELD' })], 0, 2],
    ['rows are left to send', [taken({ status: 'PENDING', pending: 1, pendingBecause: 'UNREACHABLE' })], 0, 2],
    [
      'nothing was to be sent, and one would be refused',
      [taken({ status: 'PENDING', pending: 2, refused: 1, pendingBecause: DRY_RUN })],
      0,
      2,
    ],
    ['the only file was not read', [unread('REFUSED')], 0, 1],
    ['it ends in the middle', [unread('INCOMPLETE')], 0, 1],
    ['one of two was not read', [taken(), unread('REFUSED')], 0, 2],
    ['a file has no mapping', [], 1, 1],
    ['a file beside another has no mapping', [taken()], 1, 2],
  ])('ASM-36, DEL-20: %s', (_, reports, others, code) => {
    expect(exitCodeOf(reports, others)).toBe(code);
  });
});
