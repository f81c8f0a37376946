import { readFile } from 'node:fs/promises';
import { buildSchema, parse } from 'graphql';
import { SUBGRAPHS } from '../../../hub/subgraphs.js';
import { askerOf } from '../../../kernel/graphql/asked.js';
import { CALLERS } from '../toy.js';

const broker = CALLERS.bromley;
const laneOf = (query: string, caller = broker, operationName?: string) =>
  askerOf(caller, { document: parse(query), operationName }, ['sendReplacement']).lane;

describe('in whose turn an operation is answered', () => {
  it.each([
    ['read', '{ alerts { id } }'],
    ['act', 'mutation { awardCallOff { id } }'],
    ['own', 'mutation { sendReplacement { id } }'],
    ['own', 'mutation { a: sendReplacement { id } b: sendReplacement { id } }'],
    ['act', 'mutation { sendReplacement { id } awardCallOff { id } }'],
    ['act', 'mutation { ...A } fragment A on Mutation { awardCallOff { id } }'],
  ])('NFR-06: as what it %ss: %s', (lane, query) => {
    expect(laneOf(query)).toBe(lane);
  });

  it('NFR-06: of several operations the one that is named counts', () => {
    const both = 'query Look { alerts { id } } mutation Send { sendReplacement { id } }';
    expect([laneOf(both, broker, 'Look'), laneOf(both, broker, 'Send')]).toEqual(['read', 'own']);
  });

  it('NFR-06: services ask as the hub itself, and what feeds tell is asked for everybody of a class', () => {
    const service = { ...broker, subject: 'service:tenders', role: 'hub' } as const;
    expect(askerOf(service, { document: parse('{ standing }') }, [])).toEqual({ lane: 'own' });
    const view = { ...broker, subject: 'view', organisation: '', viewClass: true };
    expect(askerOf(view, { document: parse('{ item }') }, [])).toMatchObject({
      lane: 'act',
      client: 'view broker bromley',
    });
  });

  it('NFR-06, DEL-25: what a subgraph declares as urgent are acts of the contract, the steps of alerts among them', async () => {
    const schema = buildSchema(await readFile('schema/api.graphql', 'utf8'), { assumeValidSDL: true });
    const acts = Object.keys(schema.getMutationType()!.getFields());
    const urgent = SUBGRAPHS.flatMap((each) => each.urgent ?? []);
    expect(urgent.filter((each) => !acts.includes(each))).toEqual([]);
    expect(urgent).toEqual(expect.arrayContaining(['sendReplacement', 'recordPersonContact', 'notifyCouncil']));
  });
});
