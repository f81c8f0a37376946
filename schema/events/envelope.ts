/**
 * What is written to the event log with a change, in the change's own transaction (docs/adr on the event log).
 * CloudEvents-shaped; `seq` is added by the sequencer and is, enciphered, the cursor of every feed.
 */
export interface NewEvent<Type extends string = string, Data = unknown> {
  /** Past tense, e.g. `CallOffPublished`. */
  readonly type: Type;
  /** What it happened to: `call-off/7f3c…`. Events of one subject keep the order in which they were recorded. */
  readonly subject: string;
  readonly council: string | null;
  /** Who is told live; empty for what only the subgraphs hear. Never an identity of a person. */
  readonly audience: Audience;
  /** When it happened in the world, by the hub's clock unless a source system says otherwise. */
  readonly occurredAt: Date;
  readonly data: Data;
  /** Who did it, for the audit trail (IDG-16). */
  readonly actor: { readonly subject: string; readonly role: string; readonly organisation: string };
}

export interface Audience {
  /** Ids of the providers told. */
  readonly providers?: readonly string[];
  /** Roles of the event's council told. */
  readonly roles?: readonly string[];
}

/** An event as read from the log. */
export interface LoggedEvent<Type extends string = string, Data = unknown> extends NewEvent<Type, Data> {
  readonly id: string;
  /** Dense integer given by the sequencer: the cursor. */
  readonly seq: number;
  readonly recordedAt: Date;
}
