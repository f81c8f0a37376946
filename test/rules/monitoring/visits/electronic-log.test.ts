import {
  isByHand,
  isInPlace,
  isLoggedElectronically,
} from '../../../../subgraphs/monitoring/rules/visits/electronic-log.js';
import type { LogFacts } from '../../../../subgraphs/monitoring/rules/visits/visit-facts.js';
import { aLog, at, NINE } from '../a-visit.js';

const stay = (logs: readonly LogFacts[], to: Date | null = at(30)) => ({ worker: 'W1', from: NINE, to, logs });

describe('a log that is electronic', () => {
  it.each([
    [0, 0, true],
    [200, 200, true],
    [201, 0, false],
    [0, 201, false],
    [null, null, true],
  ])('DEL-02: %s m away at the arrival and %s m at the departure', (arrivedMetres, departedMetres, inPlace) => {
    expect(isInPlace({ arrivedMetres, departedMetres }, 200)).toBe(inPlace);
  });

  it.each([
    ['GPS', 'TAG', false],
    ['MANUAL', 'GPS', true],
    ['TELEPHONE', 'MANUAL', true],
    ['GPS', null, false],
  ] as const)('DEL-03: by %s and %s', (arrivedBy, departedBy, byHand) => {
    expect(isByHand({ arrivedBy, departedBy })).toBe(byHand);
  });

  it.each<[string, Partial<LogFacts>, boolean]>([
    ['whole', {}, true],
    ['by hand', { arrivedBy: 'MANUAL' }, false],
    ['left by hand', { departedBy: 'MANUAL' }, false],
    ['out of place', { departedMetres: 201 }, false],
  ])('DEL-03: one that is %s', (_what, over, electronic) => {
    expect(isLoggedElectronically(stay([aLog(over)]), 200)).toBe(electronic);
    // All that say so must be electronic.
    expect(isLoggedElectronically(stay([aLog(), aLog(over)]), 200)).toBe(electronic);
  });

  it('DEL-03: one that is still open is not', () => {
    expect(isLoggedElectronically(stay([aLog({ departedAt: null, departedBy: null })], null), 200)).toBe(false);
  });
});
