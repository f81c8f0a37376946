import { randomUUID } from 'node:crypto';
import { PeerUnavailableError } from '../../../kernel/graphql/peers.js';
import { type Caller, SCOPES } from '../../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../../kernel/identity/scopes-of-role.js';
import type { Refusal } from '../../../kernel/values/refusal.js';
import type { NeedProfile, ServiceRequestReady } from '../../../schema/events/cases.js';
import type { HomeStanding, ProviderStanding } from '../../../schema/events/providers.js';
import type { SchemeAnswer } from '../../../schema/questions.js';
import { tenders } from '../../../subgraphs/tenders/subgraph.js';
import { recorded } from '../../harness/recorded.js';
import { startTestSubgraph, type TestSubgraph } from '../../harness/subgraph.js';
import { type AProvider, aNeed, aProvider, at, later } from '../../rules/tenders/fixtures.js';

/** Made-up providers; which of them a test makes members of what, it says itself. */
export const PROVIDERS = ['maple', 'oak', 'elm', 'thorn', 'rowan', 'birch', 'stranger'] as const;
export type ProviderName = (typeof PROVIDERS)[number];
export const idOf = Object.fromEntries(
  PROVIDERS.map((name, n) => [name, `0000000${n + 1}-0000-4000-8000-000000000000`]),
) as Record<ProviderName, string>;

/** Wednesday 4 March 2026, 10:00. */
export const WEDNESDAY_TEN = at('2026-03-04 10:00');

export function provider(name: ProviderName): AProvider {
  const { capacity } = aProvider().facts;
  return aProvider(idOf[name]).with({ name, capacity: { ...capacity, countedTo: 0 } });
}

const council = (role: Caller['role'], id = 'bromley'): Caller => ({
  subject: `user:${role}-of-${id}`,
  role,
  organisation: id,
  councils: [id],
  scopes: SCOPES,
});

const rostering = (name: ProviderName): Caller => ({
  subject: `machine:rostering-${name}`,
  role: 'rostering',
  organisation: idOf[name],
  councils: name === 'stranger' ? ['ashdown'] : ['bromley', 'ashdown'],
  scopes: [...SCOPES_OF_ROLE.rostering],
});

/** The feed as the gateway executes it once for all of a kind: no organisation is known. */
export const feedOf = (role: Caller['role'], councils = ['bromley']): Caller => ({
  subject: `feed:${role}`,
  role,
  organisation: '',
  councils,
  scopes: SCOPES,
  viewClass: true,
});

export const CALLERS: Readonly<Record<string, Caller>> = {
  broker: council('broker'),
  commissioner: council('commissioner'),
  practitioner: council('practitioner'),
  'broker of ashdown': council('broker', 'ashdown'),
  'feed of rostering': feedOf('rostering'),
  'feed of brokers': feedOf('broker'),
  'feed of ashdown': feedOf('rostering', ['ashdown']),
  hub: { subject: 'service:cases', role: 'hub', organisation: 'hub', councils: [], scopes: SCOPES },
  ...Object.fromEntries(PROVIDERS.map((name) => [name, rostering(name)])),
  'visits of maple': { ...rostering('maple'), role: 'call-monitoring', scopes: SCOPES },
  'maple without bids': {
    ...rostering('maple'),
    scopes: SCOPES_OF_ROLE.rostering.filter((each) => each !== 'bids:write'),
  },
};

/** Far enough that tests may let time pass. */
export const NEEDED_FROM = '2026-12-31';

/** Care at home that the council arranges. */
const ARRANGED = { serviceType: 'DOMICILIARY', funding: 'COUNCIL_ARRANGED' } as const;

export interface Requested {
  readonly packageId: string;
  readonly callOffId: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly need: NeedProfile;
}

export const BID = /* GraphQL */ `
  mutation ($input: SubmitBidInput!) {
    submitBid(input: $input) { bid { id state receivedAt responseSpeed version } refusals { rule code message field } }
  }
`;
export const AWARD = /* GraphQL */ `
  mutation ($input: AwardCallOffInput!) {
    awardCallOff(input: $input) {
      award { id provider { id } bid { id } order { bidId place beforeNextBy packagesWon eligibleRounds blendedRatePence } policyVersion
        exceptionReason emergencyReason hourlyRatePence sleepInRatePence wakingNightRatePence checks { id result } sourcingVersion standingVersion placement { id } }
      placement { id }
      refusals { rule code message field }
    }
  }
`;

export interface Payload {
  readonly refusals: readonly Refusal[];
  readonly bid?: { readonly id: string; readonly state: string } & Record<string, unknown>;
  readonly placement?: { readonly id: string } | null;
  readonly award?: { readonly id: string; readonly provider: { id: string } } & Record<string, unknown>;
}

/** The tenders subgraph with its neighbours answered for by hand. */
export class World {
  /** What the owners say when they are asked; what tenders has heard of them may be older. */
  readonly standings = new Map<string, ProviderStanding>();
  readonly homes = new Map<string, HomeStanding>();
  readonly sourcing = new Map<
    string,
    { version: number; agreed: boolean; missing: string[]; agreedBudgetPence?: number | null }
  >();
  /** Schemes by their ids, as the register has them. */
  readonly schemes = new Map<string, NonNullable<SchemeAnswer['schemeNow']>>();
  /** A council's standard fee in force, by its kind, as the register has it; none is set until a test sets it. */
  readonly fees = new Map<string, { readonly pence: number; readonly from: string }>();
  /** Subgraphs named here do not answer. */
  readonly down = new Set<string>();
  private version = 10;

  private constructor(readonly hub: TestSubgraph) {}

  static async open(options: { councils?: Record<string, unknown>; at?: Date } = {}): Promise<World> {
    let world: World | undefined;
    const hub = await startTestSubgraph(tenders, {
      callers: CALLERS,
      councils: options.councils,
      at: options.at ?? WEDNESDAY_TEN,
      ask: async <Answer>(subgraph: string, _document: string, variables: Record<string, unknown>) =>
        world!.answer(subgraph, variables) as Answer,
    });
    world = new World(hub);
    return world;
  }

  private answer(subgraph: string, variables: Record<string, unknown>): unknown {
    if (this.down.has(subgraph)) throw new PeerUnavailableError(subgraph, 'it is down');
    if (subgraph === 'providers' && variables.home) {
      return { homeStanding: this.homes.get(`${variables.home} ${variables.council}`) ?? null };
    }
    if (subgraph === 'providers' && 'kind' in variables) {
      const fee = this.fees.get(variables.kind as string);
      return { standardFeeOn: fee && fee.from <= (variables.on as string) ? fee : null };
    }
    if (subgraph === 'providers' && 'scheme' in variables) {
      return { schemeNow: this.schemes.get(variables.scheme as string) ?? null };
    }
    if (subgraph === 'providers') {
      return { providerStanding: this.standings.get(`${variables.provider} ${variables.council}`) ?? null };
    }
    return {
      sourcingFacts: this.sourcing.get(variables.package as string) ?? {
        ...{ version: 1, agreed: true, missing: [], agreedBudgetPence: null },
      },
    };
  }

  /** What the owner of providers holds from now on, without telling. */
  hold(...providers: AProvider[]): ProviderStanding[] {
    return providers.map(({ facts }) => {
      this.version += 1;
      const standing = { ...facts, version: this.version };
      this.standings.set(`${standing.providerId} ${standing.council}`, standing);
      return standing;
    });
  }

  /** What the owner holds from now on, and has told. */
  async know(...providers: AProvider[]): Promise<void> {
    await this.hub.hear(
      ...this.hold(...providers).map((standing) => {
        const { providerId, council } = standing;
        return recorded('ProviderStandingChanged', { ...standing }, { subject: `provider/${providerId}`, council });
      }),
    );
  }

  /** What the owner of providers holds of homes from now on, without telling. */
  holdHomes(...homes: HomeStanding[]): HomeStanding[] {
    return homes.map((home) => {
      this.version += 1;
      const standing = { ...home, version: this.version };
      this.homes.set(`${home.homeId} ${home.council}`, standing);
      return standing;
    });
  }

  /** What the owner holds of homes from now on, and has told. */
  async knowHomes(...homes: HomeStanding[]): Promise<void> {
    await this.hub.hear(
      ...this.holdHomes(...homes).map((standing) => {
        const { homeId, council } = standing;
        return recorded('HomeStandingChanged', { ...standing }, { subject: `care-home/${homeId}`, council });
      }),
    );
  }

  /** A request becomes ready to be sourced, and a call-off is opened for it. */
  async request(
    change: Partial<NeedProfile> = {},
    council = 'bromley',
    of: Partial<ServiceRequestReady['data']> = {},
  ): Promise<Requested> {
    const packageId = randomUUID();
    const need = aNeed({ neededFrom: NEEDED_FROM, ...change });
    const ready = { packageId, packageReference: 'PK-TEST', ...ARRANGED, need, sourcingVersion: 1, ...of };
    await this.hub.hear(recorded('ServiceRequestReady', ready, { subject: `package/${packageId}`, council }));
    const { rows } = await this.hub.pool.query(
      'select id, opens_at, closes_at from tenders.call_off where package_id = $1',
      [packageId],
    );
    const [{ id: callOffId, opens_at: opensAt, closes_at: closesAt }] = rows;
    return { packageId, callOffId, opensAt, closesAt, need };
  }

  /** The same, and its first window has run out with these bids in it. */
  async requestAndClose(bidders: readonly ProviderName[], change: Partial<NeedProfile> = {}): Promise<Requested> {
    const requested = await this.request(change);
    for (const name of bidders) await this.bid(name, requested.callOffId);
    await this.passTo(later(requested.closesAt, 1));
    return requested;
  }

  /** Hears of a package or placement as cases would tell. */
  async hear(type: string, data: Record<string, unknown>, council = 'bromley'): Promise<void> {
    const sought = type.startsWith('ServiceRequest') ? ARRANGED : {};
    await this.hub.hear({ type, subject: `package/${data.packageId}`, council, data: { ...sought, ...data } });
  }

  /** Runs an operation that must not be a fault; answers its one root field. */
  async ask<Answer = never>(
    caller: string,
    document: string,
    variables: Record<string, unknown> = {},
  ): Promise<Answer> {
    const { data, errors } = await this.hub.as(caller, document, variables);
    if (errors?.length) throw new Error(`${caller}: ${errors.map((error) => error.message).join('; ')}`);
    return Object.values(data as object)[0] as Answer;
  }

  bid(name: ProviderName | string, callOffId: string, change: Record<string, unknown> = {}): Promise<Payload> {
    return this.ask<Payload>(name, BID, {
      input: {
        callOffId,
        version: 1,
        startDate: NEEDED_FROM,
        startTime: '08:30',
        deliveryStatement: 'Two regular workers who live in the patch.',
        idempotencyKey: randomUUID(),
        ...change,
      },
    });
  }

  /** `declineInvitation`, `withdrawBid`, `reconfirmBid`, `refuseAward` or `viewInvitation`. */
  answerTo(name: string, act: string, callOffId: string, change: Record<string, unknown> = {}): Promise<Payload> {
    const keyed = act === 'viewInvitation' ? {} : { idempotencyKey: randomUUID() };
    const input = `${act[0]!.toUpperCase()}${act.slice(1)}Input`;
    return this.ask<Payload>(
      name,
      `mutation ($input: ${input}!) { ${act}(input: $input) { bid { id state declineReason version } refusals { rule code field } } }`,
      { input: { callOffId, ...keyed, ...change } },
    );
  }

  decline(name: ProviderName, callOffId: string, reason: string | null = 'CAPACITY'): Promise<Payload> {
    return this.answerTo(name, 'declineInvitation', callOffId, { reason });
  }

  award(callOffId: string, change: Record<string, unknown> = {}): Promise<Payload> {
    return this.ask<Payload>('broker', AWARD, {
      input: {
        callOffId,
        notInvolvedBecause: 'The person is too ill to be asked.',
        idempotencyKey: randomUUID(),
        ...change,
      },
    });
  }

  /** Time passes, with everything that falls due on the way. */
  async passTo(instant: Date): Promise<void> {
    await this.hub.time.freezeAt(instant);
  }

  async callOff<Row = Record<string, unknown>>(callOffId: string): Promise<Row> {
    const { rows } = await this.hub.pool.query('select * from tenders.call_off where id = $1', [callOffId]);
    return rows[0];
  }

  /** Where every provider's answers stand, by name. */
  async answers(callOffId: string): Promise<Record<string, string>> {
    const { rows } = await this.hub.pool.query<{ provider_id: string; state: string }>(
      `select provider_id, state from tenders.bid where call_off_id = $1 order by attempt`,
      [callOffId],
    );
    return Object.fromEntries(rows.map(({ provider_id, state }) => [nameOf(provider_id), state]));
  }

  stop(): Promise<void> {
    return this.hub.stop();
  }
}

/** The bid of one provider, as the board shows it after the close. */
export async function bidOf(world: World, callOffId: string, name: ProviderName): Promise<string> {
  const { rows } = await world.hub.pool.query<{ id: string }>(
    `select id from tenders.bid where call_off_id = $1 and provider_id = $2 and state <> 'REJECTED_LATE'
     order by attempt desc limit 1`,
    [callOffId, idOf[name]],
  );
  return rows[0]!.id;
}

export function nameOf(id: string): string {
  return PROVIDERS.find((name) => idOf[name] === id) ?? id;
}

export function codes({ refusals }: Payload): string[] {
  return refusals.map(({ code }) => code);
}
