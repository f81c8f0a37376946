import { jest } from '@jest/globals';
import { parse } from 'graphql';
import { pino } from 'pino';
import { toySubgraphs } from './toy-subgraphs.js';

// As on a platform for which the native module is not built. Before what imports it is imported.
jest.unstable_mockModule('@graphql-hive/router-query-planner', () => {
  throw new Error('no native module for this platform');
});

it('NFR-06: where the Rust planner cannot be loaded, the JavaScript one plans, and the log says so', async () => {
  const { createGateway } = await import('../../gateway/gateway.js');
  const lines: string[] = [];
  const toy = await toySubgraphs();
  const gateway = await createGateway({
    ...toy,
    subgraphs: toy.executors,
    log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }),
  });
  const caller = { subject: 's', role: 'broker', organisation: 'bromley', councils: ['bromley'], scopes: [] } as const;
  const document = parse('{ callOff(id: 1) { reference patch { name } } }');
  expect(await gateway.execute({ document, variables: {}, caller })).toEqual({
    data: { callOff: { reference: 'CO-1', patch: { name: 'East patch' } } },
  });
  expect(lines.join()).toContain('there is no Rust planner here');
  await gateway.stop();
});
