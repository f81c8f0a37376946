import { Arg, Args, Authorized, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import { badInput } from '../../../../kernel/graphql/bad-input.js';
import {
  COUNTED,
  connectionOf,
  keyAfter,
  type Page,
  PageArgs,
  pageOf,
  rowsFor,
} from '../../../../kernel/graphql/pages.js';
import { Reads } from '../../../../kernel/graphql/read-scopes.js';
import type { RequestContext } from '../../../../kernel/graphql/request-context.js';
import { LocalDateScalar } from '../../../../kernel/graphql/scalars.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import { type EvidenceKind, EvidenceKindWord, type KpiPart, KpiPartWord } from '../../entities/figures/words.js';
import { Visit } from '../../entities/visits/visit.js';
import { type Evidence, type EvidenceAsked, kpiEvidence } from '../../reads/figures/read-kpi-evidence.js';
import { kpiLine } from '../../rules/figures/kpi-register.js';
import { Placement } from '../references.js';
import { FIGURE_READERS, periodOf, whoseFigures } from '../whose.js';
import { PeriodArgs, WhoseArgs } from './figures-args.js';

@ObjectType('KpiEvidence', { description: 'One of the things that a figure is made of; their amounts add up to it.' })
@Reads('figures:read')
class KpiEvidenceType implements Evidence {
  @Field(() => EvidenceKindWord, { description: 'What sort of thing it is.' })
  kind!: EvidenceKind;

  @Field(() => ID, {
    description: 'Its id; for a person or a package that is counted once, the id of the latest placement.',
  })
  id!: string;

  @Field(() => LocalDateScalar, { description: 'Its day.' })
  day!: string;

  @Field(() => Int, { description: '1 if things are counted; otherwise minutes, days or workers.' })
  amount!: number;

  @Field(() => Visit, { nullable: true, description: 'The visit, if it is one.' })
  visit!: Visit | null;

  @Field(() => Placement, { nullable: true, description: 'The placement, if it is one.' })
  placement!: Placement | null;
}
const KpiEvidenceConnection = connectionOf(KpiEvidenceType, 'KpiEvidence');

@Resolver()
export class KpiEvidences {
  @Authorized<Role>(FIGURE_READERS)
  @Query(() => KpiEvidenceConnection, {
    nullable: true,
    description:
      'What a figure of a sheet is made of, as it is today, in the order of days: visits, placements, invitations (SHOW-05).',
  })
  async kpiEvidence(
    @Ctx() context: RequestContext,
    @Args() { period }: PeriodArgs,
    @Arg('line', () => String, { description: 'Id of the line, such as KPI-3.5.' }) line: string,
    @Arg('part', () => KpiPartWord, { description: 'Which part of the figure.' }) part: KpiPart,
    @Args() whose: WhoseArgs,
    @Args() page: PageArgs,
  ): Promise<Page<KpiEvidenceType>> {
    const { council, providerId } = whoseFigures(context, FIGURE_READERS, whose);
    const asked = kpiLine(line);
    if (!asked) throw badInput('line takes the id of a line of the KPI sheet.');
    const fact = part === 'NUMERATOR' ? asked.numerator : asked.denominator;
    const [day, id] = keyAfter(page.after, ['text', 'text']) ?? [];
    const limit = rowsFor(page.first);
    if (!fact) return { ...pageOf<KpiEvidenceType>([], page, () => []), totalCount: 0 };
    const { policy } = await policyInForce(context.em, council, await context.now());
    const { ceilingHours } = policy.capacity;
    const evidence = (some: Pick<EvidenceAsked, 'after' | 'limit'>) =>
      kpiEvidence(context.em, { council, providerId, period: periodOf(period), fact, ceilingHours, ...some });
    const rows = await evidence({ after: day && id ? { day, id } : null, limit });
    const nodes = await Promise.all(
      rows.map(async (row) => ({
        ...row,
        visit: row.kind === 'VISIT' ? await context.byId(Visit, row.id) : null,
        placement: row.kind === 'PLACEMENT' ? Object.assign(new Placement(), { id: row.id }) : null,
      })),
    );
    return {
      ...pageOf(nodes, page, (node) => [node.day, node.id]),
      // Counted only for those who ask.
      get totalCount() {
        return evidence({ after: null, limit: COUNTED + 1 }).then((all) => (all.length > COUNTED ? null : all.length));
      },
    };
  }
}
