import type { Told } from './visit-facts.js';

/**
 * Whether the person was told before an instant: about a late call, a change or a cancellation before the call would
 * start, and about another worker before that one comes. [DEL-13, DEL-15; 002 ¶5.1, ¶7.10]
 */
export function wasTold(told: readonly Told[], about: Told['about'], before: Date): boolean {
  return told.some((each) => each.about === about && new Date(each.at) < before);
}
