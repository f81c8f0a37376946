import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import {
  DESK_OF_ROUTE,
  dutyAt,
  noReplyRouteAt,
} from '../../../../subgraphs/monitoring/rules/no-reply/no-reply-route.js';

describe('which desk of the council is told of a no reply', () => {
  it.each([
    ['Monday 08:59:59.999', '2026-06-01T07:59:59.999Z', 'EDT'],
    ['Monday 09:00', '2026-06-01T08:00:00Z', 'DUTY'],
    ['Monday 17:00', '2026-06-01T16:00:00Z', 'DUTY'],
    ['Monday one millisecond past 17:00', '2026-06-01T16:00:00.001Z', 'CONTACT_DESK'],
    ['Monday 17:15', '2026-06-01T16:15:00Z', 'CONTACT_DESK'],
    ['Monday 17:30', '2026-06-01T16:30:00Z', 'CONTACT_DESK'],
    ['Monday one millisecond past 17:30', '2026-06-01T16:30:00.001Z', 'EDT'],
    ['Friday 17:15', '2026-06-05T16:15:00Z', 'CONTACT_DESK'],
    ['Saturday 10:00', '2026-06-06T09:00:00Z', 'EDT'],
    ['Sunday 17:15', '2026-06-07T16:15:00Z', 'EDT'],
    ['Sunday 22:00', '2026-06-07T21:00:00Z', 'EDT'],
    ['a bank holiday, 10:00', '2026-08-31T09:00:00Z', 'EDT'],
    ['a bank holiday, 17:15', '2026-08-31T16:15:00Z', 'EDT'],
    ['in winter, 17:15', '2026-12-01T17:15:00Z', 'CONTACT_DESK'],
  ])('DEL-36, AMB-28: %s', (_when, instant, route) => {
    expect(noReplyRouteAt(new Date(instant), DEFAULT_POLICY)).toBe(route);
  });
});

describe('who of the council is on duty', () => {
  it.each([
    ['Monday 09:00', '2026-06-01T08:00:00Z', 'duty', 'duty'],
    ['Monday 17:00', '2026-06-01T16:00:00Z', 'duty', 'duty'],
    ['Monday one millisecond past 17:00', '2026-06-01T16:00:00.001Z', 'contact-desk', 'emergency-duty'],
    ['Monday 17:30', '2026-06-01T16:30:00Z', 'contact-desk', 'emergency-duty'],
    ['Monday one millisecond past 17:30', '2026-06-01T16:30:00.001Z', 'emergency-duty', 'emergency-duty'],
    ['Saturday 10:00', '2026-06-06T09:00:00Z', 'emergency-duty', 'emergency-duty'],
    ['a bank holiday, 10:00', '2026-08-31T09:00:00Z', 'emergency-duty', 'emergency-duty'],
  ])('NTF-19, NTF-21: %s', (_when, instant, ofNoReplies, ofAlerts) => {
    const at = new Date(instant);
    expect(DESK_OF_ROUTE[noReplyRouteAt(at, DEFAULT_POLICY)]).toBe(ofNoReplies);
    expect(dutyAt(at, DEFAULT_POLICY)).toBe(ofAlerts);
  });
});
