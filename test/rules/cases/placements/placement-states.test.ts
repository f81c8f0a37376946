import fc from 'fast-check';
import {
  isLive,
  overRefusal,
  PLACEMENT_STATES,
  placementStates,
} from '../../../../subgraphs/cases/rules/placements/placement-states.js';
import { answers, anyEvents, rows, walk } from '../state-walk.js';

const EVENTS = [...new Set(placementStates.edges.map((edge) => edge.event))];

const EXPECTED = rows(`
  (new)      | award              | PROPOSED
  (new)      | take over          | ACTIVE
  PROPOSED   | send documents     | DOCS_SENT
  PROPOSED   | cannot proceed     | WITHDRAWN
  DOCS_SENT  | provider assesses  | ASSESSING
  DOCS_SENT  | confirm first call | CONFIRMED
  DOCS_SENT  | cannot proceed     | WITHDRAWN
  ASSESSING  | confirm first call | CONFIRMED
  ASSESSING  | cannot proceed     | WITHDRAWN
  CONFIRMED  | add to LAS         | ON_LAS
  CONFIRMED  | start              | ACTIVE
  CONFIRMED  | cannot proceed     | WITHDRAWN
  ON_LAS     | issue IPO          | IPO_ISSUED
  ON_LAS     | start              | ACTIVE
  ON_LAS     | cannot proceed     | WITHDRAWN
  IPO_ISSUED | start              | ACTIVE
  IPO_ISSUED | cannot proceed     | WITHDRAWN
  ACTIVE     | suspend            | SUSPENDED
  ACTIVE     | end                | ENDED
  SUSPENDED  | resume             | ACTIVE
  SUSPENDED  | end                | ENDED
`);

describe('the life of a placement', () => {
  it('SM-4: takes every listed edge and refuses every other event in every state', () => {
    const { taken, refused } = answers(placementStates, PLACEMENT_STATES, EVENTS);
    expect(taken).toEqual(EXPECTED);
    expect(refused).toBe((PLACEMENT_STATES.length + 1) * EVENTS.length - EXPECTED.length);
  });

  it('SM-4: every state can be reached', () => {
    const reached = new Set(
      fc.sample(anyEvents(EVENTS), { numRuns: 20_000, seed: 1 }).flatMap((events) => walk(placementStates, events)),
    );
    expect([...reached].sort()).toEqual(['(new)', ...PLACEMENT_STATES].sort());
  });

  it('SM-4: a placement that ended or was withdrawn stays so, and only then is it no longer live', () => {
    fc.assert(
      fc.property(anyEvents(EVENTS), (events) => {
        const path = walk(placementStates, events).filter((state) => state !== '(new)');
        const over = path.findIndex((state) => !isLive(state));
        if (over === -1) return;
        expect(['ENDED', 'WITHDRAWN']).toContain(path[over]);
        expect(over).toBe(path.length - 1);
      }),
    );
  });

  it('ROUT-10: no placement that is awarded starts, goes on LAS or gets an IPO that its provider never confirmed', () => {
    fc.assert(
      fc.property(anyEvents(EVENTS), (events) => {
        const path = walk(placementStates, events);
        if (path[1] !== 'PROPOSED') return true;
        const confirmed = path.indexOf('CONFIRMED');
        const later = path.findIndex((state) => state === 'ON_LAS' || state === 'IPO_ISSUED' || state === 'ACTIVE');
        return later === -1 || (confirmed !== -1 && confirmed < later);
      }),
    );
  });

  it('AWRD-03: an IPO is only ever issued for a service that is on LAS', () => {
    fc.assert(
      fc.property(anyEvents(EVENTS), (events) => {
        const path = walk(placementStates, events);
        const issued = path.indexOf('IPO_ISSUED');
        return issued === -1 || path[issued - 1] === 'ON_LAS';
      }),
    );
  });
});

it.each(PLACEMENT_STATES)('SM-4: an act on a placement that is %s is refused exactly when it is over', (state) => {
  expect(overRefusal(state)?.code).toBe(isLive(state) ? undefined : 'PLACEMENT_OVER');
});
