import {
  evaluationRefusal,
  windowOf,
  windowRefusals,
} from '../../../../subgraphs/providers/rules/applications/evaluation-window.js';
import { codesOf } from './fixtures.js';

const at = (text: string) => new Date(`2026-${text}Z`);
const now = at('06-01T09:00:00.000');
const span = (opens: string, closes: string) => ({ opensAt: at(opens), closesAt: at(closes) });
const june = { id: 'june', ...span('06-01T09:00:00.000', '06-30T17:00:00.000') };
const july = { id: 'july', ...span('07-06T09:00:00.000', '07-31T17:00:00.000') };
const ms = (date: Date, by: number) => new Date(date.getTime() + by);
const DAY = 86_400_000;

describe('evaluation windows', () => {
  it.each<[string, Array<{ opensAt: Date; closesAt: Date }>, string[]]>([
    ['two of them', [june, july], []],
    ['none', [], ['PROV-29 WINDOW_COUNT input.windows']],
    [
      'one that closes as it opens',
      [span('07-01T09:00:00.000', '07-01T09:00:00.000')],
      ['PROV-29 WINDOW_LENGTH input.windows.0'],
    ],
    ['one of 366 days', [{ opensAt: now, closesAt: ms(now, 366 * DAY) }], []],
    [
      'one a millisecond longer',
      [{ opensAt: now, closesAt: ms(now, 366 * DAY + 1) }],
      ['PROV-29 WINDOW_LENGTH input.windows.0'],
    ],
    ['one that closes now', [{ opensAt: ms(now, -DAY), closesAt: now }], []],
    [
      'one that has just closed',
      [{ opensAt: ms(now, -DAY), closesAt: ms(now, -1) }],
      ['PROV-29 WINDOW_TIME input.windows.0'],
    ],
    [
      'one beyond five years',
      [{ opensAt: ms(now, 1830 * DAY), closesAt: ms(now, 1830 * DAY + 1) }],
      ['PROV-29 WINDOW_TIME input.windows.0'],
    ],
    [
      'one that opens as another closes',
      [june, { opensAt: june.closesAt, closesAt: july.closesAt }],
      ['PROV-29 WINDOWS_OVERLAP input.windows.1'],
    ],
    ['one that opens a millisecond later', [june, { opensAt: ms(june.closesAt, 1), closesAt: july.closesAt }], []],
    [
      'one around another',
      [july, { opensAt: ms(july.opensAt, -1), closesAt: ms(july.closesAt, 1) }],
      ['PROV-29 WINDOWS_OVERLAP input.windows.1'],
    ],
  ])('PROV-29: %s', (_, windows, expected) => {
    expect(codesOf(windowRefusals(windows, [], now))).toEqual(expected);
  });

  it('PROV-29: share no instant with those before, and are 24 to come at most', () => {
    expect(codesOf(windowRefusals([june], [june], now))).toEqual(['PROV-29 WINDOWS_OVERLAP input.windows.0']);
    const held = (count: number) =>
      Array.from({ length: count }, (_, nth) => ({
        opensAt: ms(july.closesAt, nth * DAY + 1),
        closesAt: ms(july.closesAt, (nth + 1) * DAY),
      }));
    expect(windowRefusals([june], held(23), now)).toEqual([]);
    expect(codesOf(windowRefusals([june], held(24), now))).toEqual(['PROV-29 WINDOW_COUNT input.windows']);
    // What has closed counts no more.
    expect(windowRefusals([july], Array(30).fill(span('01-01T00:00:00.000', '01-02T00:00:00.000')), now)).toEqual([]);
  });

  it.each<[string, Date, string | null]>([
    ['before it opens', at('05-02T00:00:00.000'), 'june'],
    ['as it closes', june.closesAt, 'june'],
    ['a millisecond later', ms(june.closesAt, 1), 'july'],
    ['as the last one closes', july.closesAt, 'july'],
    ['after the last one', ms(july.closesAt, 1), null],
  ])('PROV-29: an application submitted %s is in its window', (_, submittedAt, expected) => {
    expect(windowOf(submittedAt, [july, june])?.id ?? null).toBe(expected);
  });

  it.each<[string, string, Date, Date, string[]]>([
    ['in its window', 'june', now, now, []],
    ['in its window, long after it closed', 'june', june.closesAt, july.closesAt, []],
    ['in a window that is none', 'may', now, now, ['PROV-29 WINDOW_UNKNOWN input.windowId']],
    [
      'in a window that closed a millisecond before it came',
      'june',
      ms(june.closesAt, 1),
      july.opensAt,
      ['PROV-29 WINDOW_CLOSED_FIRST input.windowId'],
    ],
    ['in the window after its own', 'july', now, july.opensAt, ['PROV-29 NOT_ITS_WINDOW input.windowId']],
    ['as its window opens', 'july', ms(june.closesAt, 1), july.opensAt, []],
    [
      'a millisecond before',
      'july',
      ms(june.closesAt, 1),
      ms(july.opensAt, -1),
      ['PROV-29 WINDOW_NOT_OPEN input.windowId'],
    ],
  ])('PROV-29: is evaluated or not: %s', (_, window, submittedAt, when, expected) => {
    const refusal = evaluationRefusal(window, submittedAt, [june, july], when);
    expect(codesOf(refusal ? [refusal] : [])).toEqual(expected);
  });
});
