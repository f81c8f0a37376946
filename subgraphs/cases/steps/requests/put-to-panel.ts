import type { Transaction } from '../../../../kernel/database/work.js';
import type { Package } from '../../entities/requests/package.js';
import type { RefusedOrDeferred } from '../../rules/requests/panel-decision.js';
import { movePackage } from '../move.js';
import { openForSourcing } from './open-for-sourcing.js';
import { tellOfPackage } from './tell-of-package.js';

/** What the panel decided takes the package on: to be sourced, to wait, or to its end. [SM-1, ASM-03, ASM-04] */
export async function putToPanel(
  t: Transaction,
  carePackage: Package,
  notAgreed: RefusedOrDeferred | undefined,
): Promise<void> {
  movePackage(carePackage, 'submit to panel');
  if (!notAgreed) {
    movePackage(carePackage, 'panel agrees', 'complete request form', 'open call-off');
    return openForSourcing(t, carePackage);
  }
  const { outcome, purpose } = notAgreed;
  movePackage(carePackage, outcome === 'REFUSED' ? 'panel refuses' : 'panel defers');
  if (outcome === 'REFUSED') carePackage.closedAt = await t.now();
  await tellOfPackage(t, carePackage, 'PanelDidNotAgree', ['broker', 'practitioner'], { purpose, outcome });
}
