import type { Role } from '../../kernel/identity/caller.js';
import { ROW_STREAMS } from '../../schema/row-streams.js';

/**
 * What one operation may ask, decided before anything is planned or fetched, and the same on every transport.
 *
 * Cost is static and can be worked out by hand: every field counts 1, and what lies below a list counts once for each
 * item; of items there are as many as the field's `first` or `last` says, otherwise 20. The `edges` and `nodes` of a
 * connection are its items. A mutation counts 10 more for each of its acts. Every different entry of a list that is
 * given counts 1, and fields that read many rows whatever is shown of them count what `schema/weights.ts` says.
 */
export interface Limits {
  /** Bytes of one HTTP body or WebSocket message. */
  readonly bodyBytes: number;
  readonly variablesBytes: number;
  /**
   * Acts that take rows by the thousand: bytes of the HTTP body, and of the variables, of an operation that asks one of
   * them and nothing else, and entries in all its lists. Bodies of that size are read from the roles that may ask it alone.
   */
  readonly bulk: {
    readonly acts: readonly string[];
    readonly roles: readonly Role[];
    readonly bytes: number;
    readonly entries: number;
  };
  /** Entries in all lists of one variable. */
  readonly entries: number;
  /** Entries in all lists of one argument of what is read. */
  readonly entriesOfAnArgument: number;
  readonly documentBytes: number;
  readonly tokens: number;
  readonly depth: number;
  /** Each of these for the whole document; inline fragments count as fragments. */
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly fragments: number;
  readonly rootFields: number;
  /** Fields asked again in the same selection: validation compares each with each. */
  readonly repeats: number;
  /** Cost of one operation, by role; a client's allowance is four of them, refilled in twenty seconds. */
  readonly cost: Readonly<Record<Role, number>>;
  /** Open sockets and event streams of one client. */
  readonly streamsPerClient: number;
  /** Operations and feeds at once on one socket. */
  readonly operationsPerSocket: number;
  /** Operations at once of one client, over all its connections. */
  readonly operationsPerClient: number;
  /** Operations at once in this process. From four fifths on, only mutations are taken. */
  readonly operations: number;
  /** Connections of this process, whatever they are for; unless given, as many as its system lets it hold open. */
  readonly connections: number;
  /** Open sockets and event streams of this process; unless given, nine tenths of them. */
  readonly streams: number;
  /** Roles that may read the schema through the API. */
  readonly introspection: readonly Role[];
}

const MACHINE = 20_000;
const PERSON = 10_000;

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 1024 * 1024,
  variablesBytes: 512 * 1024,
  bulk: {
    acts: Object.values(ROW_STREAMS).map(({ act }) => act),
    roles: ['rostering', 'call-monitoring', 'provider-user'],
    bytes: 4 * 1024 * 1024,
    entries: 100_000,
  },
  entries: 10_000,
  entriesOfAnArgument: 1000,
  documentBytes: 32 * 1024,
  tokens: 2000,
  depth: 14,
  fields: 300,
  aliases: 30,
  directives: 30,
  fragments: 20,
  rootFields: 10,
  repeats: 20,
  cost: {
    broker: PERSON,
    practitioner: PERSON,
    'discharge-team': PERSON,
    commissioner: PERSON,
    'contract-officer': PERSON,
    'case-system': MACHINE,
    duty: PERSON,
    'contact-desk': PERSON,
    'emergency-duty': PERSON,
    'provider-user': PERSON,
    rostering: MACHINE,
    'call-monitoring': MACHINE,
    operator: MACHINE,
    hub: MACHINE,
  },
  streamsPerClient: 20,
  operationsPerSocket: 20,
  operationsPerClient: 100,
  operations: 1000,
  connections: 20_000,
  streams: 18_000,
  introspection: ['operator'],
};

/** Bytes of a body that is read from this role at all. */
export function bodyBytesOf(role: Role, { bodyBytes, bulk }: Limits): number {
  return bulk.roles.includes(role) ? Math.max(bodyBytes, bulk.bytes) : bodyBytes;
}
