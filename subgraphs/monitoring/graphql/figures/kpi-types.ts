import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../../kernel/graphql/pages.js';
import { RefusalType } from '../../../../kernel/graphql/payload.js';
import { DateTimeScalar, LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import { Visit } from '../../entities/visits/visit.js';
import type { Evidence } from '../../reads/figures/read-kpi-evidence.js';
import type { SheetRead } from '../../reads/figures/read-kpi-sheets.js';
import type { KpiCheck } from '../../rules/figures/kpi-checks.js';
import type { KpiCell } from '../../rules/figures/kpi-sheet.js';
import { Placement, Provider } from '../foreign.js';

@ObjectType('KpiCell', { description: 'One line of a KPI sheet: computed, declared, and how they stand (SHOW-05).' })
export class KpiCellType {
  @Field(() => String, { description: 'Id of the line, such as KPI-3.5 or KPI-40/LATE.' })
  line!: string;

  @Field(() => String, { description: 'What it measures.' })
  title!: string;

  @Field(() => String, { description: 'COUNT, PERCENT, A_DAY, MINUTES or DAYS.' })
  unit!: string;

  @Field(() => Int, { description: 'Version of the definition.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'HIGHER or LOWER; null where neither is better.' })
  better!: string | null;

  @Field(() => Boolean, { description: 'Whether the hub works it out; otherwise what is declared stands alone.' })
  computed!: boolean;

  @Field(() => Float, { nullable: true, description: 'What is counted.' })
  numerator!: number | null;

  @Field(() => Float, { nullable: true, description: 'Of what; null of a count.' })
  denominator!: number | null;

  @Field(() => Float, { nullable: true, description: 'To two places; null where nothing applies (never 0 or 100).' })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: 'What the provider declared last.' })
  declared!: number | null;

  @Field(() => Float, { nullable: true, description: 'Declared less computed.' })
  difference!: number | null;

  @Field(() => String, { nullable: true, description: 'MATCH within the tolerance, else QUERY (CM-05).' })
  verdict!: string | null;

  @Field(() => Float, { nullable: true, description: 'What the council holds it against.' })
  target!: number | null;

  @Field(() => String, { nullable: true, description: 'GREEN, AMBER or RED; null without a target.' })
  rag!: string | null;

  @Field(() => Float, { nullable: true, description: 'The period before.' })
  before!: number | null;

  @Field(() => String, { nullable: true, description: 'UP, DOWN or SAME since the period before.' })
  trend!: string | null;

  @Field(() => Boolean, { description: 'A count of people too small to be shown.' })
  suppressed!: boolean;
}

@ObjectType('KpiCheck', { description: 'Something about a sheet that cannot be, or that should be looked at.' })
export class KpiCheckType {
  @Field(() => String, { description: 'The line that is out.' })
  rule!: string;

  @Field(() => String, { description: 'ERROR or WARNING.' })
  severity!: string;

  @Field(() => String, { description: 'What does not fit.' })
  message!: string;
}

@ObjectType('KpiSheet', { description: 'The KPIs of a provider, or of a council as a whole, for a period (SHOW-05).' })
export class KpiSheetType {
  @Field(() => ID, { description: 'The council.' })
  council!: string;

  @Field(() => Provider, { nullable: true, description: 'The provider; null of the council as a whole.' })
  provider!: Provider | null;

  @Field(() => String, { description: 'Such as 2026-27 Q1 or 2026-05.' })
  period!: string;

  @Field(() => LocalDateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => LocalDateScalar, { description: 'Last day.' })
  to!: string;

  @Field(() => String, { description: 'The council’s policy that it was made under, such as bromley/3.' })
  policyVersion!: string;

  @Field(() => String, { nullable: true, description: 'Why it is required: PATCH or SPEND; null where not (CM-01).' })
  monitoredAs!: string | null;

  @Field(() => Boolean, { description: 'Whether the provider has declared anything for it.' })
  returned!: boolean;

  @Field(() => String, { description: 'Changes when any figure does: kept by whoever must know that it has.' })
  fingerprint!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was frozen; null while it may change.' })
  closedAt!: Date | null;

  @Field(() => [KpiCellType], { description: 'The lines, in the order of the contract’s sheet.' })
  cells!: readonly KpiCellType[];

  @Field(() => [KpiCellType], { description: 'Of a closed quarter, the lines that would be otherwise today, so.' })
  changedSinceClose!: readonly KpiCellType[];

  @Field(() => [KpiCheckType], { description: 'Where lines do not fit each other.' })
  checks!: readonly KpiCheck[];
}

@ObjectType({ description: 'The sheets of a council: as a whole, and of every monitored provider (CM-01).' })
export class KpiCouncilSheet {
  @Field(() => KpiSheetType, { description: 'Every visit and person once, whoever cares.' })
  total!: KpiSheetType;

  @Field(() => [KpiSheetType], { description: 'One for each monitored provider.' })
  providers!: readonly KpiSheetType[];
}

@ObjectType('KpiEvidence', { description: 'One thing that a figure is made of; the amounts add up to it.' })
export class KpiEvidenceType implements Evidence {
  @Field(() => String, { description: 'VISIT, PLACEMENT, INVITATION, STANDING, DAY or POLICY.' })
  kind!: Evidence['kind'];

  @Field(() => ID, { description: 'Its id; of a person or package counted once, that of the latest placement.' })
  id!: string;

  @Field(() => LocalDateScalar, { description: 'Its day.' })
  day!: string;

  @Field(() => Int, { description: '1 where things are counted, else minutes, days or workers.' })
  amount!: number;

  @Field(() => Visit, { nullable: true, description: 'The visit, where it is one.' })
  visit!: Visit | null;

  @Field(() => Placement, { nullable: true, description: 'The placement, where it is one.' })
  placement!: Placement | null;
}
export const KpiEvidenceConnection = connectionOf(KpiEvidenceType, 'KpiEvidence');

@ObjectType({ description: 'The sheet after declaring, or why nothing was taken.' })
export class DeclareKpisPayload {
  @Field(() => KpiSheetType, { nullable: true, description: 'The provider’s own sheet as it stands now.' })
  sheet!: KpiSheetType | null;

  @Field(() => [RefusalType], { description: 'Why nothing was taken; empty when it was.' })
  refusals!: readonly RefusalType[];
}

@ObjectType({ description: 'What one provider declared otherwise than was computed (CM-05).' })
@Directive('@shareable')
export class KpiDiscrepancy {
  @Field(() => Provider, { description: 'The provider.' })
  provider!: Provider;

  @Field(() => [String], { description: 'The lines to be asked about.' })
  lines!: readonly string[];
}

@ObjectType({ description: 'What came of closing a quarter.' })
export class CloseQuarterPayload {
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed; null when it was not.' })
  closedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many sheets were frozen.' })
  sheets!: number | null;

  @Field(() => [KpiDiscrepancy], { nullable: true, description: 'What is to be asked about.' })
  discrepancies!: readonly KpiDiscrepancy[] | null;

  @Field(() => [RefusalType], { description: 'Why it was not closed; empty when it was.' })
  refusals!: readonly RefusalType[];
}

@ObjectType({ description: 'What came of opening a quarter again.' })
export class ReopenQuarterPayload {
  @Field(() => String, { nullable: true, description: 'The quarter that is open again; null when it is not.' })
  quarter!: string | null;

  @Field(() => [RefusalType], { description: 'Why it was not opened; empty when it was.' })
  refusals!: readonly RefusalType[];
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
