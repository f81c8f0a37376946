import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { LineAnswer } from '../../../adapters/visits/line-stream.js';

export interface StreamStandIn {
  readonly hubUrl: string;
  /** Every stream that came, with its rows. */
  readonly sent: ReadonlyArray<{
    readonly source: string | null;
    readonly rows: ReadonlyArray<Record<string, unknown>>;
  }>;
  stop(): Promise<void>;
}

/**
 * A server that takes every row of the hub's stream of visits, or answers as a test says, the last row first; null leaves a
 * row unanswered.
 */
export async function startStreamStandIn(
  answerTo: (row: Record<string, unknown>) => Partial<LineAnswer> | null = () => ({}),
): Promise<StreamStandIn> {
  const sent: Array<StreamStandIn['sent'][number]> = [];
  const server = createServer(async (request, response) => {
    const rows = (await text(request))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    sent.push({ source: new URL(request.url!, 'http://hub').searchParams.get('source'), rows });
    const answers = rows.flatMap((row, nth) => {
      const answer = answerTo(row);
      return answer ? [{ line: nth + 1, verdict: 'NEW', refusal: null, notices: [], ...answer }] : [];
    });
    response.end([...answers.reverse(), { done: true }].map((each) => `${JSON.stringify(each)}\n`).join(''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    hubUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
