import 'reflect-metadata';
import { graphql } from 'graphql';
import { Args, Ctx, Field, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import { enumType } from '../../../kernel/graphql/enum-type.js';
import { federatedSchema } from '../../../kernel/graphql/federated-schema.js';
import type { RequestContext } from '../../../kernel/graphql/request-context.js';
import { type Caller } from '../../../kernel/identity/caller.js';
import {
  FeedArgs,
  FeedItem,
  FeedItemArgs,
  type FeedItemHead,
  feedOf,
  ITEM_AT_CURSOR,
} from '../../../kernel/log/feed.js';
import type { Audience, LoggedEvent } from '../../../schema/events/envelope.js';
import { heldLog } from '../../gateway/live/held-log.js';

const TYPES = ['NoteWritten', 'NoteRead'] as const;
type NoteEvent = (typeof TYPES)[number];
const NoteEventWord = enumType(TYPES, { name: 'NoteEvent', description: 'What happened to a note.' });

@ObjectType()
class NoteFeedItem extends FeedItem {
  @Field(() => NoteEventWord)
  type!: NoteEvent;

  @Field(() => String)
  note!: string;
}

const FEED = feedOf({
  types: TYPES,
  async itemOf(_context: RequestContext, event: LoggedEvent, head: FeedItemHead<NoteEvent>) {
    const { note } = event.data as { note?: string };
    return note ? Object.assign(new NoteFeedItem(), { ...head, note }) : null;
  },
});

@Resolver()
class NoteFeed {
  @Query(() => NoteFeedItem, { nullable: true, description: ITEM_AT_CURSOR })
  noteFeedItem(@Ctx() context: RequestContext, @Args() { cursor }: FeedItemArgs): Promise<NoteFeedItem | null> {
    return FEED.itemAt(context, cursor);
  }

  @Subscription(() => NoteFeedItem, { subscribe: FEED.subscribe })
  noteFeed(@Root() item: NoteFeedItem, @Args() _args: FeedArgs): NoteFeedItem {
    return item;
  }
}

const log = heldLog();
const CALLER: Caller = {
  subject: 'machine:rostering@oakwood',
  role: 'rostering',
  organisation: 'oakwood',
  councils: ['bromley'],
  scopes: ['offers:read'],
};
const BROKER: Caller = { ...CALLER, subject: 'user:broker@bromley', role: 'broker', organisation: 'bromley' };
const VIEW: Caller = { ...CALLER, subject: 'view', organisation: '', viewClass: true };

function contextOf(caller: Caller): RequestContext {
  const context = { caller, events: log, fresh: () => context } as unknown as RequestContext;
  return context;
}

const show = async (seq: number) => (await log.cursors()).show(seq);

describe('a feed of a subgraph', () => {
  it('NTF-01: says of every item what every feed says, and takes the arguments of every feed', async () => {
    const { sdl } = await federatedSchema([NoteFeed], {});
    const item = /type NoteFeedItem \{[^}]*\}/.exec(sdl)![0];
    expect([...item.matchAll(/^ {2}(\w+): (\S+)$/gm)].map(([, name, type]) => `${name}: ${type}`).sort()).toEqual([
      'cursor: Cursor!',
      'note: String!',
      'occurredAt: DateTime!',
      'publishedAt: DateTime!',
      'type: NoteEvent!',
    ]);
    expect(sdl).toMatch(/noteFeedItem\([^)]*cursor: Cursor!\s*\): NoteFeedItem\b/);
    expect(sdl).toMatch(/noteFeed\([^)]*after: Cursor\s*\): NoteFeedItem!/);
    expect(sdl).not.toMatch(/type FeedItem\b/);
  });

  it.each<[string, { type?: string; council?: string | null; audience: Audience; data?: object }, Caller, boolean]>([
    ['a provider in the audience', { audience: { providers: ['oakwood'] } }, CALLER, true],
    ['another provider', { audience: { providers: ['willow'] } }, CALLER, false],
    ['a provider, of another council', { council: 'ashdown', audience: { providers: ['oakwood'] } }, CALLER, false],
    ['a provider, of no council', { council: null, audience: { providers: ['oakwood'] } }, CALLER, true],
    ['the view of providers, told to one of them', { audience: { providers: ['willow'] } }, VIEW, true],
    ['the view of providers, told to councils', { audience: { roles: ['broker'] } }, VIEW, false],
    ['a role in the audience', { audience: { roles: ['broker'] } }, BROKER, true],
    ['another role', { audience: { roles: ['practitioner'] } }, BROKER, false],
    ['an event that the feed does not carry', { type: 'Other', audience: { providers: ['oakwood'] } }, CALLER, false],
    ['an event without an item', { audience: { providers: ['oakwood'] }, data: {} }, CALLER, false],
  ])('IDG-23, IDG-26: whether it tells %s', async (_, event, caller, told) => {
    const seq = log.record({ type: 'NoteWritten', data: { note: 'n' }, ...event });
    const item = await FEED.itemAt(contextOf(caller), await show(seq));
    expect(item !== null).toBe(told);
    if (item) expect(item).toMatchObject({ cursor: await show(seq), type: 'NoteWritten', note: 'n' });
  });

  it('NTF-01: tells what comes after a cursor, in order, and ends when its reader leaves', async () => {
    const before = await log.head();
    for (const note of ['a', 'b', 'c']) {
      log.record({ type: 'NoteRead', audience: { providers: [note === 'b' ? 'willow' : 'oakwood'] }, data: { note } });
    }
    const items = FEED.subscribe({ context: contextOf(CALLER), args: { after: await show(before) } });
    const told = [await items.next(), await items.next()].map(({ value }) => value.note);
    expect(told).toEqual(['a', 'c']);
    const waiting = items.next();
    await items.return!();
    expect((await waiting).done).toBe(true);
  });

  it('NTF-01: refuses a cursor that no feed gave', async () => {
    const items = FEED.subscribe({ context: contextOf(CALLER), args: { after: 'x'.repeat(22) } });
    await expect(items.next()).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    const { schema } = await federatedSchema([NoteFeed], {});
    const { errors } = await graphql({
      schema,
      source: '{ noteFeedItem(cursor: "?") { note } }',
      contextValue: contextOf(CALLER),
    });
    expect(errors?.[0]?.message).toContain('Cursor takes');
  });
});
