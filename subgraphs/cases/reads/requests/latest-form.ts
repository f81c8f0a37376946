import type { EntityManager } from '../../../../kernel/database/orm.js';
import { ServiceRequest } from '../../entities/requests/service-request.js';

/** The request form of a package in its latest version; null if its request has none. [ASM-05, ASM-06] */
export function latestForm(em: EntityManager, packageId: string): Promise<ServiceRequest | null> {
  return em.findOne(ServiceRequest, { packageId }, { orderBy: { version: 'desc' } });
}
