import { type Refusal, refuse } from '../../../../kernel/values/refusal.js';

/** On what a case is flagged as specialist. [ASM-22; 003 ¶3] */
export interface SpecialistGround {
  /** Version of the council's agreed definition of "specialist". */
  readonly definitionVersion: string;
  /** Why the case meets it, with nothing that says whose case it is. */
  readonly justification: string;
}

const LONGEST_VERSION = 50;
const LONGEST_JUSTIFICATION = 1000;

/**
 * Refuses a case that is flagged as specialist without the version of the council's definition or without a justification,
 * one that gives either without the flag, and either of them if it is too long. [ASM-22]
 */
export function specialistRefusals(specialist: boolean, ground: SpecialistGround | null): Refusal[] {
  const at = 'input.specialistGround';
  if (!specialist) {
    if (!ground) return [];
    const message = 'Flag the case as specialist, or leave this out.';
    return [refuse('ASM-22', 'NOT_FLAGGED_SPECIALIST', message, at)];
  }
  const version = ground?.definitionVersion.trim() ?? '';
  const justification = ground?.justification.trim() ?? '';
  const refusals: Refusal[] = [];
  if (version === '' || version.length > LONGEST_VERSION) {
    const message = `Name the version of the council's definition of specialist, in at most ${LONGEST_VERSION} characters.`;
    refusals.push(refuse('ASM-22', 'SPECIALIST_DEFINITION_MISSING', message, `${at}.definitionVersion`));
  }
  if (justification === '' || justification.length > LONGEST_JUSTIFICATION) {
    const message = `Say why the case meets the definition, in at most ${LONGEST_JUSTIFICATION} characters.`;
    refusals.push(refuse('ASM-22', 'SPECIALIST_NOT_JUSTIFIED', message, `${at}.justification`));
  }
  return refusals;
}
