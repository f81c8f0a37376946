import { Client } from 'pg';

const ANSWER_LIMIT_MS = 2_000;

/**
 * What the server at `url` says about itself; undefined while none answers there. In the password exchange (SCRAM) the
 * server proves, too, that it is the one whose password we hold.
 */
export async function ask(url: string): Promise<{ readonly durable: boolean } | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: ANSWER_LIMIT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ fsync: string }>('show fsync');
    return { durable: rows[0]?.fsync === 'on' };
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}
