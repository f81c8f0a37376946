import fc from 'fast-check';
import {
  lasArrival,
  lasTriggerRefusal,
  triggerOf,
} from '../../../../subgraphs/cases/rules/requests/las-notification.js';

describe('what arrives from LAS', () => {
  it.each([
    ['DOMICILIARY', 'ARRANGE'],
    ['SUPPORTED_LIVING', 'ARRANGE'],
    ['RESIDENTIAL', 'RESIDENTIAL'],
    ['NURSING', 'RESIDENTIAL'],
    ['RESPITE', 'RESPITE'],
  ] as const)('ASM-36: a request for %s begins as %s', (serviceType, trigger) => {
    expect(triggerOf(serviceType)).toBe(trigger);
  });

  it.each([
    ['ARRANGE', 'WORK_TRAY'],
    ['INCREASE', 'WORK_TRAY'],
    ['RESIDENTIAL', 'WORK_TRAY'],
    ['RESPITE', 'WORK_TRAY'],
    ['SUSPENSION', 'CASE_NOTIFICATION'],
    ['REDUCTION', 'CASE_NOTIFICATION'],
    ['TEMPORARY_INCREASE', 'CASE_NOTIFICATION'],
  ] as const)('ASM-36: %s begins with %s and with nothing else', (trigger, channel) => {
    const other = channel === 'WORK_TRAY' ? 'CASE_NOTIFICATION' : 'WORK_TRAY';
    expect(lasTriggerRefusal(trigger, channel)).toBeUndefined();
    expect(lasTriggerRefusal(trigger, other)).toEqual({
      rule: 'ASM-36',
      code: 'ANOTHER_LAS_CHANNEL',
      message: `${trigger} begins with ${channel === 'WORK_TRAY' ? 'an arrival in the work tray' : 'a case notification'}.`,
      field: 'input.channel',
    });
  });

  it.each([
    [1, null, 'NEW'],
    [3, 2, 'NEWER'],
    [2, 2, 'REPEATED'],
    [1, 2, 'OUTDATED'],
  ] as const)('ASM-36: version %d over version %s is %s', (source, held, arrival) => {
    expect(lasArrival(source, held)).toBe(arrival);
  });

  it('ASM-36: however often and in whatever order versions arrive, the highest remains', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (versions) => {
        let held: number | null = null;
        for (const version of versions) {
          const arrival = lasArrival(version, held);
          if (arrival === 'NEW' || arrival === 'NEWER') held = version;
        }
        expect(held).toBe(Math.max(...versions));
      }),
    );
  });
});
