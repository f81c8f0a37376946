import { Arg, Authorized, Ctx, Field, Float, ID, InputType, Int, Mutation, Query, Resolver } from 'type-graphql';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { keyAfter, type Page, pageOf, rowsFor } from '../../../../kernel/graphql/pages.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { authorise, isProvider, type Role } from '../../../../kernel/identity/caller.js';
import { closeQuarter } from '../../commands/figures/close-quarter.js';
import { declareKpis } from '../../commands/figures/declare-kpis.js';
import { reopenQuarter } from '../../commands/figures/reopen-quarter.js';
import { Visit } from '../../entities/visits/visit.js';
import { type KpiPart, KpiPartWord } from '../../entities/words.js';
import { kpiEvidence } from '../../reads/figures/read-kpi-evidence.js';
import { councilSheet, kpiSheetOf, monitoredSheets } from '../../reads/figures/read-kpi-sheets.js';
import type { DeclaredLine } from '../../rules/figures/declaration.js';
import { kpiLine } from '../../rules/figures/kpi-register.js';
import { Placement, Provider } from '../foreign.js';
import { badInput, FIGURE_READERS, periodOf, whoseFigures } from '../whose.js';
import {
  CloseQuarterPayload,
  DeclareKpisPayload,
  KpiCouncilSheet,
  KpiEvidenceConnection,
  KpiEvidenceType,
  KpiSheetType,
  ReopenQuarterPayload,
  sheetShown,
} from './kpi-types.js';

const PERIOD = { description: 'A financial quarter such as 2026-27 Q1, or a month such as 2026-05.' } as const;
const PROVIDER = { nullable: true, description: 'The provider; a provider may leave itself out.' } as const;
const COUNCIL = { nullable: true, description: 'The council; named by a provider that works for several.' } as const;
const LINES = { nullable: true, description: 'Only these lines, by their ids; otherwise all.' } as const;

@InputType({ description: 'One line as the provider has it.' })
class DeclaredLineInput implements DeclaredLine {
  @Field(() => String, { description: 'Id of the line, such as KPI-4.1.' })
  line!: string;

  @Field(() => Float, { description: 'The figure: 0 or more, two decimal places at most; a share in percent.' })
  value!: number;
}

@InputType({ description: 'A provider’s own figures of a quarter (NTF-37).' })
class DeclareKpisInput {
  @Field(() => ID, { description: 'The council that they are returned to.' })
  council!: string;

  @Field(() => String, { description: 'Such as 2026-27 Q1.' })
  quarter!: string;

  @Field(() => [DeclaredLineInput], { description: 'The lines, 100 at most; a line again is a new version of it.' })
  lines!: DeclaredLineInput[];

  @Field(() => String, { description: 'The same key again answers the same; 8 to 200 characters.' })
  idempotencyKey!: string;
}

@InputType({ description: 'A quarter to be closed.' })
class CloseQuarterInput {
  @Field(() => String, { description: 'Such as 2026-27 Q1.' })
  quarter!: string;
}

@InputType({ description: 'A closed quarter to be opened again.' })
class ReopenQuarterInput {
  @Field(() => String, { description: 'Such as 2026-27 Q1.' })
  quarter!: string;

  @Field(() => String, { description: 'Why, in 10 to 500 characters, naming nobody.' })
  reason!: string;
}

@Resolver()
export class Kpis {
  @Authorized<Role>(FIGURE_READERS)
  @Query(() => KpiSheetType, {
    nullable: true,
    description: 'The KPI sheet of a provider: every line, computed, declared and the difference (SHOW-05).',
  })
  async kpiSheet(
    @Ctx() context: RequestContext,
    @Arg('period', () => String, PERIOD) period: string,
    @Arg('provider', () => ID, PROVIDER) provider?: string,
    @Arg('council', () => ID, COUNCIL) council?: string,
    @Arg('lines', () => [String], LINES) lines?: string[],
  ): Promise<KpiSheetType> {
    const { council: of, providerId } = whoseFigures(context, FIGURE_READERS, { provider, council });
    const hideFew = !isProvider(context.caller);
    const asked = { council: of, period: periodOf(period), now: await context.now(), hideFew };
    return sheetShown(await kpiSheetOf(context.em, asked, providerId), lines);
  }

  @Authorized<Role>('contract-officer', 'commissioner')
  @Query(() => KpiCouncilSheet, {
    nullable: true,
    description: 'The KPI sheets of the caller’s council: as a whole, and of every monitored provider (CM-01).',
  })
  async kpiCouncilSheet(
    @Ctx() context: RequestContext,
    @Arg('period', () => String, PERIOD) period: string,
    @Arg('lines', () => [String], LINES) lines?: string[],
  ): Promise<KpiCouncilSheet> {
    const { caller } = context;
    authorise(caller, { scope: 'figures:read', roles: ['contract-officer', 'commissioner'] });
    const of = { council: caller.organisation, period: periodOf(period), now: await context.now(), hideFew: true };
    const total = await councilSheet(context.em, of);
    const providers = await monitoredSheets(context.em, of);
    return { total: sheetShown(total, lines), providers: providers.map((sheet) => sheetShown(sheet, lines)) };
  }

  @Authorized<Role>(FIGURE_READERS)
  @Query(() => KpiEvidenceConnection, {
    nullable: true,
    description: 'What a figure of a sheet is made of, as it is today: visits, placements, invitations (SHOW-05).',
  })
  async kpiEvidence(
    @Ctx() context: RequestContext,
    @Arg('period', () => String, PERIOD) period: string,
    @Arg('line', () => String, { description: 'Id of the line, such as KPI-3.5.' }) line: string,
    @Arg('part', () => KpiPartWord, { description: 'Of which part.' }) part: KpiPart,
    @Arg('provider', () => ID, PROVIDER) provider?: string,
    @Arg('council', () => ID, COUNCIL) council?: string,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most so many, up to 100.' }) first = 20,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after?: string,
  ): Promise<Page<KpiEvidenceType>> {
    const { council: of, providerId } = whoseFigures(context, FIGURE_READERS, { provider, council });
    const asked = kpiLine(line);
    if (!asked) throw badInput('line takes the id of a line of the KPI sheet.');
    const fact = part === 'NUMERATOR' ? asked.numerator : asked.denominator;
    const [day, id] = keyAfter(after, ['text', 'text']) ?? [];
    const limit = rowsFor(first);
    const { policy } = await policyInForce(context.em, of, await context.now());
    const rows = fact
      ? await kpiEvidence(context.em, {
          ...{ council: of, providerId, period: periodOf(period), fact, limit },
          after: day && id ? { day, id } : null,
          ceilingHours: policy.capacity.ceilingHours,
        })
      : [];
    const nodes = await Promise.all(
      rows.map(async (row) => ({
        ...row,
        visit: row.kind === 'VISIT' ? await context.byId(Visit, row.id) : null,
        placement: row.kind === 'PLACEMENT' ? Object.assign(new Placement(), { id: row.id }) : null,
      })),
    );
    return pageOf(nodes, { first, after }, (node) => [node.day, node.id]);
  }

  @Authorized<Role>('provider-user')
  @Mutation(() => DeclareKpisPayload, {
    nullable: true,
    description: 'A provider returns its own figures of a quarter that is over (NTF-37, CM-05).',
  })
  async declareKpis(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeclareKpisInput, { description: 'The figures.' }) input: DeclareKpisInput,
  ): Promise<DeclareKpisPayload> {
    const { council, quarter, idempotencyKey } = input;
    const lines = input.lines.map(({ line, value }) => ({ line, value }));
    const { result, refusals } = await declareKpis(context.work, { council, quarter, lines, idempotencyKey });
    if (!result) return { sheet: null, refusals };
    const asked = { council, period: periodOf(quarter), now: await context.now(), hideFew: false };
    return { sheet: sheetShown(await kpiSheetOf(context.em, asked, context.caller.organisation)), refusals };
  }

  @Authorized<Role>('contract-officer')
  @Mutation(() => CloseQuarterPayload, {
    nullable: true,
    description: 'Freezes the sheets of a quarter that is over, and tells what was declared otherwise (NTF-37).',
  })
  async closeQuarter(
    @Ctx() context: RequestContext,
    @Arg('input', () => CloseQuarterInput, { description: 'The quarter.' }) { quarter }: CloseQuarterInput,
  ): Promise<CloseQuarterPayload> {
    const { result, refusals } = await closeQuarter(context.work, quarter);
    const discrepancies = result?.discrepancies.map(({ providerId, lines }) => ({
      provider: Object.assign(new Provider(), { id: providerId }),
      lines,
    }));
    return {
      closedAt: result?.closedAt ?? null,
      sheets: result?.sheets ?? null,
      discrepancies: discrepancies ?? null,
      refusals,
    };
  }

  @Authorized<Role>('contract-officer')
  @Mutation(() => ReopenQuarterPayload, {
    nullable: true,
    description: 'Opens a closed quarter again, with the reason; what was held for it is taken in (NTF-37).',
  })
  async reopenQuarter(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReopenQuarterInput, { description: 'The quarter, and why.' }) input: ReopenQuarterInput,
  ): Promise<ReopenQuarterPayload> {
    const { quarter, reason } = input;
    const outcome = await reopenQuarter(context.work, { quarter, reason });
    return { quarter: outcome.result?.quarter ?? null, refusals: outcome.refusals };
  }
}
