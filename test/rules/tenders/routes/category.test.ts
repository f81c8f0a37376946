import { SERVICE_TYPES } from '../../../../schema/events/cases.js';
import { PROVIDER_CATEGORIES } from '../../../../schema/events/providers.js';
import { categoryOf } from '../../../../subgraphs/tenders/rules/routes/category.js';

it('ROUT-23, PROV-13: each type of service has a category, and each category a type', () => {
  const found = SERVICE_TYPES.map((type) => categoryOf(type, null));
  expect([...new Set(found)].sort()).toEqual([...PROVIDER_CATEGORIES].sort());
  expect(categoryOf('RESPITE', { nursing: true })).toBe('CARE_HOME_WITH_NURSING');
  expect(categoryOf('RESPITE', { nursing: false })).toBe('CARE_HOME_WITHOUT_NURSING');
});
