import { once } from 'node:events';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../faults.js';
import { slowReader } from '../shared-faults.js';
import { STALLED_MS } from './lines.js';

/** Writes a part of an answer, after its headers, and waits until there is room for more. @throws Fault if it is not taken */
export async function sendAtPace(response: ServerResponse, headers: OutgoingHttpHeaders, text: string): Promise<void> {
  if (response.destroyed) throw new Fault('BAD_REQUEST', 'The answers were not taken.');
  if (!response.headersSent) response.writeHead(200, headers);
  if (response.write(text)) return;
  const waiting = new AbortController();
  const drained = await Promise.race([
    once(response, 'drain', { signal: waiting.signal }).then(() => true),
    once(response, 'close', { signal: waiting.signal }).then(() => false),
    sleep(STALLED_MS, false, { signal: waiting.signal }),
  ]);
  waiting.abort();
  if (!drained) throw slowReader();
}
