import type { EntityManager } from '../../../../kernel/database/orm.js';
import { policyInForce } from '../../../../kernel/database/policy-in-force.js';
import type { PolicyInForce } from '../../../../schema/policy.js';
import { DeclaredKpi } from '../../entities/figures/declared-kpi.js';
import { KpiSnapshot } from '../../entities/figures/kpi-snapshot.js';
import { ProviderStanding } from '../../entities/sourcing/provider-standing.js';
import { partsOf } from '../../rules/figures/kpi-cell.js';
import type { KpiFacts } from '../../rules/figures/kpi-register.js';
import {
  changedSince,
  type KpiCell,
  type KpiSheetFigures,
  kpiSheet,
  type PeriodFigures,
  thawed,
} from '../../rules/figures/kpi-sheet.js';
import { type MonitoredAs, monitoredAs } from '../../rules/figures/monitored.js';
import { type Period, periodBefore } from '../../rules/figures/period.js';
import { kpiFacts } from './kpi-facts.js';

/** A sheet, of one provider or of a council as a whole, with what is known about it. */
export interface SheetRead extends KpiSheetFigures {
  readonly council: string;
  /** Null for the council as a whole. */
  readonly providerId: string | null;
  readonly period: Period;
  readonly policyVersion: string;
  readonly monitoredAs: MonitoredAs | null;
  /** Something was declared for the quarter. */
  readonly returned: boolean;
  /** Null while figures may still change. */
  readonly closedAt: Date | null;
  /** The lines of a closed quarter that would differ today, as they would be today. */
  readonly changedSinceClose: readonly KpiCell[];
}

export interface SheetsAsked {
  readonly council: string;
  readonly period: Period;
  readonly now: Date;
  /** Leave out counts that might point at a person. */
  readonly hideFew: boolean;
}

/** The sheet of one provider, monitored or not. [SHOW-05] */
export async function kpiSheetOf(em: EntityManager, asked: SheetsAsked, providerId: string): Promise<SheetRead> {
  const [sheet] = await sheetsOf(em, asked, providerId);
  return sheet!;
}

/** The sheets of all monitored providers, by id. [SHOW-05, CM-01] */
export async function monitoredSheets(em: EntityManager, asked: SheetsAsked): Promise<readonly SheetRead[]> {
  return sheetsOf(em, asked, null);
}

/**
 * The sheet of the council as a whole: every visit and person is counted once, whichever provider gives the care. Nothing
 * is declared for it, and nothing is frozen.
 * [SHOW-05]
 */
export async function councilSheet(em: EntityManager, asked: SheetsAsked): Promise<SheetRead> {
  const { council, period, now, hideFew } = asked;
  const { policy, version } = await policyInForce(em, council, now);
  const periods = [period, periodBefore(period)];
  const facts = await kpiFacts(em, { council, provider: null, periods }, 'ALL');
  const [current, before] = periods.map(({ days }, nth) => figuresOf({ ...facts[nth]!.get(''), days }, []));
  return {
    council,
    providerId: null,
    period,
    policyVersion: version,
    monitoredAs: null,
    returned: false,
    closedAt: null,
    changedSinceClose: [],
    ...kpiSheet(current!, before!, { hideFew, policy }),
  };
}

function figuresOf(facts: KpiFacts, declared: readonly DeclaredKpi[]): PeriodFigures {
  return {
    partsOf: (line) => partsOf(line, facts),
    declared: new Map(declared.map(({ line, value }) => [line, value])),
  };
}

async function sheetsOf(em: EntityManager, asked: SheetsAsked, one: string | null): Promise<readonly SheetRead[]> {
  const { council, period, now, hideFew } = asked;
  const ofProvider = one ? { providerId: one } : {};
  const inForce = await policyInForce(em, council, now);
  const periods = [period, periodBefore(period)];
  const facts = await kpiFacts(em, { council, provider: one, periods }, one ? 'ONE' : 'EACH');
  const declared = await em.find(
    DeclaredKpi,
    { council, quarter: { $in: periods.map(({ name }) => name) }, ...ofProvider },
    { orderBy: { version: 'asc' } },
  );
  const snapshots = await em.find(KpiSnapshot, { council, quarter: period.name, reopenedAt: null, ...ofProvider });
  const monitored = await monitoredProviders(em, { council, period, inForce }, one);
  const frozenUnder = new Map<string, PolicyInForce>();
  for (const { policyVersion } of snapshots) {
    if (!frozenUnder.has(policyVersion)) {
      frozenUnder.set(policyVersion, await policyInForce(em, council, { version: policyVersion }));
    }
  }

  return (one ? [one] : [...monitored.keys()].sort()).map((providerId) => {
    const standing = monitored.get(providerId);
    const ceilingMinutes = standing ? Math.round(inForce.policy.capacity.ceilingHours * 60) : 0;
    const [current, earlier] = periods.map(({ days, name }, nth) =>
      figuresOf(
        { ...facts[nth]!.get(providerId), days, ...(nth === 0 && { ceilingMinutes }) },
        declared.filter((each) => each.providerId === providerId && each.quarter === name),
      ),
    ) as [PeriodFigures, PeriodFigures];
    const today = kpiSheet(current, earlier, { hideFew, policy: inForce.policy });
    const snapshot = snapshots.find((each) => each.providerId === providerId);
    const about = {
      council,
      providerId,
      period,
      monitoredAs: standing?.as ?? null,
      returned: current.declared.size > 0,
    };
    if (!snapshot) {
      return { ...about, ...today, policyVersion: inForce.version, closedAt: null, changedSinceClose: [] };
    }
    const { policy } = frozenUnder.get(snapshot.policyVersion)!;
    const then = kpiSheet(thawed(snapshot.figures), earlier, { hideFew, policy });
    return {
      ...about,
      ...then,
      policyVersion: snapshot.policyVersion,
      closedAt: snapshot.closedAt,
      changedSinceClose: changedSince(today.cells, snapshot.figures),
    };
  });
}

/** The monitored providers of the council, and why; if one was asked for, that one, monitored or not. */
async function monitoredProviders(
  em: EntityManager,
  { council, period, inForce }: { council: string; period: Period; inForce: PolicyInForce },
  one: string | null,
): Promise<ReadonlyMap<string, { readonly as: MonitoredAs | null }>> {
  const standings = await em.find(ProviderStanding, { council, ...(one ? { providerId: one } : {}) });
  const spent = (await em.execute(
    `select provider_id, sum(amount_pence) as pence from monitoring.approved_statement
     where council = ? and "to" <= ? and "to"::date > ?::date - interval '1 year' ${one ? 'and provider_id = ?' : ''}
     group by provider_id`,
    [council, period.to, period.to, ...(one ? [one] : [])],
  )) as Array<{ provider_id: string; pence: string }>;
  const pence = new Map(spent.map((each) => [each.provider_id, Number(each.pence)]));
  return new Map(
    standings
      .map(({ providerId, memberships }) => {
        const as = monitoredAs(memberships, pence.get(providerId) ?? 0, period, inForce.policy);
        return [providerId, { as }] as const;
      })
      .filter(([, { as }]) => one || as),
  );
}
