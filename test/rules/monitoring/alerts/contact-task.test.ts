import { DEFAULT_POLICY } from '../../../../schema/policy.js';
import { contactTaskDueAt, contactTaskRefusal } from '../../../../subgraphs/monitoring/rules/alerts/contact-task.js';

describe('the contact task of a council', () => {
  it('NTF-20, DEL-27: is done within fifteen minutes of when the council was told', () => {
    const opened = new Date('2026-06-01T08:33:00Z');
    expect(contactTaskDueAt(opened, DEFAULT_POLICY.alert)).toEqual(new Date('2026-06-01T08:48:00Z'));
  });

  it.each([
    ['OPEN', undefined],
    ['DONE', 'CONTACT_TASK_OVER'],
    ['NOT_NEEDED', 'CONTACT_TASK_OVER'],
  ] as const)('NTF-20: to complete one that is %s', (state, code) => {
    expect(contactTaskRefusal(state)?.code).toBe(code);
    if (code) expect(contactTaskRefusal(state)).toMatchObject({ rule: 'DEL-27', field: 'input.taskId' });
  });
});
