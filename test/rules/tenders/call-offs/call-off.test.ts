import { idOf } from '../../../../kernel/values/ids.js';
import { NO_SUCH_CALL_OFF, subjectOf } from '../../../../subgraphs/tenders/rules/call-offs/call-off.js';

describe('call-off', () => {
  it('IDG-05: one that there is not, and one that is not the caller’s, are answered alike', () => {
    expect(NO_SUCH_CALL_OFF).toMatchObject({ rule: 'IDG-05', code: 'NOT_FOUND', field: 'input.callOffId' });
  });

  it('IDG-16: the subject of its events leads back to its id', () => {
    const id = '7f3c0000-0000-4000-8000-000000000000';
    expect(subjectOf({ id })).toBe(`call-off/${id}`);
    expect(idOf(subjectOf({ id }))).toBe(id);
  });
});
