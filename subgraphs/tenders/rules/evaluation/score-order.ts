import type { Question, Split } from '../call-offs/preparation.js';
import { byDraw, drawnNumber } from './draw.js';
import { type Placed, ranked } from './ranking.js';

/** What one answer to a question was found to be worth: 0 to the question's maximum. [EVAL-08] */
export interface Score {
  /** Code of the question. */
  readonly question: string;
  readonly score: number;
}

/** A bid with what it costs a week, and its scores. */
export interface ScoredBid {
  readonly bidId: string;
  readonly providerId: string;
  /** Above 0. */
  readonly weeklyCostPence: number;
  /** One for each question. */
  readonly scores: readonly Score[];
}

/** A bid with its figures, each out of 100 and rounded for reading to two places, half up; compared they are exact. */
export interface CostAndQuality {
  readonly bidId: string;
  readonly providerId: string;
  readonly weeklyCostPence: number;
  readonly costScore: number;
  readonly qualityScore: number;
  readonly totalScore: number;
  readonly drawn: number;
}

export type ScoreReason = 'TOTAL_SCORE' | 'DRAW';

/**
 * The order of bids by cost and quality, the highest total first, and a draw among equals.
 *
 * Cost scores 100 for the lowest of these bids and less in proportion: 100 × lowest / cost. Quality is 100 × Σ(weight × score)
 * / Σ(weight × maximum). The total is (cost% × cost + quality% × quality) / 100. Totals are compared as fractions, so that
 * rounding never parts or joins two bids. It informs whoever decides, and decides nothing. [EVAL-07, EVAL-08, EVAL-12; 003 ¶9b]
 */
export function scoreOrder(
  bids: readonly ScoredBid[],
  { questions, ...split }: Split & { readonly questions: readonly Question[] },
  drawSeed: string,
): readonly Placed<CostAndQuality, ScoreReason>[] {
  const lowest = BigInt(Math.min(...bids.map(({ weeklyCostPence }) => weeklyCostPence), Number.MAX_SAFE_INTEGER));
  const most = weighted(questions, ({ maximum }) => maximum);
  const figured = bids.map((bid) => {
    const cost = BigInt(bid.weeklyCostPence);
    const reached = weighted(questions, ({ code }) => bid.scores.find(({ question }) => question === code)?.score ?? 0);
    // Of a denominator that is `cost × most`.
    const total = BigInt(split.costPct) * lowest * most + BigInt(split.qualityPct) * reached * cost;
    return {
      bidId: bid.bidId,
      providerId: bid.providerId,
      weeklyCostPence: bid.weeklyCostPence,
      costScore: toTwoPlaces(100n * lowest, cost),
      qualityScore: toTwoPlaces(100n * reached, most),
      totalScore: toTwoPlaces(total, cost * most),
      drawn: drawnNumber(drawSeed, bid.bidId),
      total,
      cost,
    };
  });
  type Figured = (typeof figured)[number];
  return ranked<Figured, ScoreReason>(figured, [
    { name: 'TOTAL_SCORE', compare: (one, other) => sign(other.total * one.cost - one.total * other.cost) },
    { name: 'DRAW', compare: byDraw },
  ]).map(({ total: _total, cost: _cost, ...bid }) => bid);
}

function weighted(questions: readonly Question[], worthOf: (question: Question) => number): bigint {
  return questions.reduce((sum, question) => sum + BigInt(question.weight) * BigInt(worthOf(question)), 0n);
}

/** A fraction that is not negative, rounded to two places, half up. (EVAL-07) */
function toTwoPlaces(numerator: bigint, denominator: bigint): number {
  return Number((200n * numerator + denominator) / (2n * denominator)) / 100;
}

function sign(value: bigint): number {
  return value > 0n ? 1 : value < 0n ? -1 : 0;
}
