import { Entity, Enum, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { rowPolicies } from '../../../../kernel/database/row-security.js';
import { AGE_BANDS, type AgeBand } from '../../../../schema/events/providers.js';

/** For which ages CQC registers a provider, as the register told last. [IDG-11] */
@Entity({
  tableName: 'age_registration',
  rowLevelSecurity: 'force',
  policies: rowPolicies('cases', { council: null }).filter((policy) => policy.name !== 'council_reads'),
})
export class AgeRegistration {
  @PrimaryKey({ type: 'uuid' })
  providerId!: string;

  @Enum({ items: () => [...AGE_BANDS], array: true })
  ageBands!: AgeBand[];
}
