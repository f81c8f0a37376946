import { type EntityClass, type FilterQuery, type FindOptions, IsolationLevel } from '@mikro-orm/core';
import DataLoader from 'dataloader';
import type { DocumentNode } from 'graphql';
import type { EntityManager } from '../database/orm.js';
import { readerFor } from '../database/reader.js';
import { timeOf, type Work } from '../database/work.js';
import type { Caller } from '../identity/caller.js';
import type { EventLogReader } from '../log/event-log.js';
import { isId, LONGEST_REFERENCE, normaliseReference } from '../values/ids.js';
import { type List, type Page, type PageArgs, readPage } from './pages.js';
import type { Reading } from './reading.js';

/**
 * What every resolver gets: who asks, a reader that sees that caller's rows and no more, loaders for one request, and
 * the work that commands are given.
 *
 * A query's reads all run in one transaction: one consistent view, and its row-level session is set once. What is read
 * for the answer (`page`, `find`, `shown`) is read with the columns that the answer needs; whoever looks into a row
 * beside that has `em.find` and `byId`, which read it whole.
 */
export class RequestContext {
  private readonly loaders = new Map<unknown, DataLoader<never, never>>();
  private readonly last: Array<() => Promise<void>> = [];
  private open = false;
  private instant: Promise<Date> | undefined;
  private reading: Reading | undefined;
  readonly em: EntityManager;
  /** Aborted when whoever asked over HTTP has hung up. */
  givenUp: AbortSignal | undefined;

  constructor(
    readonly caller: Caller,
    private readonly base: Omit<Work, 'em' | 'caller' | 'inOpenTransaction'>,
    readonly events: EventLogReader,
    private readonly readingOf?: (document: DocumentNode) => Reading,
  ) {
    this.em = readerFor(base.db, caller);
  }

  /** What commands are given. They open their own transaction: this one only reads. */
  get work(): Work {
    return { ...this.base, caller: this.caller, em: this.em, inOpenTransaction: false };
  }

  /** The same caller anew, nothing read yet: for each event of a subscription, which outlives what its loaders hold. */
  fresh(): RequestContext {
    return new RequestContext(this.caller, this.base, this.events, this.readingOf);
  }

  /** The hub's time, as the database has it: one instant for one request. */
  now(): Promise<Date> {
    this.instant ??= timeOf(this.em);
    return this.instant;
  }

  /** One page of a list of this caller's. Refuses, as `BAD_USER_INPUT`, a page that the list cannot have. */
  page<Row extends object>(entity: EntityClass<Row>, list: List<Row>, request: PageArgs): Promise<Page<Row>> {
    return readPage(this.em, entity, list, request, this.reading?.columnsOf(entity));
  }

  /** Rows for the answer, with what they are found and ordered by; to look into them any further, use `em.find`. */
  find<Row extends object>(
    entity: EntityClass<Row>,
    where: FilterQuery<Row>,
    { orderBy, limit }: Pick<FindOptions<Row>, 'limit'> & { readonly orderBy?: Order<Row> } = {},
  ): Promise<Row[]> {
    const columns = this.reading?.columnsOf(entity);
    const fields = columns && [...new Set([...columns, ...namesIn(where), ...Object.keys(orderBy ?? {})])];
    return this.em.find(entity, where as never, { orderBy, limit, fields } as never) as Promise<Row[]>;
  }

  /** One loader per name and request; `batch` answers one value or null for each key, in order. */
  loader<K, V>(name: string, batch: (keys: readonly K[]) => Promise<ReadonlyArray<V | null>>): DataLoader<K, V | null> {
    return this.loaderFor(name, () => new DataLoader<K, V | null>(batch));
  }

  /** The entity of this id, or null where there is none or this caller may not see it. */
  byId<T extends { id: string }>(entity: EntityClass<T>, id: string): Promise<T | null> {
    return this.load(entity, id, undefined);
  }

  /** The same for the answer; to look into it any further, use `byId`. */
  shown<T extends { id: string }>(entity: EntityClass<T>, id: string): Promise<T | null> {
    return this.load(entity, id, this.reading?.columnsOf(entity));
  }

  private async load<T extends { id: string }>(
    entity: EntityClass<T>,
    id: string,
    fields: readonly string[] | undefined,
  ): Promise<T | null> {
    if (!isId(id)) return null;
    // The columns of an entity are one list for a document.
    const loader = this.loaderFor(
      fields ?? entity,
      () =>
        new DataLoader<string, T | null>(async (ids) => {
          const rows = (await this.em.find(entity, { id: { $in: [...ids] } } as never, { fields } as never)) as T[];
          const found = new Map(rows.map((row) => [row.id, row]));
          return ids.map((each) => found.get(each) ?? null);
        }),
    );
    return loader.load(id);
  }

  /** The entity that a client names by its id or by its reference, or null as with `byId`. */
  async byIdOrReference<T extends { id: string; reference: string }>(
    entity: EntityClass<T>,
    named: string,
  ): Promise<T | null> {
    if (isId(named)) return this.byId(entity, named);
    if (named.length > LONGEST_REFERENCE) return null;
    const where = { reference: normaliseReference(named) } as never;
    const [row] = (await this.em.find(entity, where, { limit: 1 })) as T[];
    return row ?? null;
  }

  private loaderFor<K, V>(key: unknown, make: () => DataLoader<K, V>): DataLoader<K, V> {
    const known = this.loaders.get(key) as DataLoader<K, V> | undefined;
    if (known) return known;
    const loader = make();
    this.loaders.set(key, loader as unknown as DataLoader<never, never>);
    return loader;
  }

  /** @param document what is asked; unless given, everything is read whole */
  async beginReads(document?: DocumentNode): Promise<void> {
    this.reading = document && this.readingOf?.(document);
    // What one statement finds needs no other view of the database than its own.
    if (this.reading?.referencesAlone) return;
    await this.em.begin({ isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true });
    this.open = true;
  }

  /**
   * Does what must be done before the answer leaves, such as keeping who was shown what: when it fails, so does the
   * answer. It waits for the reads to end, so that no request holds two connections; with none open it is done at once.
   */
  async beforeAnswer(act: () => Promise<void>): Promise<void> {
    if (this.open) this.last.push(act);
    else await act();
  }

  async endReads(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    await this.em.rollback();
    for (const act of this.last) await act();
  }
}

type Order<Row> = { readonly [property in keyof Row & string]?: 'asc' | 'desc' };

/** Properties that a condition names, however deep. */
function namesIn(where: unknown): string[] {
  if (Array.isArray(where)) return where.flatMap(namesIn);
  return Object.entries((where ?? {}) as object).flatMap(([name, value]) =>
    name.startsWith('$') ? namesIn(value) : [name],
  );
}
