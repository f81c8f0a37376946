import type { HomeNeed, ServiceType } from '../../../../schema/events/cases.js';
import type { ProviderCategory } from '../../../../schema/events/providers.js';

/**
 * The category of providers that gives care of this type; for respite it depends on whether the stay is one with nursing. It
 * decides the long list, how long it has, and what a choice of another provider takes. [PROV-13, ROUT-23, WIN-10, CHOI-02]
 */
export function categoryOf(serviceType: ServiceType, home: Pick<HomeNeed, 'nursing'> | null): ProviderCategory {
  switch (serviceType) {
    case 'DOMICILIARY':
      return 'HOME_SUPPORT';
    case 'SUPPORTED_LIVING':
      return 'CARE_AND_SUPPORT_SUPPORTED_LIVING';
    case 'RESIDENTIAL':
      return 'CARE_HOME_WITHOUT_NURSING';
    case 'NURSING':
      return 'CARE_HOME_WITH_NURSING';
    case 'RESPITE':
      return home?.nursing ? 'CARE_HOME_WITH_NURSING' : 'CARE_HOME_WITHOUT_NURSING';
  }
}
