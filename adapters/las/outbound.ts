import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatewayClient, Refusal } from '../gateway-client.js';
import { writeWhole } from '../write-whole.js';
import { type CollectedIpo, ipoJson, ipoPdf } from './ipo-document.js';

/** From the hub to the council: service lines of new placements, and IPOs into a folder. [AWRD-02, AWRD-03] */

export interface Outbound {
  /** Where IPOs are put. */
  readonly folder: string;
  readonly council: string;
  readonly client: GatewayClient;
  readonly documents: Readonly<Record<'awaiting' | 'record' | 'collect' | 'acknowledge', string>>;
  /** Opens the PDFs. */
  readonly password: string;
  /** The line that the case system has for a placement, where it can be asked; undefined while it has none. */
  readonly serviceLineOf: ((placement: AwaitingPlacement) => Promise<string | undefined>) | undefined;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface AwaitingPlacement {
  readonly id: string;
  readonly reference: string;
  readonly packageReference: string;
}

export interface OutboundReport {
  /** Placements that were given their line. */
  readonly serviceLines: number;
  /** Placements that wait for the council's file of service lines. */
  readonly waitingForLine: number;
  /** IPOs put into the folder now; one that was there already is only acknowledged. */
  readonly iposWritten: number;
  readonly iposAcknowledged: number;
  /** What the hub refused, by rule and code. */
  readonly refused: readonly string[];
}

const PAGE = 50;
/** More pages than any council has waiting. */
const PAGES_AT_MOST = 200;

export async function sendOut(outbound: Outbound): Promise<OutboundReport> {
  const refused: string[] = [];
  const lines = await recordServiceLines(outbound, refused);
  return { ...lines, ...(await collectIpos(outbound, refused)), refused };
}

/** The list of placements that wait for a line: with its last column filled in, it is the file that says them. */
export const WAITING_FILE = 'placements-awaiting-service-line.csv';

async function recordServiceLines(
  outbound: Outbound,
  refused: string[],
): Promise<Pick<OutboundReport, 'serviceLines' | 'waitingForLine'>> {
  const { client, documents, folder, council, serviceLineOf, log } = outbound;
  const waiting: AwaitingPlacement[] = [];
  let recorded = 0;
  for await (const placement of placementsAwaiting(outbound)) {
    const lasLineId = await serviceLineOf?.(placement);
    if (lasLineId === undefined) {
      waiting.push(placement);
      continue;
    }
    const idempotencyKey = keyOf('service-line', council, placement.id, lasLineId);
    const { recordServiceLine } = await client.ask<{ recordServiceLine: Payload }>(documents.record, {
      input: { placementId: placement.id, lasLineId, idempotencyKey },
    });
    if (isRefused(recordServiceLine, `service line of ${placement.reference}`, refused, log)) continue;
    recorded += 1;
  }
  if (serviceLineOf) return { serviceLines: recorded, waitingForLine: waiting.length };
  const rows = waiting.map(({ reference, packageReference }) => `${reference},${packageReference},\r\n`);
  await writeWhole(join(folder, WAITING_FILE), `Placement,Package,Service line\r\n${rows.join('')}`);
  return { serviceLines: recorded, waitingForLine: waiting.length };
}

/** Placements that have no line on the case system yet. */
export function placementsAwaiting(
  asking: Pick<Outbound, 'client' | 'signal'> & { readonly documents: Pick<Outbound['documents'], 'awaiting'> },
): AsyncGenerator<AwaitingPlacement> {
  return rowsOf<AwaitingPlacement>(asking, asking.documents.awaiting);
}

async function collectIpos(outbound: Outbound, refused: string[]) {
  const { client, documents, folder, council, password, log } = outbound;
  let iposWritten = 0;
  let iposAcknowledged = 0;
  for await (const ipo of rowsOf<CollectedIpo>(outbound, documents.collect)) {
    // It becomes the name of a file.
    if (!/^[A-Z0-9-]{1,40}$/i.test(ipo.reference) || !Number.isInteger(ipo.version)) {
      throw new Error('The hub gave an IPO a reference that cannot name a file.');
    }
    const path = join(folder, `${ipo.reference}-v${ipo.version}`);
    // The JSON last: where it is, both are.
    if (!(await exists(`${path}.json`))) {
      await writeWhole(`${path}.pdf`, await ipoPdf(ipo, password));
      await writeWhole(`${path}.json`, ipoJson(ipo));
      iposWritten += 1;
    }
    const { acknowledgeIpo } = await client.ask<{ acknowledgeIpo: Payload }>(documents.acknowledge, {
      input: { ipoId: ipo.id, idempotencyKey: keyOf('ipo', council, ipo.id) },
    });
    if (!isRefused(acknowledgeIpo, `IPO ${ipo.reference}`, refused, log)) iposAcknowledged += 1;
  }
  return { iposWritten, iposAcknowledged };
}

interface Payload {
  readonly refusals: readonly Refusal[];
}

function isRefused(payload: Payload, what: string, refused: string[], log: (line: string) => void): boolean {
  const { refusals } = payload;
  for (const { rule, code, message } of refusals) log(`${what} refused: ${rule} ${code}: ${message}`);
  refused.push(...refusals.map(({ rule, code }) => `${rule} ${code}`));
  return refusals.length > 0;
}

/** Every row of a list, page after page, whatever leaves it meanwhile. */
async function* rowsOf<Row>(
  { client, signal }: Pick<Outbound, 'client' | 'signal'>,
  document: string,
): AsyncGenerator<Row> {
  let after: string | null = null;
  for (let page = 0; page < PAGES_AT_MOST; page += 1) {
    const data: Readonly<Record<string, Connection<Row> | null>> = await client.ask(document, { first: PAGE, after });
    const connection = Object.values(data)[0];
    for (const { node } of connection?.edges ?? []) {
      signal?.throwIfAborted();
      yield node;
    }
    if (!connection?.pageInfo.hasNextPage) return;
    after = connection.pageInfo.endCursor;
  }
}

interface Connection<Row> {
  readonly edges: ReadonlyArray<{ readonly node: Row }>;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** For a sandbox that has no case system to give a service its line: one is made up, the same each time. */
export async function madeUpServiceLine({ id }: AwaitingPlacement): Promise<string> {
  const digits = BigInt(`0x${createHash('sha256').update(id).digest('hex').slice(0, 12)}`) % 100_000_000n;
  return `SL-${String(digits).padStart(8, '0')}`;
}

function keyOf(...parts: readonly string[]): string {
  return `las-${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
}

/** Whether a file is there; a link that somebody put in its place is none, and is replaced. */
async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
