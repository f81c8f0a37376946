/** The statements that create the platform, and each subgraph's place in it. All of them may be run again. */

/** A subgraph's schema, and what each of its roles may do in it and in the platform; a migration tells what it brings. */
export function subgraphSql(subgraph: string, readerRoles: readonly string[]): string {
  const readers = readerRoles.map((reader) => `${subgraph}_${reader}`).join(', ');
  const all = `${subgraph}_app, ${subgraph}_owner, ${readers}`;
  return `
    create schema if not exists ${subgraph} authorization ${subgraph}_owner;
    grant usage on schema ${subgraph} to ${subgraph}_app, ${readers};
    alter default privileges for role ${subgraph}_owner in schema ${subgraph}
      grant select, insert, update, delete on tables to ${subgraph}_command, ${subgraph}_system;
    alter default privileges for role ${subgraph}_owner in schema ${subgraph}
      grant select on tables to ${subgraph}_council, ${subgraph}_provider;
    alter default privileges for role ${subgraph}_owner in schema ${subgraph}
      grant usage, select on sequences to ${subgraph}_command, ${subgraph}_system;
    grant usage on schema platform to ${all};
    grant select on platform.event, platform.council, platform.council_policy, platform.sandbox_clock, platform.cursor_secret
      to ${all};
    grant select, insert, update on platform.watch to ${subgraph}_system;
    grant insert (type, subject, council, audience, actor, occurred_at, recorded_at, data) on platform.event
      to ${subgraph}_command, ${subgraph}_system, ${subgraph}_owner;
  `;
}

/**
 * What the one subgraph that keeps councils, their policies and access may do beyond that: its system role adds to all
 * three, and nobody takes a row away. A council's people read the access that concerns their council.
 */
export function councilKeeperSql(subgraph: string): string {
  const ofCouncils = `string_to_array(current_setting('hub.councils', true), ',')`;
  return `
    grant insert on platform.council, platform.council_policy to ${subgraph}_system;
    grant select, insert, update on platform.access_grant to ${subgraph}_system;
    grant select on platform.access_grant to ${subgraph}_council;
    drop policy if exists keeper_acts on platform.access_grant;
    create policy keeper_acts on platform.access_grant to ${subgraph}_system using (true) with check (true);
    drop policy if exists council_reads on platform.access_grant;
    create policy council_reads on platform.access_grant for select to ${subgraph}_council
      using (organisation = any(${ofCouncils}) or councils && ${ofCouncils});
  `;
}

/** The platform's own tables, functions and grants. */
export const PLATFORM_SQL = `
  create schema if not exists platform;

  -- Sandbox clock: no row is system time. One row moves or freezes time for every process of the hub at once.
  create table if not exists platform.sandbox_clock (
    only_row boolean primary key default true check (only_row),
    offset_ms bigint not null default 0,
    frozen_at timestamptz(3)
  );
  create or replace function platform.now() returns timestamptz(3) language sql volatile security definer
    set search_path = platform as $$
    select date_trunc('milliseconds', coalesce(
      (select coalesce(frozen_at, clock_timestamp() + offset_ms * interval '1 millisecond') from platform.sandbox_clock),
      clock_timestamp()))
  $$;

  -- Until when each subgraph could be reached, in system time: a gap is an outage (NFR-07). The row of 'gateway' is
  -- written by all gateways, which may write no other: it says when one of them was last up.
  create table if not exists platform.watch (subgraph text primary key, at timestamptz(3) not null);
  create or replace function platform.gateway_is_up() returns void language plpgsql security definer
    set search_path = platform, pg_temp as $$
    declare before timestamptz;
    begin
      select at into before from platform.watch where subgraph = 'gateway' for update;
      insert into platform.watch (subgraph, at) values ('gateway', clock_timestamp())
        on conflict (subgraph) do update set at = excluded.at;
      -- Timers that waited for a gateway wait no longer.
      if before < clock_timestamp() - interval '10 seconds' then perform pg_notify('clock_moved', ''); end if;
    end $$;
  revoke execute on function platform.gateway_is_up() from public;

  create table if not exists platform.council (id text primary key, name text not null);

  -- Policy is data: one document a council, dated and versioned; decisions keep the version (catalogue 26).
  create table if not exists platform.council_policy (
    council text not null references platform.council,
    version integer not null,
    effective_from timestamptz(3) not null,
    document jsonb not null,
    primary key (council, version)
  );

  -- Live grants of named users and machine credentials (IDG-06, IDG-27).
  create table if not exists platform.access_grant (
    subject text primary key,
    role text not null,
    organisation text not null,
    councils text[] not null,
    scopes text[] not null,
    valid_from timestamptz(3) not null,
    valid_until timestamptz(3),
    revoked_at timestamptz(3)
  );
  create or replace function platform.tell_access_grant() returns trigger language plpgsql as $$
    begin perform pg_notify('access_grant', ''); return null; end $$;
  create or replace trigger access_grant_changed after insert or update or delete on platform.access_grant
    for each statement execute function platform.tell_access_grant();

  -- The event log: written with the change, numbered by the sequencer, never altered (IDG-16).
  create table if not exists platform.event (
    position bigint generated always as identity primary key,
    seq bigint unique,
    id uuid not null unique default uuidv7(),
    type text not null,
    subject text not null,
    council text,
    audience jsonb not null,
    actor jsonb not null,
    occurred_at timestamptz(3) not null,
    recorded_at timestamptz(3) not null,
    data jsonb not null
  );
  -- Under which clients are shown places in the log; made once, for whoever has a cursor keeps it for ever (IDG-23).
  create table if not exists platform.cursor_secret (
    only_row boolean primary key default true check (only_row),
    secret text not null default gen_random_uuid()::text || gen_random_uuid()::text
  );
  insert into platform.cursor_secret default values on conflict do nothing;
  create index if not exists event_unnumbered on platform.event (position) where seq is null;
  create index if not exists event_by_type on platform.event (type, seq);
  create index if not exists event_by_subject on platform.event (subject, position);
  create or replace function platform.tell_event() returns trigger language plpgsql as $$
    begin perform pg_notify('event_recorded', ''); return null; end $$;
  create or replace trigger event_recorded after insert on platform.event
    for each statement execute function platform.tell_event();
  create or replace function platform.keep_event() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.seq is null and new.seq is not null
        and to_jsonb(old) - 'seq' = to_jsonb(new) - 'seq' then return new; end if;
      raise exception 'the event log is append-only (IDG-16)';
    end $$;
  create or replace trigger event_is_append_only before update or delete on platform.event
    for each row execute function platform.keep_event();
  create or replace trigger event_log_is_kept before truncate on platform.event
    for each statement execute function platform.keep_event();

  grant usage on schema platform to platform_sequencer, platform_reader;
  grant select, update (seq) on platform.event to platform_sequencer;
  grant select on all tables in schema platform to platform_reader;
  grant execute on function platform.gateway_is_up() to platform_reader;

  alter table platform.access_grant enable row level security;
  drop policy if exists gateway_reads on platform.access_grant;
  create policy gateway_reads on platform.access_grant for select to platform_reader using (true);
`;
