import { noticeOf } from '../../../../subgraphs/monitoring/rules/reports/row-notices.js';
import { ROW_WARNINGS } from '../../../../subgraphs/monitoring/rules/reports/row-warnings.js';

describe('a warning in full', () => {
  it.each(ROW_WARNINGS)('DEL-01, DEL-02: %s names its rule and what would be as it should be', (warning) => {
    const notice = noticeOf(warning, 'PLAN');
    expect(notice).toMatchObject({ code: warning, rule: expect.stringMatching(/^[A-Z]+-\d+$/) });
    expect(notice.message).toMatch(/\.$/);
  });

  it('DEL-01: it names the field of the row that was sent', () => {
    expect(noticeOf('NOT_COMMISSIONED', 'PLAN')).toMatchObject({ field: 'plannedStart' });
    expect(noticeOf('NOT_COMMISSIONED', 'LOG')).toMatchObject({ field: 'arrivedAt' });
  });
});
