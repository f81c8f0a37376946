export const RESPONSE_SPEEDS = ['ON_TARGET', 'SLOWER_THAN_TARGET', 'REJECTED_LATE'] as const;
export type ResponseSpeed = (typeof RESPONSE_SPEEDS)[number];

/** How fast a discharge to assess was answered. [WIN-05, AMB-01; 002 App A ¶9, App M §4, §6] */
export function d2aResponseSpeed(
  { targetAt, closesAt }: { readonly targetAt: Date; readonly closesAt: Date },
  receivedAt: Date,
): ResponseSpeed {
  if (receivedAt > closesAt) return 'REJECTED_LATE';
  return receivedAt <= targetAt ? 'ON_TARGET' : 'SLOWER_THAN_TARGET';
}
