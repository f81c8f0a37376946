import type { Transaction } from '../../../../kernel/database/work.js';
import { type HeldCallOff, holdCallOff, holdCallOffOfPackage } from '../../steps/call-offs/hold-call-off.js';
import { closeWindow } from '../stages/close-window.js';

/** The live call-off of a package, held; a window that has run out is closed first, and the next stage may be open then. [WIN-01, WIN-14] */
export async function holdInItsWindow(
  t: Transaction,
  { council, packageId }: { readonly council: string; readonly packageId: string },
): Promise<HeldCallOff | null> {
  const held = await holdCallOffOfPackage(t, packageId);
  if (held?.callOff.state !== 'OPEN' || !held.stage || (await t.now()) <= held.stage.closesAt) return held;
  await closeWindow(t, { council, callOffId: held.callOff.id, stageId: held.stage.id });
  return holdCallOff(t, held.callOff.id);
}
