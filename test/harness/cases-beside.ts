import type { LoggedEvent } from '../../schema/events/envelope.js';
import { aCall, aPerson, aPlan, asking, CALLERS, fresh, startCases } from '../subgraphs/cases/harness.js';
import type { TestSubgraph } from './subgraph.js';

type Made = Record<string, unknown>;

/**
 * The cases subgraph beside another one that is tested, on a clock of its own. A test does there what a council does, and
 * the other hears of it exactly as the log has it: with the owner's ids, in the owner's order, nothing left out.
 */
export class CasesBeside {
  private heard = 0;
  private readonly cases: ReturnType<typeof asking>;

  private constructor(
    readonly hub: TestSubgraph,
    private readonly other: TestSubgraph,
  ) {
    this.cases = asking(hub);
  }

  static async beside(other: TestSubgraph, at?: Date): Promise<CasesBeside> {
    return new CasesBeside(await startCases({ bromley: {}, ashdown: {} }, at ?? (await other.time.now())), other);
  }

  /** A placement that runs at this provider, taken over from before the hub; its calls are 45 minutes every day. */
  async placement(providerId: string, over: Made = {}): Promise<string> {
    const placements = [
      {
        ...{ lasLineId: fresh('LINE'), providerId, person: aPerson(), careType: 'STANDARD_ADULT' },
        ...{ groups: ['OLDER_PEOPLE'], calls: [aCall()], startedOn: '2025-02-03', hourlyRatePence: 2100 },
        ...{ carePlan: aPlan(), ...over },
      },
    ];
    const answer = await this.cases.ask<{ placements: Array<{ id: string }> | null; refusals: unknown[] }>(
      'las',
      'mutation ($input: TakeOverPlacementsInput!) { takeOverPlacements(input: $input) { placements { id } refusals { code } } }',
      { input: { idempotencyKey: fresh(), placements } },
    );
    if (!answer.placements) throw new Error(JSON.stringify(answer.refusals));
    await this.tell();
    return answer.placements[0]!.id;
  }

  /** A placement that this provider won, as far as its award. */
  async awarded(providerId: string, over: Made = {}): Promise<string> {
    const { id } = await this.cases.submitted();
    const placementId = await this.cases.awarded(id, providerId, over);
    await this.tell();
    return placementId;
  }

  /** Its care begins now, with everything in place. */
  async started(placementId: string): Promise<void> {
    const provider = await this.rosteringOf(placementId);
    const firstCallAt = await this.hub.time.now();
    for (const [caller, name, input] of [
      [provider, 'confirmFirstCall', { firstCallAt }],
      ['practitioner', 'authorisePlan', {}],
      ['las', 'recordServiceLine', { lasLineId: fresh('LINE') }],
    ] as const) {
      const { refusals } = await this.cases.act(caller, name, { placementId, ...input });
      if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
    }
    await this.cases.firstCallMade(placementId, firstCallAt);
    await this.tell();
  }

  async vary(placementId: string, variation: Made): Promise<void> {
    const { refusals } = await this.cases.vary(placementId, variation);
    if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
    await this.tell();
  }

  end(placementId: string, endDate: string, reason = 'RESIDENTIAL'): Promise<void> {
    return this.act('endPlacement', { placementId, endDate, reason });
  }

  takeBackEnd(placementId: string): Promise<void> {
    return this.act('takeBackPlacementEnd', { placementId }, 'OnPlacementInput');
  }

  /** Time passes, here and there, and what falls due here is told. */
  async passTo(instant: Date): Promise<void> {
    await this.hub.time.freezeAt(instant);
    if (instant > (await this.other.time.now())) await this.other.time.freezeAt(instant);
    await this.tell();
  }

  stop(): Promise<void> {
    return this.hub.stop();
  }

  private async act(name: string, input: Made, type?: string): Promise<void> {
    const { refusals } = await this.cases.act('las', name, input, type);
    if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
    await this.tell();
  }

  /** The rostering system of the placement's provider. */
  private async rosteringOf(placementId: string): Promise<string> {
    const { rows } = await this.hub.pool.query('select provider_id from cases.placement where id = $1', [placementId]);
    const organisation = rows[0].provider_id as string;
    const token = `rostering of ${organisation}`;
    Object.assign(CALLERS, { [token]: { ...CALLERS.oak!, organisation, subject: `rostering:${organisation}` } });
    return token;
  }

  /** Hands over whatever the log has got since. */
  private async tell(): Promise<void> {
    await this.hub.time.settled();
    const { rows } = await this.hub.pool.query<LoggedEvent>(
      `select seq::int, type, subject, council, audience, occurred_at as "occurredAt", data from platform.event
       where seq > $1 order by seq`,
      [this.heard],
    );
    this.heard = rows.at(-1)?.seq ?? this.heard;
    if (rows.length > 0) await this.other.hear(...(rows as never[]));
  }
}
