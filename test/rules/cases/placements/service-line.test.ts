import { serviceLineRefusal } from '../../../../subgraphs/cases/rules/placements/service-line.js';

describe('the service line on LAS', () => {
  it.each([
    ['the first line', 'LINE-1', null, false, undefined],
    ['the same line again', 'LINE-1', 'LINE-1', false, undefined],
    ['another line than before', 'LINE-2', 'LINE-1', false, 'LAS_LINE_DIFFERS'],
    ["another placement's line", 'LINE-1', null, true, 'LAS_LINE_TAKEN'],
    ['no id', ' ', null, false, 'LAS_LINE_MISSING'],
  ])('AWRD-02: %s', (_, lasLineId, held, heldByAnotherPlacement, code) => {
    expect(serviceLineRefusal({ lasLineId, held, heldByAnotherPlacement })?.code).toBe(code);
  });
});
