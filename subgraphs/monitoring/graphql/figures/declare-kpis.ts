import { Arg, Authorized, Ctx, Field, Float, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ActInput, Payload } from '../../../../kernel/graphql/payload.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { declareKpis, allowed as mayDeclare } from '../../commands/figures/declare-kpis.js';
import { kpiSheetOf } from '../../reads/figures/read-kpi-sheets.js';
import type { DeclaredLine } from '../../rules/figures/declaration.js';
import { periodOf } from '../whose.js';
import { KpiSheetType, sheetShown } from './kpi-sheet.js';

@InputType({ description: 'One line as the provider has it.' })
class DeclaredLineInput implements DeclaredLine {
  @Field(() => String, { description: 'Id of the line, such as KPI-4.1.' })
  line!: string;

  @Field(() => Float, { description: 'The figure: 0 or more, two decimal places at most; a share in percent.' })
  value!: number;
}

@InputType({ description: 'A provider’s own figures of a quarter (NTF-37).' })
class DeclareKpisInput extends ActInput {
  @Field(() => ID, { description: 'Key of the council that they are returned to.' })
  council!: string;

  @Field(() => String, { description: 'Name of the quarter, such as 2026-27 Q1.' })
  quarter!: string;

  @Field(() => [DeclaredLineInput], {
    description: 'The lines, 100 at most; a line that is declared again becomes a new version.',
  })
  lines!: DeclaredLineInput[];
}

@ObjectType({ description: 'The sheet after declaring.' })
class DeclareKpisPayload extends Payload {
  @Field(() => KpiSheetType, { nullable: true, description: 'The provider’s own sheet as it stands now.' })
  sheet!: KpiSheetType | null;
}

@Resolver()
export class DeclaringKpis {
  @Authorized<Role>(...mayDeclare.roles)
  @Mutation(() => DeclareKpisPayload, {
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
}
