/** The kernel's own tables in each subgraph's schema, which are not entities. */
export const MACHINERY = ['idempotency', 'reaction_cursor', 'quarantined_event', 'deadline'];

/** Tables every subgraph has for the kernel's machinery; the first statement of its first migration. */
export function machinerySql(subgraph: string): string[] {
  return [
    `create table if not exists ${subgraph}.idempotency (
       organisation text not null, act text not null, key text not null, input_hash text not null,
       result_id text not null, at timestamptz(3) not null, primary key (organisation, act, key))`,
    `create table if not exists ${subgraph}.reaction_cursor (
       name text primary key, seq bigint not null default 0, held_at timestamptz)`,
    `create table if not exists ${subgraph}.quarantined_event (
       name text not null, seq bigint not null, reason text not null, at timestamptz(3) not null, primary key (name, seq))`,
    `create table if not exists ${subgraph}.deadline (
       id uuid primary key default uuidv7(), rule text not null, subject text not null, council text not null,
       started_at timestamptz(3) not null, due_at timestamptz(3) not null, status text not null default 'RUNNING',
       settled_at timestamptz(3), attempts integer not null default 0, retry_at timestamptz(3), data jsonb not null default '{}',
       constraint deadline_status check (status in ('RUNNING', 'MET', 'MISSED', 'CANCELLED')))`,
    `create unique index if not exists deadline_once on ${subgraph}.deadline (rule, subject, due_at)`,
    `create index if not exists deadline_running on ${subgraph}.deadline (due_at) where status = 'RUNNING'`,
    `create index if not exists deadline_of_subject on ${subgraph}.deadline (subject)`,
    `create or replace function ${subgraph}.tell_deadline() returns trigger language plpgsql as $$
       begin perform pg_notify('deadline_${subgraph}', ''); return null; end $$`,
    `create or replace trigger deadline_started after insert on ${subgraph}.deadline
       for each statement execute function ${subgraph}.tell_deadline()`,
  ];
}
