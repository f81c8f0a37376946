import { enumType } from '../../../../kernel/graphql/enum-type.js';
import { APPLICATION_STATES, APPLIED_FOR, FRAMEWORK_CHANGES } from '../../../../schema/events/providers.js';
import { APPLICATION_FAULTS } from '../../rules/applications/evaluation.js';

export const AppliedForWord = enumType(APPLIED_FOR, {
  name: 'AppliedFor',
  description: 'A contract vehicle that providers join by an application (PROV-26, PROV-27).',
});
export const ApplicationStateWord = enumType(APPLICATION_STATES, {
  name: 'ApplicationState',
  description: 'Where an application for an open framework or a DPS stands (SM-5).',
});
export const ApplicationFaultWord = enumType(APPLICATION_FAULTS, {
  name: 'ApplicationFault',
  description: 'Why an application was rejected (PROV-02, PROV-10, PROV-26, PROV-27).',
  meanings: {
    NOT_REGISTERED: 'CQC does not register the provider.',
    NO_LOCAL_OFFICE: 'Its registered office is not local, and the council asks for one that is.',
    DUE_DILIGENCE_FAILED: 'It failed an item of the due-diligence list.',
    BELOW_PASS_MARK: 'Its score is below the pass mark.',
    ISF_NOT_SHOWN: 'It is not shown to be able to manage individual service funds.',
    PARTNERSHIP_NOT_SHOWN: 'It is not shown to be able and willing to work with other providers.',
  },
});
export const FrameworkChangeWord = enumType(FRAMEWORK_CHANGES, {
  name: 'FrameworkChange',
  description: 'What a council changed about an open framework or a DPS (PROV-19, PROV-26).',
});
