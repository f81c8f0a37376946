import type { EntityManager } from '../../../../kernel/database/orm.js';
import { DayFigures } from '../../entities/figures/day-figures.js';
import type { EvidenceKind } from '../../entities/figures/words.js';
import { Visit } from '../../entities/visits/visit.js';
import { figuresOf } from '../../rules/figures/day-figures.js';
import {
  type FactName,
  type GivenFact,
  KEPT_FACTS,
  type KeptFact,
  VISIT_FACTS,
  type VisitFact,
} from '../../rules/figures/kpi-register.js';
import { daysOf, type Period } from '../../rules/figures/period.js';
import { askedFor } from './kpi-facts.js';
import { rowsOfFact } from './kpi-relations.js';

/** One of the things that a figure is made of; their amounts add up to it. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly id: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** 1 if things are counted; otherwise minutes, days or workers. */
  readonly amount: number;
}

export interface EvidenceAsked {
  readonly council: string;
  readonly providerId: string;
  readonly period: Period;
  readonly fact: FactName;
  /** The evidence after which to go on; null for the first page. */
  readonly after: { readonly day: string; readonly id: string } | null;
  readonly limit: number;
  /** Of the council's policy. */
  readonly ceilingHours: number;
}

/**
 * What is behind a figure, in the order of day and id, a page at a time. It is given as it is today, even for a quarter
 * that is closed. Reads as whoever asks. [SHOW-05, KPI-3.4]
 */
export async function kpiEvidence(em: EntityManager, asked: EvidenceAsked): Promise<readonly Evidence[]> {
  if (isVisitFact(asked.fact)) return visitsBehind(em, asked, asked.fact);
  if (isKeptFact(asked.fact)) return rowsBehind(em, asked, asked.fact);
  return given(asked, asked.fact);
}

/** Uses the very function that sums the days, so that the two cannot differ; reads only the days that count something. */
async function visitsBehind(em: EntityManager, asked: EvidenceAsked, fact: VisitFact): Promise<readonly Evidence[]> {
  const { council, providerId, period, after, limit } = asked;
  const of = { council, providerId };
  const found: Evidence[] = [];
  const from = after && after.day > period.from ? after.day : period.from;
  const days = await em.find(
    DayFigures,
    { ...of, day: { $gte: from, $lte: period.to }, [fact]: { $gt: 0 } },
    { orderBy: { day: 'asc' } },
  );
  for (const { day } of days) {
    const beyond = after?.day === day ? { id: { $gt: after.id } } : {};
    const visits = await em.find(Visit, { ...of, day, ...beyond }, { orderBy: { id: 'asc' } });
    for (const visit of visits) {
      const amount = figuresOf(visit)[fact];
      if (amount !== 0) found.push({ kind: 'VISIT', id: visit.id, day, amount });
    }
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

async function rowsBehind(em: EntityManager, asked: EvidenceAsked, fact: KeptFact): Promise<readonly Evidence[]> {
  const { council, providerId, period, after, limit } = asked;
  const [periods, parameters] = askedFor({ council, provider: providerId, periods: [period] });
  const { kind, sql } = rowsOfFact(fact);
  const rows = (await em.execute(
    `${periods} select id, day, amount from (${sql}) as counted
     where ${after ? '(day, id) > (?, ?)' : 'true'} order by day, id limit ?`,
    [...parameters, ...(after ? [after.day, after.id] : []), limit],
  )) as Array<{ id: string; day: string; amount: string }>;
  return rows.map(({ id, day, amount }) => ({ kind, id, day, amount: Number(amount) }));
}

function given({ period, after, limit, council, ceilingHours }: EvidenceAsked, fact: GivenFact): readonly Evidence[] {
  const all: Evidence[] =
    fact === 'days'
      ? daysOf(period).map((day) => ({ kind: 'DAY', id: day, day, amount: 1 }))
      : [{ kind: 'POLICY', id: council, day: period.to, amount: Math.round(ceilingHours * 60) }];
  return all.filter(({ day, id }) => !after || day > after.day || (day === after.day && id > after.id)).slice(0, limit);
}

const isVisitFact = (fact: FactName): fact is VisitFact => VISIT_FACTS.some((each) => each === fact);
const isKeptFact = (fact: FactName): fact is KeptFact => KEPT_FACTS.some((each) => each === fact);
