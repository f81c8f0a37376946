import type { Transaction } from '../../../../kernel/database/work.js';
import type { Placement } from '../../entities/placements/placement.js';
import { variationsOf } from '../../reads/variations/variations-of.js';
import { movePlacement } from '../move.js';
import { levelOf } from './level-of.js';

/** The placement stands suspended while a suspension is in effect, and at the level of today. [SM-4, VAR-02, VAR-14] */
export async function standAsVaried(t: Transaction, placement: Placement): Promise<void> {
  placement.currentWeeklyWorkerMinutes = (await levelOf(t, placement)).today;
  const variations = await variationsOf(t.em, placement.id);
  const isSuspended = variations.some(({ kind, state }) => kind === 'SUSPEND' && state === 'EFFECTIVE');
  if (isSuspended && placement.state === 'ACTIVE') movePlacement(placement, 'suspend');
  if (!isSuspended && placement.state === 'SUSPENDED') movePlacement(placement, 'resume');
}
