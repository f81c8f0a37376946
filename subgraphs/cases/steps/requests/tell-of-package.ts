import type { Transaction } from '../../../../kernel/database/work.js';
import type { Role } from '../../../../kernel/identity/caller.js';
import type {
  PackageCancelled,
  PackageSignposted,
  PackageUnfilled,
  PanelDidNotAgree,
  RequestRevised,
  ServiceRequestAmended,
  ServiceRequestReady,
  StarterBudgetChanged,
} from '../../../../schema/events/cases.js';
import type { Package } from '../../entities/requests/package.js';

type PackageTold =
  | PackageCancelled
  | PackageSignposted
  | PackageUnfilled
  | PanelDidNotAgree
  | RequestRevised
  | ServiceRequestAmended
  | ServiceRequestReady
  | StarterBudgetChanged;

/** The roles that follow a package until it is placed: with a discharge passport, the discharge team among them. */
export function followersOf({ path }: Package): readonly Role[] {
  const followers: readonly Role[] = ['broker', 'practitioner', 'case-system'];
  return path === 'PASSPORT' ? [...followers, 'discharge-team'] : followers;
}

/** Records an event of a package, for these roles of its council: none, if only the other subgraphs hear of it. */
export async function tellOfPackage<Type extends PackageTold['type']>(
  t: Transaction,
  carePackage: Package,
  type: Type,
  roles: readonly Role[],
  saying: Omit<Extract<PackageTold, { readonly type: Type }>['data'], 'packageId'>,
): Promise<void> {
  const { id: packageId, council } = carePackage;
  await t.tell({
    type,
    subject: `package/${packageId}`,
    council,
    audience: roles.length > 0 ? { roles } : {},
    data: { packageId, ...saying },
  });
}
