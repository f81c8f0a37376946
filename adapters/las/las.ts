import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type GraphQLInputObjectType, type GraphQLSchema, isInputObjectType, parse, typeFromAST } from 'graphql';
import { operation, publishedSchema } from '../contract.js';
import { exitCodeOf } from '../file-report.js';
import { createGatewayClient, HubFaultError, HubUnavailableError, type Patience } from '../gateway-client.js';
import { MappingError } from '../mapping.js';
import type { RowReader } from '../row-reader.js';
import { removeUnfinished } from '../write-whole.js';
import { Arrivals } from './arrivals.js';
import { type HubState, type Inbound, requestReaders, type Submission, type TakenFile, takeFiles } from './inbound.js';
import { KINDS, SERVICE_LINE, SERVICE_LINE_FILES } from './kinds.js';
import { type FileMapping, type Kind, type Mapping, readMapping } from './mapping.js';
import {
  type AwaitingPlacement,
  type Outbound,
  type OutboundReport,
  placementsAwaiting,
  sendOut,
  WAITING_FILE,
} from './outbound.js';
import { TakenRows } from './taken-rows.js';

/**
 * The adapter of one council's case system: exported requests in, service lines and IPOs out, by files and the hub's
 * public API alone.
 */
export interface LasOptions {
  /** Where the case system puts its exports, and where each file's report is written. */
  readonly folder: string;
  /** Where IPOs are put; without it nothing is sent out. */
  readonly outbound?: string;
  /** The council's mapping, or where it is. */
  readonly mapping: string | Mapping;
  readonly council: string;
  /** Such as `http://127.0.0.1:4000/graphql`. */
  readonly gatewayUrl: string;
  /** Of a case-system credential. Asked for each request when it is a function. */
  readonly token: string | (() => string | Promise<string>);
  /** Opens the IPOs' PDFs; needed with `outbound`. */
  readonly pdfPassword?: string;
  /** Where the adapter remembers what was taken; `.las` in the folder unless given. */
  readonly stateFolder?: string;
  /** So long must a file stay as it is before it is read. */
  readonly settleMs?: number;
  /** So long may a file end in the middle before it is reported. */
  readonly incompleteAfterMs?: number;
  readonly atOnce?: number;
  readonly patience?: Patience;
  /** The hub's schema; the one published with this package unless given. */
  readonly schema?: GraphQLSchema;
  /**
   * The line of a placement on the case system, where a program can be asked. Without it the adapter waits for a file of
   * service lines; `madeUpServiceLine` is for a sandbox.
   */
  readonly serviceLineOf?: (placement: AwaitingPlacement) => Promise<string | undefined>;
  /** Judges the files and neither sends nor writes anything. */
  readonly dryRun?: boolean;
  readonly now?: () => Date;
  readonly log?: (line: string) => void;
  readonly progress?: (file: string, done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface RunReport {
  readonly files: readonly TakenFile[];
  /** Still being written, or ending in the middle. */
  readonly waiting: readonly string[];
  /** Files that the mapping has no pattern for. */
  readonly unrecognised: readonly string[];
  /** Null when nothing was sent out. */
  readonly outbound: OutboundReport | null;
  /** Why the hub could not be asked, as a code; null when it could. */
  readonly hubDown: string | null;
}

/** How the command of one pass ends: 0 when everything was taken, 2 when something was not, 1 when nothing was read. */
export function exitCodeOfRun({ files, waiting, unrecognised, hubDown }: RunReport): 0 | 1 | 2 {
  return exitCodeOf(files, waiting.length + unrecognised.length + (hubDown ? 1 : 0));
}

/**
 * One pass over both folders.
 * @throws MappingError when the mapping cannot be used
 */
export async function runOnce(options: LasOptions): Promise<RunReport> {
  const adapter = await prepare(options);
  const { settling } = await adapter.arrivals.look();
  // Timers may be a little early.
  if (settling.length > 0) await sleep(adapter.settleMs + 5, undefined, { signal: options.signal });
  return adapter.pass();
}

/**
 * Passes again and again until `signal` aborts; then it returns.
 * @throws MappingError when the mapping cannot be used
 */
export async function watch(
  options: LasOptions & { readonly everyMs?: number; readonly onPass?: (report: RunReport) => void },
  signal: AbortSignal,
): Promise<void> {
  const adapter = await prepare({ ...options, signal });
  const { log = console.log, everyMs = 5_000, onPass } = options;
  while (!signal.aborted) {
    try {
      onPass?.(await adapter.pass());
    } catch (error) {
      if (signal.aborted) return;
      // A folder that is not there just now, or a full disk: it is tried again.
      log(`The pass ended early: ${(error as Error).message}`);
    }
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }
}

const MINUTE_MS = 60_000;

interface Adapter {
  readonly arrivals: Arrivals;
  readonly settleMs: number;
  pass(): Promise<RunReport>;
}

async function prepare(options: LasOptions): Promise<Adapter> {
  const { folder, council, token, signal, log = console.log, settleMs = 2_000 } = options;
  const own = typeof options.mapping === 'string' ? await readMapping(options.mapping) : options.mapping;
  if (own.council !== council)
    throw new MappingError([`council: it is written for ${own.council}, not for ${council}.`]);
  const mapping: Mapping = { ...own, files: [...own.files, ...SERVICE_LINE_FILES] };
  const schema = options.schema ?? (await publishedSchema());
  const client = createGatewayClient({
    url: options.gatewayUrl,
    token: typeof token === 'string' ? () => token : token,
    ...(options.patience && { patience: options.patience }),
    ...(signal && { signal }),
  });
  const arrivals = new Arrivals(folder, settleMs);
  if (!options.dryRun) await removeUnfinished(folder);
  const inbound: Inbound = {
    folder,
    council,
    mapping,
    client,
    arrivals,
    submissions: {
      'service-request': await submission(schema, 'service-request'),
      'discharge-passport': await submission(schema, 'discharge-passport'),
      'service-line': { document: await operation(KINDS['service-line'].operation), input: SERVICE_LINE },
    },
    placementsWaiting: async () => new Map(),
    dryRun: options.dryRun ?? false,
    taken: await TakenRows.open(options.stateFolder ?? join(folder, '.las')),
    now: options.now ?? (() => new Date()),
    incompleteAfterMs: options.incompleteAfterMs ?? 15 * MINUTE_MS,
    atOnce: options.atOnce ?? 4,
    progress: options.progress,
    signal,
  };
  const readers = requestReaders(inbound);
  const outbound = options.dryRun ? null : await outboundOf(options, client);
  const awaiting = await operation('placements-awaiting-service-line');
  const ofThisPass = (): Inbound => ({
    ...inbound,
    placementsWaiting: onceOnly(() => idsByReference({ client, signal, documents: { awaiting } })),
  });
  return { arrivals, settleMs, pass: () => pass(ofThisPass(), readers, outbound, log) };
}

/** Placements that wait for their line. */
async function idsByReference(asking: Parameters<typeof placementsAwaiting>[0]): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for await (const { id, reference } of placementsAwaiting(asking)) ids.set(reference, id);
  return ids;
}

function onceOnly<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

async function pass(
  inbound: Inbound,
  readers: ReadonlyMap<FileMapping, RowReader>,
  outbound: Outbound | null,
  log: (line: string) => void,
): Promise<RunReport> {
  const hub: HubState = { down: null };
  const { settled, settling } = await inbound.arrivals.look();
  const { files, waiting, unrecognised } = await takeFiles(inbound, readers, settled, hub);
  for (const { file, status, accepted, unchanged, refused, pending, again } of files) {
    if (again) log(`${file}: read before and unchanged, nothing new`);
    else
      log(`${file}: ${status}, ${accepted} accepted, ${unchanged} unchanged, ${refused} refused, ${pending} pending`);
  }
  let sent: OutboundReport | null = null;
  // What the hub lacks for a request it does not lack for an order.
  if (outbound && (hub.down === null || hub.down === 'FACTS_UNAVAILABLE')) {
    try {
      sent = await sendOut(outbound);
      const { serviceLines, iposWritten, iposAcknowledged, waitingForLine } = sent;
      if (waitingForLine > 0) log(`${waitingForLine} placements wait for their service line: ${WAITING_FILE}`);
      if (serviceLines + iposWritten + iposAcknowledged > 0) {
        log(`${serviceLines} service lines recorded, ${iposWritten} IPOs written, ${iposAcknowledged} acknowledged`);
      }
    } catch (error) {
      if (!(error instanceof HubUnavailableError || error instanceof HubFaultError)) throw error;
      hub.down = error.code;
    }
  }
  if (hub.down) log(`The hub could not be asked (${hub.down}); what is left is tried again with the next pass.`);
  return { files, waiting: [...settling, ...waiting], unrecognised, outbound: sent, hubDown: hub.down };
}

async function outboundOf(options: LasOptions, client: Outbound['client']): Promise<Outbound | null> {
  const { outbound: folder, pdfPassword: password, council, serviceLineOf, signal, log = console.log } = options;
  if (folder === undefined) return null;
  if (!password || password.length < 12)
    throw new Error('IPOs are protected: give a password of at least 12 characters.');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeUnfinished(folder);
  const documents = {
    awaiting: await operation('placements-awaiting-service-line'),
    record: await operation('record-service-line'),
    collect: await operation('collect-ipos'),
    acknowledge: await operation('acknowledge-ipo'),
  };
  return { folder, council, client, documents, password, serviceLineOf, log, signal };
}

/** The operation of a kind of file, and the type of its `$input` as the published schema has it. */
async function submission(schema: GraphQLSchema, kind: Exclude<Kind, 'service-line'>): Promise<Submission> {
  const document = await operation(KINDS[kind].operation);
  for (const definition of parse(document).definitions) {
    if (definition.kind !== 'OperationDefinition') continue;
    for (const { variable, type } of definition.variableDefinitions ?? []) {
      if (variable.name.value !== 'input') continue;
      const input = typeFromAST(schema, type.kind === 'NonNullType' ? type.type : type);
      if (isInputObjectType(input)) return { document, input: input as GraphQLInputObjectType };
    }
  }
  throw new Error(`The published schema has no input for ${KINDS[kind].operation}.`);
}
