import type { EntityManager } from '../../../../kernel/database/orm.js';
import { CarePlan } from '../../entities/plans/care-plan.js';

/** The care plan of a package that is in force: its latest version. */
export async function latestPlan(em: EntityManager, packageId: string): Promise<CarePlan | null> {
  return em.findOne(CarePlan, { packageId }, { orderBy: { version: 'desc' } });
}
