import { once } from 'node:events';
import { createServer } from 'node:net';

export const HOST = '127.0.0.1';

/** Settings for the command line, where nothing written in the data directory overrides them. */
export function settings(port: number, durable: boolean): string[] {
  const values = {
    listen_addresses: HOST,
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: durable ? '512MB' : '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // This level leaves out the errors of sessions, whose detail quotes rows.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '256MB' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('No free port was given');
  return address.port;
}
