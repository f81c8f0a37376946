import { Args, Authorized, Ctx, Field, Float, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { Council } from '../../../../kernel/graphql/hub-fields.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { isProvider, type Role } from '../../../../kernel/identity/caller.js';
import {
  CheckSeverityWord,
  KpiDirectionWord,
  KpiUnitWord,
  KpiVerdictWord,
  MonitoredAsWord,
  RagWord,
  TrendWord,
} from '../../entities/figures/words.js';
import { kpiSheetOf, type SheetRead } from '../../reads/figures/read-kpi-sheets.js';
import type { KpiVerdict, Rag, Trend } from '../../rules/figures/kpi-cell.js';
import type { KpiCheck } from '../../rules/figures/kpi-checks.js';
import type { KpiDirection, KpiUnit } from '../../rules/figures/kpi-register.js';
import type { KpiCell } from '../../rules/figures/kpi-sheet.js';
import type { MonitoredAs } from '../../rules/figures/monitored.js';
import { Provider } from '../references.js';
import { FIGURE_READERS, periodOf, whoseFigures } from '../whose.js';
import { LinesArgs, WhoseArgs } from './figures-args.js';

@ObjectType('KpiCell', { description: 'One line of a KPI sheet, as computed and as declared (SHOW-05).' })
class KpiCellType {
  @Field(() => String, { description: 'Id of the line, such as KPI-3.5 or KPI-40/LATE.' })
  line!: string;

  @Field(() => String, { description: 'What it measures.' })
  title!: string;

  @Field(() => KpiUnitWord, { description: 'What the figure is in.' })
  unit!: KpiUnit;

  @Field(() => Int, { description: 'Version of the definition.' })
  version!: number;

  @Field(() => KpiDirectionWord, { nullable: true, description: 'Which is better; null if neither is.' })
  better!: KpiDirection | null;

  @Field(() => Boolean, { description: 'Whether the hub computes it; if not, the declared value stands alone.' })
  computed!: boolean;

  @Field(() => Float, { nullable: true, description: 'What is counted.' })
  numerator!: number | null;

  @Field(() => Float, { nullable: true, description: 'What it is a share or an average of; null for a count.' })
  denominator!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The figure, to two places; null if nothing applies (never 0 or 100).',
  })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: 'What the provider declared last.' })
  declared!: number | null;

  @Field(() => Float, { nullable: true, description: 'Declared less computed.' })
  difference!: number | null;

  @Field(() => KpiVerdictWord, { nullable: true, description: 'How the two compare; null if either is missing.' })
  verdict!: KpiVerdict | null;

  @Field(() => Float, { nullable: true, description: 'What the council wants it to reach.' })
  target!: number | null;

  @Field(() => RagWord, { nullable: true, description: 'How it compares with the target; null without one.' })
  rag!: Rag | null;

  @Field(() => Float, { nullable: true, description: 'The figure of the period before.' })
  before!: number | null;

  @Field(() => TrendWord, { nullable: true, description: 'Which way it went since the period before.' })
  trend!: Trend | null;

  @Field(() => Boolean, { description: 'Whether it is a count of people too small to be shown.' })
  suppressed!: boolean;
}

@ObjectType('KpiCheck', { description: 'Something about a sheet that cannot be, or that somebody should look at.' })
class KpiCheckType {
  @Field(() => String, { description: 'Id of the line that does not fit.' })
  rule!: string;

  @Field(() => CheckSeverityWord, { description: 'How bad it is.' })
  severity!: KpiCheck['severity'];

  @Field(() => String, { description: 'What does not fit.' })
  message!: string;
}

@ObjectType('KpiSheet', { description: 'The KPIs of a provider, or of a council as a whole, for a period (SHOW-05).' })
@Reads('figures:read')
export class KpiSheetType {
  @Field(() => Council, { description: 'The council.' })
  council!: string;

  @Field(() => Provider, { nullable: true, description: 'The provider; null for the council as a whole.' })
  provider!: Provider | null;

  @Field(() => String, { description: 'Name of the period, such as 2026-27 Q1 or 2026-05.' })
  period!: string;

  @Field(() => LocalDateScalar, { description: 'First day of the period.' })
  from!: string;

  @Field(() => LocalDateScalar, { description: 'Last day of the period.' })
  to!: string;

  @Field(() => String, { description: 'The council’s policy that it was made under, such as bromley/3.' })
  policyVersion!: string;

  @Field(() => MonitoredAsWord, { nullable: true, description: 'Why it is required; null if it is not (CM-01).' })
  monitoredAs!: MonitoredAs | null;

  @Field(() => Boolean, { description: 'Whether the provider has declared anything for it.' })
  returned!: boolean;

  @Field(() => String, { description: 'Changes when any figure does: keep it to know whether one has.' })
  fingerprint!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was frozen; null while it may change.' })
  closedAt!: Date | null;

  @Field(() => [KpiCellType], { description: 'The lines, in the order of the contract’s sheet.' })
  cells!: readonly KpiCellType[];

  @Field(() => [KpiCellType], {
    description: 'The lines of a closed quarter that would differ today, as they would be today.',
  })
  changedSinceClose!: readonly KpiCellType[];

  @Field(() => [KpiCheckType], { description: 'Where lines do not fit each other.' })
  checks!: readonly KpiCheck[];
}

@Resolver()
export class KpiSheets {
  @Authorized<Role>(FIGURE_READERS)
  @Query(() => KpiSheetType, {
    nullable: true,
    description: 'The KPI sheet of a provider: every line, computed, declared and the difference (SHOW-05).',
  })
  async kpiSheet(
    @Ctx() context: RequestContext,
    @Args() whose: WhoseArgs,
    @Args() { period, lines }: LinesArgs,
  ): Promise<KpiSheetType> {
    const { council, providerId } = whoseFigures(context, FIGURE_READERS, whose);
    const hideFew = !isProvider(context.caller);
    const asked = { council, period: periodOf(period), now: await context.now(), hideFew };
    return sheetShown(await kpiSheetOf(context.em, asked, providerId), lines);
  }
}

/** A sheet as it is shown; `lines` leaves out the others. */
export function sheetShown(sheet: SheetRead, lines?: readonly string[] | null): KpiSheetType {
  const { providerId, period, cells, changedSinceClose } = sheet;
  const wanted = cells.filter(({ line }) => !lines || lines.includes(line.id));
  return {
    ...sheet,
    provider: providerId ? Object.assign(new Provider(), { id: providerId }) : null,
    period: period.name,
    from: period.from,
    to: period.to,
    cells: wanted.map(cellShown),
    changedSinceClose: changedSinceClose.map(cellShown),
  };
}

function cellShown(cell: KpiCell): KpiCellType {
  const { id, title, unit, version, better, numerator } = cell.line;
  return { ...cell, line: id, title, unit, version, better, computed: numerator !== null };
}
