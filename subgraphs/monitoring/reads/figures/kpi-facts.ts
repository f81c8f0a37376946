import type { EntityManager } from '../../../../kernel/database/orm.js';
import { type KpiFacts, VISIT_FACTS } from '../../rules/figures/kpi-register.js';
import type { Period } from '../../rules/figures/period.js';
import { sumsOfFacts, type Whose } from './kpi-relations.js';

export interface Asked {
  readonly council: string;
  /** Null for every provider of the council. */
  readonly provider: string | null;
  readonly periods: readonly Period[];
}

/** The facts of each period by provider; under `''` where the whole council was asked for. */
export type FactsOfPeriods = ReadonlyArray<ReadonlyMap<string, KpiFacts>>;

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Gathers what the KPI lines are made of, in two statements however much was recorded: the sums of kept days, and the
 * sums of the rows that `kpi-relations.ts` names. Reads as whoever asks. [SHOW-05]
 */
export async function kpiFacts(em: EntityManager, asked: Asked, whose: Whose): Promise<FactsOfPeriods> {
  const found = asked.periods.map(() => new Map<string, Record<string, number>>());
  const factsOf = (nth: number, provider: string | null) => {
    const facts = found[nth]!.get(provider ?? '') ?? {};
    found[nth]!.set(provider ?? '', facts);
    return facts;
  };
  const [periods, parameters] = askedFor(asked);

  const key = whose === 'ALL' ? 'null::uuid' : 'it.provider_id';
  const days = (await em.execute(
    `${periods}
     select asked.nth, ${key} as provider_id, ${VISIT_FACTS.map((fact) => `sum(it.${snake(fact)}) as ${snake(fact)}`).join(', ')}
     from asked join monitoring.day_figures it on it.council = asked.council
       ${whose === 'ONE' ? 'and it.provider_id = asked.provider' : ''} and it.day between asked."from" and asked."to"
     group by 1, 2`,
    parameters,
  )) as Array<Record<string, string | null> & { nth: number; provider_id: string | null }>;
  for (const row of days) {
    for (const fact of VISIT_FACTS) factsOf(row.nth, row.provider_id)[fact] = Number(row[snake(fact)]);
  }

  const kept = (await em.execute(`${periods} ${sumsOfFacts(whose)}`, parameters)) as Array<{
    nth: number;
    provider_id: string | null;
    facts: Readonly<Record<string, number | null>>;
  }>;
  for (const { nth, provider_id, facts } of kept) {
    for (const [fact, amount] of Object.entries(facts)) factsOf(nth, provider_id)[fact] = Number(amount ?? 0);
  }
  return found;
}

/** The head of a statement whose relations are read for these periods. */
export function askedFor({ council, provider, periods }: Asked): readonly [sql: string, parameters: unknown[]] {
  const rows = periods.map((_, nth) => `(${nth}, ?::text, ?::uuid, ?::text, ?::text)`);
  return [
    `with asked (nth, council, provider, "from", "to") as (values ${rows.join(', ')})`,
    periods.flatMap(({ from, to }) => [council, provider, from, to]),
  ];
}
