import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { KPI_VERDICTS, RAGS, TRENDS } from '../../rules/figures/kpi-cell.js';
import { KPI_CHECK_SEVERITIES } from '../../rules/figures/kpi-checks.js';
import { KPI_DIRECTIONS, KPI_UNITS } from '../../rules/figures/kpi-register.js';
import { MONITORED_AS } from '../../rules/figures/monitored.js';

export const KPI_PARTS = ['NUMERATOR', 'DENOMINATOR'] as const;
export type KpiPart = (typeof KPI_PARTS)[number];
export const KpiPartWord = enumType(KPI_PARTS, { name: 'KpiPart', description: 'A part of a KPI figure.' });

/** What a figure is made of. */
export const EVIDENCE_KINDS = ['VISIT', 'PLACEMENT', 'INVITATION', 'STANDING', 'DAY', 'POLICY'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];
export const EvidenceKindWord = enumType(EVIDENCE_KINDS, {
  name: 'KpiEvidenceKind',
  description: 'What sort of thing a KPI figure is made of.',
});

export const KpiUnitWord = enumType(KPI_UNITS, {
  name: 'KpiUnit',
  description: 'COUNT is a number of things and PERCENT a share; the others are averages: a day, in minutes, in days.',
});
export const KpiDirectionWord = enumType(KPI_DIRECTIONS, {
  name: 'KpiDirection',
  description: 'Whether a higher or a lower figure is better.',
});
export const KpiVerdictWord = enumType(KPI_VERDICTS, {
  name: 'KpiVerdict',
  description:
    'Whether a declared figure matches the computed one within the tolerance, or is to be asked about (CM-05).',
});
export const RagWord = enumType(RAGS, { name: 'KpiRag', description: 'How a figure compares with its target.' });
export const TrendWord = enumType(TRENDS, {
  name: 'KpiTrend',
  description: 'Which way a figure went since the period before.',
});
export const CheckSeverityWord = enumType(KPI_CHECK_SEVERITIES, {
  name: 'KpiCheckSeverity',
  description: 'ERROR is what cannot be; WARNING is what somebody should look at.',
});
export const MonitoredAsWord = enumType(MONITORED_AS, {
  name: 'MonitoredAs',
  description: 'Why a provider’s KPI sheet is required: it has a patch, or enough is spent on it (CM-01).',
});
