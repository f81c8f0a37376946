import { cancellationRefusal } from '../../../../subgraphs/cases/rules/requests/cancellation.js';

describe('cancelling', () => {
  it.each([
    ['', 'REASON_MISSING'],
    [' \n', 'REASON_MISSING'],
    ['The family will manage.', undefined],
  ])('SM-1: for the reason %j: %s', (reason, code) => {
    expect(cancellationRefusal(reason)?.code).toBe(code);
  });
});
