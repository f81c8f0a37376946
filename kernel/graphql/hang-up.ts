import type { ServerResponse } from 'node:http';

/** Comes when a client hangs up before it has its answer. */
export function hangUp(response: ServerResponse): AbortSignal {
  const givenUp = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) givenUp.abort();
  });
  return givenUp.signal;
}
