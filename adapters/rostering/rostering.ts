import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { operation } from '../contract.js';
import {
  createGatewayClient,
  HubFaultError,
  HubUnavailableError,
  lacksFacts,
  PATIENCE,
  type Patience,
  type Refusal,
  waitMs,
} from '../gateway-client.js';
import { type Arrived, FeedClosedError, type FeedItem, openFeed } from './feed.js';
import { type Answer, type Memory, remember, writeDown } from './memory.js';
import {
  type AwardedPlacement,
  type CallOffAdvert,
  type Commitment,
  type Decision,
  decide,
  firstCallAt,
  freeMinutes,
  type Roster,
  readRoster,
} from './roster.js';

/**
 * A rostering system as a vendor would connect it: it is told of call-offs as they open, bids or declines by its own
 * capacity, reads the full request of what it wins, confirms the first call and reports it.
 *
 * Two habits make it safe. The cursor moves on only when an item has been dealt with, so that nothing is missed. And
 * what is sent is written down first, with its key, so that whatever is sent twice counts once.
 */
export interface RosteringOptions {
  /** Such as `http://127.0.0.1:4000/graphql`; the feed is at the same address, by WebSocket. */
  readonly gatewayUrl: string;
  /** Of a rostering credential. Asked anew for each connection and request when it is a function. */
  readonly token: string | (() => string | Promise<string>);
  /** The roster, or where it is; a file is read again for each decision. */
  readonly roster: string | Roster;
  /** Where to keep what must survive a restart. */
  readonly memoryFile: string;
  /** Says that a first call was made, as soon as it was; by itself, at the time confirmed, by a field supervisor. */
  readonly firstCallMade?: (call: {
    readonly placementId: string;
    readonly at: Date;
  }) => Promise<FirstCallMade | undefined>;
  /** What the agency's own systems do with a full request. It is somebody's life: keep it out of logs. */
  readonly onReferral?: (placement: Referral) => Promise<void>;
  /** After each item, with what was done about it. */
  readonly onItem?: (item: FeedItem, did: string) => void;
  readonly now?: () => Date;
  readonly log?: (line: string) => void;
  readonly patience?: Patience;
  /** Between two looks at first calls that are due. */
  readonly lookEveryMs?: number;
  /** Before connecting again: twice as long each time, and at once the longest when the hub has said no. */
  readonly pauses?: Pick<Patience, 'firstWaitMs' | 'longestWaitMs'>;
}

export interface FirstCallMade {
  readonly madeAt: Date;
  readonly workerRole: 'FIELD_SUPERVISOR' | 'REGISTERED_MANAGER' | 'TRUSTED_ASSESSOR' | 'SENIOR_CARER' | 'CARE_WORKER';
  /** Whether the person was told who comes next, and when. */
  readonly nextCarerAdvised: boolean;
}

/** What `read-placement` answers; the person's own fields are for `onReferral` alone. */
export interface Referral extends AwardedPlacement {
  readonly id: string;
  readonly reference: string;
  readonly state: string;
  readonly firstCallAt: string | null;
  readonly [field: string]: unknown;
}

/**
 * Runs until `signal` aborts, then returns.
 * @throws FeedClosedError when connecting again would end the same way, such as on a cursor that the hub does not know
 */
export async function runRostering(options: RosteringOptions, signal: AbortSignal): Promise<void> {
  const rostering = await prepare(options, signal);
  const { log = console.log, pauses = { firstWaitMs: 1_000, longestWaitMs: 30_000 } } = options;
  for (let failures = 0; !signal.aborted; ) {
    try {
      await rostering.follow(() => {
        failures = 0;
      });
    } catch (error) {
      if (signal.aborted) return;
      const code = codeOf(error);
      if (!code || (error instanceof FeedClosedError && error.retry === 'NEVER')) throw error;
      failures += 1;
      log(`Not connected (${code}); resuming where it was.`);
      const isLater = error instanceof FeedClosedError && error.retry === 'LATER';
      const pauseMs = waitMs(pauses, isLater ? 31 : Math.min(failures, 31));
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof FeedClosedError || error instanceof HubUnavailableError ? error.code : undefined;
}

async function prepare(options: RosteringOptions, signal: AbortSignal) {
  const { gatewayUrl, memoryFile, now = () => new Date(), log = console.log } = options;
  const token = async () => (typeof options.token === 'string' ? options.token : options.token());
  const { patience = PATIENCE, lookEveryMs = 30_000, onItem } = options;
  let isDeclared = false;
  const client = createGatewayClient({ url: gatewayUrl, token, patience, signal });
  const documents = {
    'watch-call-offs': await operation('watch-call-offs'),
    'read-feed-item': await operation('read-feed-item'),
    'submit-bid': await operation('submit-bid'),
    'submit-offer': await operation('submit-offer'),
    'decline-invitation': await operation('decline-invitation'),
    'reconfirm-bid': await operation('reconfirm-bid'),
    'withdraw-bid': await operation('withdraw-bid'),
    'read-placement': await operation('read-placement'),
    'confirm-first-call': await operation('confirm-first-call'),
    'report-first-call': await operation('report-first-call'),
    'acknowledge-ipo': await operation('acknowledge-ipo'),
    'declare-capacity': await operation('declare-capacity'),
  };
  const memory: Memory = await remember(memoryFile);
  const save = () => writeDown(memoryFile, memory, now());
  const roster = async () => (typeof options.roster === 'string' ? readRoster(options.roster) : options.roster);

  /** Reads the feed from the last cursor on, until it ends. */
  async function follow(onConnected: () => void): Promise<void> {
    const feed = openFeed({
      url: gatewayUrl,
      token: await token(),
      document: documents['watch-call-offs'],
      after: memory.cursor,
    });
    // Asked for at once, for it may end while something else is being done.
    let next = feed.next();
    next.catch(() => {});
    let look = untilLook();
    try {
      if (!isDeclared) await declareCapacity();
      isDeclared = true;
      while (!signal.aborted) {
        const arrived = await Promise.race([next, look]);
        if (arrived === undefined) throw new FeedClosedError('COMPLETED', 'AGAIN');
        if (arrived === 'LOOK') {
          await lookAround();
          look = untilLook();
          continue;
        }
        onConnected();
        await take(arrived);
        await lookAround();
        next = feed.next();
      }
    } finally {
      await feed.close();
    }
  }

  function untilLook(): Promise<'LOOK'> {
    const look = sleep(lookEveryMs, 'LOOK' as const, { signal });
    look.catch(() => {});
    return look;
  }

  /** @throws HubUnavailableError: the same is taken again after connecting anew */
  async function take(arrived: Arrived): Promise<void> {
    if ('item' in arrived) {
      const { item } = arrived;
      const did = await dealWith(item);
      memory.cursor = item.cursor;
      await save();
      onItem?.(item, did);
      return;
    }
    log(`${arrived.unrendered}: the hub could not show it (${arrived.codes.join(', ')}); asked for again later`);
    memory.unshown.push(arrived.unrendered);
    memory.cursor = arrived.unrendered;
    await save();
  }

  async function dealWith(item: FeedItem): Promise<string> {
    let did: string;
    try {
      did = await actOn(item);
    } catch (error) {
      // Dealing with it again would end the same way, and must not keep the rest waiting.
      if (!(error instanceof HubFaultError)) throw error;
      did = `failed: ${error.message}`;
    }
    log(`${item.type} ${item.callOff?.reference ?? item.callOffId}: ${did}`);
    return did;
  }

  /** What is done about an item, and in few words what came of it. */
  async function actOn(item: FeedItem): Promise<string> {
    switch (item.type) {
      case 'CallOffPublished':
      case 'CallOffClosingSoon':
      case 'D2aTargetReached':
      case 'CallOffStageEscalated':
        return answer(item.callOff);
      case 'CallOffAmended':
        return answerAgain(item.callOff);
      case 'BidOutcome':
        return hearOutcome(item);
      case 'FullDocumentsAvailable':
      case 'DischargeFinalised':
        return confirm(item);
      case 'IpoIssued':
        return outcome(
          'acknowledge-ipo',
          await ask('acknowledge-ipo', { ipoId: item.ipoId, idempotencyKey: `acknowledge-ipo-${item.ipoId}` }),
        );
      case 'PackageWithdrawn':
        return giveUp(item.callOffId, 'withdrawn by the council');
      default:
        return 'noted';
    }
  }

  /** What is not for the feed to say. */
  async function lookAround(): Promise<void> {
    await readUnshown();
    await reportFirstCalls();
  }

  async function readUnshown(): Promise<void> {
    for (const cursor of [...memory.unshown]) {
      try {
        const asked = await client.ask<{ callOffFeedItem: FeedItem | null }>(documents['read-feed-item'], { cursor });
        const item = asked.callOffFeedItem;
        const did = item && (await dealWith(item));
        memory.unshown = memory.unshown.filter((each) => each !== cursor);
        await save();
        if (item && did !== null) onItem?.(item, did);
      } catch (error) {
        // Not yet, then.
        if (!isOfTheHub(error)) throw error;
      }
    }
  }

  // --- Answers

  async function answer(advert: CallOffAdvert | null): Promise<string> {
    if (advert?.state !== 'OPEN') return 'nothing to answer any more';
    const before = memory.answers[advert.id];
    if (before && isAbout(before, advert))
      return before.standing === 'DECIDED' ? send(advert, before) : 'answered before';
    return say(advert, decide(advert, await roster(), await commitments(advert.id), now()));
  }

  /** The need has changed: a bid that stands is confirmed where it still says what we would say, or else taken back. */
  async function answerAgain(advert: CallOffAdvert | null): Promise<string> {
    const before = advert && memory.answers[advert.id];
    if (advert?.state !== 'OPEN' || before?.standing !== 'BID' || isAbout(before, advert)) return answer(advert);
    const decision = decide(advert, await roster(), await commitments(advert.id), now());
    const { id: callOffId, version } = advert;
    if (!('bid' in decision) || !isDeepStrictEqual(decision.bid, before.content)) {
      return decideOn(advert, 'withdraw-bid', { callOffId }, { instead: decision });
    }
    return decideOn(
      advert,
      'reconfirm-bid',
      { callOffId, version },
      { content: decision.bid, minutes: decision.minutes },
    );
  }

  async function say(advert: CallOffAdvert, decision: Decision): Promise<string> {
    const { id: callOffId, version } = advert;
    if ('decline' in decision) return decideOn(advert, 'decline-invitation', { callOffId, reason: decision.decline });
    const { bid: content, minutes } = decision;
    const sent = { callOffId, version, clientSentAt: now().toISOString() };
    if (advert.answer === 'OFFER') {
      // Whoever has room can assess, and comes at the times that were asked for.
      const { startDate } = content;
      const offeredTimes = advert.need.calls.map(({ startTime }) => startTime);
      return decideOn(
        advert,
        'submit-offer',
        { ...sent, canAssess: true, offeredTimes, startDate },
        { content, minutes },
      );
    }
    return decideOn(advert, 'submit-bid', { ...sent, ...content }, { content, minutes });
  }

  function isAbout(answered: Answer, { stage, version }: CallOffAdvert): boolean {
    return answered.stage === stage && answered.version === version;
  }

  /** Writes an answer down, then sends it. */
  async function decideOn(
    advert: CallOffAdvert,
    act: Answer['operation'],
    input: Readonly<Record<string, unknown>>,
    more: Partial<Pick<Answer, 'minutes' | 'content' | 'instead'>> = {},
  ): Promise<string> {
    const { id, reference, council, stage, version, need } = advert;
    const decided: Answer = {
      reference,
      council: council.id,
      patch: need.patch,
      stage,
      version,
      operation: act,
      input: { ...input, idempotencyKey: `${act}-${id}-${stage}-${version}` },
      minutes: {},
      ...more,
      standing: 'DECIDED',
      at: now().toISOString(),
    };
    memory.answers[id] = decided;
    await save();
    return send(advert, decided);
  }

  async function send(advert: CallOffAdvert, decided: Answer): Promise<string> {
    const refusals = await ask(decided.operation, decided.input);
    const did = outcome(decided.operation, refusals);
    if (decided.instead) return `${did}; ${await say(advert, decided.instead)}`;
    const isBid = ['submit-bid', 'submit-offer', 'reconfirm-bid'].includes(decided.operation);
    const stands = isBid && refusals.every(({ code }) => BID_STANDS.has(code));
    memory.answers[advert.id] = { ...decided, standing: stands ? 'BID' : 'OVER' };
    return did;
  }

  async function hearOutcome({ callOffId, outcome: came, reasonCode }: FeedItem): Promise<string> {
    const before = memory.answers[callOffId];
    if (came === 'NOT_YET_DECIDED' || !before) return `${came}`;
    if (came !== 'WON') return giveUp(callOffId, `${came} (${reasonCode})`);
    // Ours from now on; the full request is announced by an event of its own.
    memory.answers[callOffId] = { ...before, standing: 'WON', at: now().toISOString() };
    await declareCapacity();
    return 'won';
  }

  function giveUp(callOffId: string, why: string): string {
    const before = memory.answers[callOffId];
    if (before) memory.answers[callOffId] = { ...before, standing: 'OVER' };
    return why;
  }

  // --- What was won

  async function confirm({ placementId }: FeedItem): Promise<string> {
    const { placement } = await client.ask<{ placement: Referral | null }>(documents['read-placement'], {
      id: placementId,
    });
    if (!placement) return 'the placement is not ours any more';
    await options.onReferral?.(placement);
    const at = placement.firstCallAt && !isTooEarly(placement) ? new Date(placement.firstCallAt) : undefined;
    if (at) {
      memory.firstCalls[placement.id] ??= { reference: placement.reference, at: at.toISOString() };
      return 'first call confirmed before';
    }
    const { noticeMinutes } = await roster();
    const callAt = firstCallAt(placement, noticeMinutes, now());
    const input = {
      placementId: placement.id,
      firstCallAt: callAt.toISOString(),
      idempotencyKey: `first-call-${placement.id}-${callAt.toISOString()}`,
    };
    const refusals = await ask('confirm-first-call', input);
    if (refusals.length === 0)
      memory.firstCalls[placement.id] = { reference: placement.reference, at: callAt.toISOString() };
    return outcome('confirm-first-call', refusals);
  }

  /** A discharge was moved past the first call that was confirmed. */
  function isTooEarly({ firstCallAt: at, dischargeAt }: Referral): boolean {
    return at !== null && dischargeAt !== null && new Date(at) < new Date(dischargeAt);
  }

  async function reportFirstCalls(): Promise<void> {
    const { firstCallMade = madeAsConfirmed } = options;
    for (const [placementId, { reference, at }] of Object.entries(memory.firstCalls)) {
      const made = await firstCallMade({ placementId, at: new Date(at) });
      if (!made) continue;
      const { madeAt, workerRole, nextCarerAdvised } = made;
      const input = {
        placementId,
        madeAt: madeAt.toISOString(),
        workerRole,
        nextCarerAdvised,
        idempotencyKey: `first-call-made-${placementId}-${madeAt.toISOString()}`,
      };
      try {
        const refusals = await ask('report-first-call', input);
        log(`${reference}: ${outcome('report-first-call', refusals)}`);
        // Our clock is ahead of the hub's.
        if (refusals.some(({ code }) => code === 'INSTANT_IN_FUTURE')) continue;
        delete memory.firstCalls[placementId];
        await save();
      } catch (error) {
        // With the next look: the hub may be down, or not have heard of the placement in every part.
        if (!isOfTheHub(error)) throw error;
        log(`${reference}: first call not reported yet (${error.code})`);
      }
    }
  }

  async function madeAsConfirmed({ at }: { readonly at: Date }): Promise<FirstCallMade | undefined> {
    return now() < at ? undefined : { madeAt: at, workerRole: 'FIELD_SUPERVISOR', nextCarerAdvised: true };
  }

  // --- Capacity

  /** Bids that stand, and what was won since the roster was stated. */
  async function commitments(except?: string): Promise<Commitment[]> {
    const statedAt = new Date((await roster()).statedAt);
    return Object.entries(memory.answers)
      .filter(([id, { standing, at }]) => {
        if (id === except) return false;
        return standing === 'BID' || standing === 'DECIDED' || (standing === 'WON' && new Date(at) > statedAt);
      })
      .map(([, each]) => each);
  }

  /** Tells each council what is free by now. It is no harm when it cannot be told: it is told again the next time. */
  async function declareCapacity(): Promise<void> {
    const stated = await roster();
    const won = (await commitments()).filter((each) => (each as Answer).standing === 'WON');
    const statedAt = now().toISOString();
    for (const council of new Set(stated.free.map((row) => row.council))) {
      const free = stated.free
        .filter((row) => row.council === council)
        .map(({ patch, timeBand }) => ({
          patch,
          timeBand,
          freeWeeklyMinutes: freeMinutes(stated, won, council, patch)[timeBand] ?? 0,
        }));
      const input = { council, statedAt, free, idempotencyKey: `capacity-${council}-${statedAt}` };
      try {
        const refusals = await ask('declare-capacity', input);
        if (refusals.length > 0) log(`capacity for ${council}: ${outcome('declare-capacity', refusals)}`);
      } catch (error) {
        if (!isOfTheHub(error)) throw error;
        log(`capacity for ${council} not declared (${error.code})`);
      }
    }
  }

  // --- Asking

  async function ask(
    name: keyof typeof documents,
    input: Readonly<Record<string, unknown>>,
  ): Promise<readonly Refusal[]> {
    const data = await client.ask<Payload>(documents[name], { input }, (each) => lacksFacts(Object.values(each)[0]));
    return Object.values(data)[0]?.refusals ?? [];
  }

  return { memory, follow };
}

/** Refusals by which the hub says that a bid of ours stands as it is. */
const BID_STANDS = new Set(['BID_ALREADY_MADE', 'NOTHING_TO_RECONFIRM']);

function isOfTheHub(error: unknown): error is HubUnavailableError | HubFaultError {
  return error instanceof HubUnavailableError || error instanceof HubFaultError;
}

/** The payload under the one mutation's own name. */
type Payload = Readonly<Record<string, { readonly refusals: readonly Refusal[] } | null>>;

function outcome(name: string, refusals: readonly Refusal[]): string {
  if (refusals.length === 0) return `${name} taken`;
  return `${name} refused: ${refusals.map(({ rule, code }) => `${rule} ${code}`).join(', ')}`;
}
