import { keysOf } from '../../hub/checks/policy-keys.js';
import { policySchema } from '../../schema/policy.js';
import { POLICY_KEYS } from '../../subgraphs/providers/rules/councils/policy-document.js';

it('IDG-26: schema/policy.ts says of every key what it is for, with .describe()', () => {
  const said = POLICY_KEYS.map(({ key }) => key);
  const unsaid = keysOf(policySchema).filter((key) => !said.some((each) => key === each || key.startsWith(`${each}.`)));
  expect(unsaid).toEqual([]);
});
