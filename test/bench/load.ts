import { Agent, request as httpRequest } from 'node:http';

/** One request, as often as is wanted. */
export interface Asked {
  readonly url: string;
  readonly authorization?: string;
  /** JSON of a GraphQL request; without it the URL is asked by GET. */
  readonly body?: string;
}

export interface Taken {
  readonly text: string;
  /** From sending it to the last byte of the answer. */
  readonly ms: number;
}

const agent = new Agent({ keepAlive: true });

/** @throws on any answer but 200, and on one that holds errors of GraphQL */
export function send({ url, authorization, body }: Asked): Promise<Taken> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const request = httpRequest(url, {
      agent,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(authorization ? { authorization } : {}),
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const ms = performance.now() - began;
        const text = Buffer.concat(chunks).toString('utf8');
        if (response.statusCode === 200 && !text.includes('"errors":')) resolve({ text, ms });
        else reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 500)}`));
      });
    });
    request.end(body);
  });
}

/** Sends it so many times, so many at once. @returns the latencies in milliseconds */
export async function sendMany(asked: Asked, count: number, atOnce: number): Promise<number[]> {
  const latencies: number[] = [];
  await times(count, atOnce, async () => {
    latencies.push((await send(asked)).ms);
  });
  return latencies;
}

/** Does it so many times, so many at once. */
export async function times(count: number, atOnce: number, act: () => Promise<void>): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await act();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
