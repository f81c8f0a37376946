import { changedParts } from '../../../../subgraphs/providers/rules/register/changed-parts.js';
import { aRecord, contacts } from './fixtures.js';

describe('an amendment of a record', () => {
  it('PROV-01, IDG-16: an amendment says what it changed, and of contacts only that', () => {
    expect(changedParts(aRecord(), aRecord())).toEqual([]);
    const after = aRecord({ areas: ['West'], contacts: contacts({ email: 'ida.quill@oakwood.example' }) });
    expect(changedParts(aRecord(), after)).toEqual([
      { part: 'contacts', before: '(withheld)', after: '(withheld)' },
      { part: 'areas', before: ['East'], after: ['West'] },
    ]);
  });
});
