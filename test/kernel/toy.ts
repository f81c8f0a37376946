import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Migration } from '@mikro-orm/migrations';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  Float,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { once } from '../../kernel/database/idempotency.js';
import { machinerySql } from '../../kernel/database/machinery.js';
import { ownedByProvider, rowPolicies } from '../../kernel/database/row-security.js';
import { inTransaction, type Work } from '../../kernel/database/work.js';
import { Needs } from '../../kernel/graphql/needs.js';
import type { RequestContext } from '../../kernel/graphql/request-context.js';
import type { SubgraphDefinition } from '../../kernel/graphql/subgraph-server.js';
import { authorise, type Caller, type Role } from '../../kernel/identity/caller.js';
import { newId } from '../../kernel/values/ids.js';
import type { Outcome } from '../../kernel/values/refusal.js';

/** The smallest subgraph that uses every part of the kernel: councils keep notes, some of them for a provider. */

@ObjectType()
@Directive('@key(fields: "id")')
@Entity({
  tableName: 'note',
  rowLevelSecurity: 'force',
  policies: rowPolicies('toy', { provider: ownedByProvider() }),
})
export class Note {
  @Field(() => ID)
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => String)
  @Property({ type: 'text' })
  council!: string;

  @Field(() => ID, { nullable: true })
  @Property({ type: 'uuid', nullable: true })
  providerId: string | null = null;

  @Field(() => String)
  @Property({ type: 'text' })
  text!: string;
}

class Migration0001Initial extends Migration {
  override up(): void {
    for (const statement of machinerySql('toy')) this.addSql(statement);
    this.addSql(`create table toy.note (id uuid primary key, council text not null, provider_id uuid, text text not null,
      constraint note_is_short check (length(text) <= 100))`);
    this.addSql('alter table toy.note enable row level security');
    this.addSql('alter table toy.note force row level security');
    for (const { name, command, roles, using, check } of rowPolicies('toy', { provider: ownedByProvider() })) {
      this.addSql(
        `create policy ${name} on toy.note for ${command ?? 'all'} to ${[roles].flat().join(', ')}
         using (${using}) ${check ? `with check (${check})` : ''}`,
      );
    }
  }
}

export interface KeepNote {
  readonly council: string;
  readonly providerId?: string | null;
  readonly text: string;
}

/** A command as subgraphs write them. Without a key, each call keeps another note. */
export async function keepNote(work: Work, input: KeepNote, idempotencyKey: string = newId()): Promise<Outcome<Note>> {
  authorise(work.caller, { scope: 'requests:write', roles: ['broker'] }, { council: input.council });
  return inTransaction(work, input.council, (t) =>
    once(
      t,
      { act: 'keepNote', key: idempotencyKey, input },
      async () => {
        const { council, providerId = null, text } = input;
        const note = t.em.create(Note, { council, providerId, text });
        t.em.persist(note);
        await t.tell({ type: 'NoteKept', subject: `note/${note.id}`, council, audience: {}, data: { text } });
        return note;
      },
      (id) => t.em.findOneOrFail(Note, id),
    ),
  );
}

@Resolver(() => Note)
class Notes {
  @Authorized<Role>('broker', 'provider-user')
  @Query(() => [Note])
  notes(@Ctx() context: RequestContext): Promise<Note[]> {
    return context.find(Note, {});
  }

  /** Says what it needs. */
  @Authorized<Role>('broker')
  @Needs<Note>('text')
  @FieldResolver(() => String, { nullable: true })
  loud(@Root() note: Note): string {
    return note.text.toUpperCase();
  }

  /** Does not say. */
  @FieldResolver(() => String)
  label(@Root() { council, text }: Note): string {
    return `${council}: ${text}`;
  }

  /** Says what it needs, and forgets some. */
  @Needs<Note>('council')
  @FieldResolver(() => String, { nullable: true })
  forgetful(@Root() { council, text }: Note): string {
    return `${council}: ${text}`;
  }

  @Authorized<Role>('broker', 'provider-user')
  @Query(() => Note, { nullable: true })
  note(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Note | null> {
    return context.byId(Note, id);
  }

  /** Which database transaction it was read in. */
  @Authorized<Role>('broker', 'provider-user')
  @Query(() => String)
  async transaction(@Ctx() context: RequestContext): Promise<string> {
    const rows = await context.em.execute('select virtualtransaction as id from pg_locks where pid = pg_backend_pid()');
    return (rows as Array<{ id: string }>)[0]!.id;
  }

  /** Reads for so long, and answers what the database then says. */
  @Authorized<Role>('broker', 'provider-user')
  @Query(() => String, { nullable: true })
  async slowly(@Arg('seconds', () => Float) seconds: number, @Ctx() context: RequestContext): Promise<string> {
    const [row] = (await context.em.execute('select pg_sleep(?), current_user as reader', [seconds])) as Array<{
      reader: string;
    }>;
    return row!.reader;
  }

  /** Changes something, takes so long over it, and tells it. */
  @Authorized<Role>('broker')
  @Mutation(() => Note, { nullable: true })
  async keepNoteSlowly(
    @Arg('seconds', () => Float) seconds: number,
    @Arg('key', () => String) key: string,
    @Ctx() { work }: RequestContext,
  ): Promise<Note | null> {
    const input = { council: 'bromley', text: 'slow' };
    const { result } = await inTransaction(work, input.council, (t) =>
      once(
        t,
        { act: 'keepNoteSlowly', key, input },
        async () => {
          const note = t.em.create(Note, { ...input, providerId: null });
          t.em.persist(note);
          await t.em.flush();
          await t.em.execute('select pg_sleep(?)', [seconds]);
          await t.tell({ type: 'NoteKept', subject: `note/${note.id}`, council: 'bromley', audience: {}, data: {} });
          return note;
        },
        (id) => t.em.findOneOrFail(Note, id),
      ),
    );
    return result;
  }

  @Authorized<Role>('broker')
  @Mutation(() => Note, { nullable: true })
  async keepNote(
    @Arg('council', () => String) council: string,
    @Arg('text', () => String) text: string,
    @Ctx() context: RequestContext,
  ): Promise<Note | null> {
    return (await keepNote(context.work, { council, text })).result;
  }
}

export function toy(
  parts: Partial<Pick<SubgraphDefinition, 'reactions' | 'deadlines' | 'afterOutage' | 'urgent'>> = {},
): SubgraphDefinition {
  return {
    name: 'toy',
    entities: [Note],
    migrations: [Migration0001Initial],
    resolvers: [Notes],
    references: { Note: ({ id }: { id: string }, context: RequestContext) => context.shown(Note, id) },
    reactions: parts.reactions ?? {},
    deadlines: parts.deadlines ?? {},
    afterOutage: parts.afterOutage,
    urgent: parts.urgent,
  };
}

function brokerOf(council: string): Caller {
  return {
    subject: `user:broker-${council}`,
    role: 'broker',
    organisation: council,
    councils: [council],
    scopes: ['requests:write'],
  };
}

function providerIn(organisation: string, ...councils: string[]): Caller {
  return { subject: 'user:provider', role: 'provider-user', organisation, councils, scopes: ['bids:write'] };
}

export const OAKWOOD = 'aaaaaaaa-0000-4000-8000-000000000001';
export const ELMFIELD = 'aaaaaaaa-0000-4000-8000-000000000002';

/** By the token under which each asks. */
export const CALLERS = {
  bromley: brokerOf('bromley'),
  ashdown: brokerOf('ashdown'),
  oakwood: providerIn(OAKWOOD, 'bromley', 'ashdown'),
  elmfield: providerIn(ELMFIELD, 'bromley'),
} satisfies Record<string, Caller>;
