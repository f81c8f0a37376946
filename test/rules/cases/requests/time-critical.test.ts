import { timeCriticalRefusal, timeCriticalRefusals } from '../../../../subgraphs/cases/rules/requests/time-critical.js';

describe('the time-critical marker', () => {
  it.each([
    ['sets', false, true, true],
    ['removes', true, false, true],
    ['leaves set', true, true, true],
    ['sets', false, true, false],
    ['removes', true, false, false],
    ['leaves set', true, true, false],
    ['leaves unset', false, false, false],
  ])('ASM-13: who %s it (%s to %s) as the care manager: %s', (_, was, becomes, byCareManager) => {
    const refusal = timeCriticalRefusal({ was, becomes, byCareManager }, 'input.calls.0.timeCritical');
    const allowed = byCareManager || was === becomes;
    expect(refusal?.rule).toBe(allowed ? undefined : 'ASM-13');
    expect(refusal?.field).toBe(allowed ? undefined : 'input.calls.0.timeCritical');
  });

  it('ASM-13: of a request, each call whose mark somebody else changes is refused by its place', () => {
    const calls = [{ timeCritical: true }, { timeCritical: true }, { timeCritical: true }];
    const fields = (byCareManager: boolean) =>
      timeCriticalRefusals([{ timeCritical: true }, { timeCritical: false }], calls, byCareManager).map(
        ({ field }) => field,
      );
    expect(fields(true)).toEqual([]);
    expect(fields(false)).toEqual(['input.calls.1.timeCritical', 'input.calls.2.timeCritical']);
  });
});
