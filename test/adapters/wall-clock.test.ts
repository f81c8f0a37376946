import { closestReading, ShownTwice, settleTimes } from '../../adapters/wall-clock.js';
import { readInstants } from '../../adapters/written-forms.js';

const read = (text: string) => readInstants(text, ['YYYY-MM-DD HH:mm', 'YYYY-MM-DD HH:mm:ss']);

describe('what London clocks show', () => {
  it.each([
    ['2026-10-25 00:59', ['2026-10-24T23:59:00.000Z']],
    ['2026-10-25 01:00', ['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z']],
    ['2026-10-25 01:30', ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']],
    ['2026-10-25 01:59:59', ['2026-10-25T00:59:59.000Z', '2026-10-25T01:59:59.000Z']],
    ['2026-10-25 02:00', ['2026-10-25T02:00:00.000Z']],
    ['2027-03-28 00:59', ['2027-03-28T00:59:00.000Z']],
    ['2027-03-28 01:00', []],
    ['2027-03-28 01:30', []],
    ['2027-03-28 01:59:59', []],
    ['2027-03-28 02:00', ['2027-03-28T01:00:00.000Z']],
    ['2026-10-25T01:30:00+00:00', ['2026-10-25T01:30:00.000Z']],
    ['2026-10-25T01:30:00+01:00', ['2026-10-25T00:30:00.000Z']],
    ['2026-02-30 01:30', undefined],
    ['2026-10-25 01:60', undefined],
  ])('DEL-01, DEL-02: %s is shown at %j', (text, instants) => {
    expect(read(text)).toEqual(instants);
  });

  const spanOf = (start: string, end: string) => {
    const found = closestReading(read(`2026-10-25 ${start}`)!, read(`2026-10-25 ${end}`)!);
    return found && [found.start.slice(11, 16), found.end.slice(11, 16), found.isDoubtful];
  };
  it.each([
    ['00:30', '01:00', ['23:30', '00:00', false]],
    ['00:45', '01:15', ['23:45', '00:15', false]],
    ['01:00', '02:00', ['01:00', '02:00', false]],
    ['01:30', '02:00', ['01:30', '02:00', false]],
    ['01:59', '02:00', ['01:59', '02:00', false]],
    ['01:50', '01:10', ['00:50', '01:10', false]],
    ['01:10', '01:40', ['00:10', '00:40', true]],
    ['01:30', '01:30', ['00:30', '00:30', true]],
    ['02:30', '01:30', undefined],
  ])('DEL-01, DEL-02: from %s to %s is the shortest time that it can be', (start, end, span) => {
    expect(spanOf(start, end)).toEqual(span);
  });

  it('DEL-01: what a row says of one call is read together, and what nothing settles is named', () => {
    const at = (time: string) => {
      const [first, second] = read(`2026-10-25 ${time}`)!;
      return second ? new ShownTwice(first!, second) : first!;
    };
    const row = {
      externalId: 'R-1',
      asOf: at('01:40'),
      plannedStart: at('01:30'),
      plannedEnd: at('02:00'),
      windowFrom: at('01:15'),
      windowTo: at('01:45'),
      told: [{ about: 'MOVED', at: at('01:05') }],
    };
    const doubtful = settleTimes(row, [
      ['plannedStart', 'plannedEnd'],
      ['windowFrom', 'plannedStart'],
      ['plannedStart', 'windowTo'],
      ['cancellation.at', 'asOf'],
    ]);
    expect(row).toEqual({
      externalId: 'R-1',
      asOf: '2026-10-25T00:40:00.000Z',
      plannedStart: '2026-10-25T01:30:00.000Z',
      plannedEnd: '2026-10-25T02:00:00.000Z',
      windowFrom: '2026-10-25T01:15:00.000Z',
      windowTo: '2026-10-25T01:45:00.000Z',
      told: [{ about: 'MOVED', at: '2026-10-25T00:05:00.000Z' }],
    });
    expect(doubtful).toEqual(['asOf', 'told.0.at']);
  });
});
