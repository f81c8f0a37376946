import type { Work } from '../../kernel/database/work.js';
import type { Caller, Role, Scope } from '../../kernel/identity/caller.js';
import { SCOPES_OF_ROLE } from '../../kernel/identity/scopes-of-role.js';
import type { Outcome } from '../../kernel/values/refusal.js';
import { SERVICE_USER_GROUPS } from '../../schema/events/cases.js';
import { addCouncil } from '../../subgraphs/providers/commands/councils/add-council.js';
import { grantAccess } from '../../subgraphs/providers/commands/councils/grant-access.js';
import { importCqcRecord } from '../../subgraphs/providers/commands/cqc/import-cqc-record.js';
import { importWardPostcodes } from '../../subgraphs/providers/commands/geography/import-ward-postcodes.js';
import { importWards } from '../../subgraphs/providers/commands/geography/import-wards.js';
import { declarePrivateHours } from '../../subgraphs/providers/commands/hours/declare-private-hours.js';
import { admitMember } from '../../subgraphs/providers/commands/membership/admit-member.js';
import { recordRate } from '../../subgraphs/providers/commands/rates/record-rate.js';
import { registerProvider } from '../../subgraphs/providers/commands/register/register-provider.js';
import type { AskedAccess } from '../../subgraphs/providers/rules/councils/access.js';
import {
  ASHDOWN_FROM,
  ASHDOWN_WARDS,
  BRACKNELL_WARDS,
  COUNCILS,
  cqcRecordOf,
  DONCASTER_WARDS,
  demoPostcode,
  ISLINGTON_WARDS,
  PROVIDERS,
  RAVENSBOURNE_WARDS,
} from './borough.js';
import { BROMLEY_PATCHES, BROMLEY_PATCHES_FROM, BROMLEY_WARDS } from './bromley-map.js';
import { buildFrameworks } from './frameworks.js';
import { buildLongList, categoriesOf } from './long-list.js';

const POSTCODES_A_WARD = 30;
const MEMBERS_FROM = '2024-04-01';

/**
 * The demo's register: councils with their policies, wards and postcodes, providers with ratings, memberships, rates
 * and private hours, an open framework with its applications, and one credential for each role. Every row goes through
 * the command that its council or its provider would use.
 *
 * @param providers work of the providers subgraph, as the hub itself
 * @param progress called with the share done, 0 to 1
 */
export async function buildRegister(
  providers: () => Work,
  progress: (share: number) => void = () => {},
): Promise<void> {
  for (const { id: council, name, policy } of COUNCILS) {
    await done(addCouncil(providers(), { council, name, policy, idempotencyKey: `demo-council-${council}` }));
  }
  await buildMaps(providers);
  for (const [index, provider] of PROVIDERS.entries()) {
    const { id, name, cqcLocationId, skills, memberships, pence } = provider;
    const keyOf = (act: string) => `demo-${act}-${provider.key}`;
    await done(
      registerProvider(providers(), {
        id,
        name,
        cqcLocationId,
        categories: [...new Set(memberships.flatMap(({ vehicle }) => categoriesOf(vehicle)))],
        groups: [...SERVICE_USER_GROUPS],
        skills,
        areas: memberships.map((each) => each.patch ?? each.council),
        postsFilled: ['REGISTERED_MANAGER', 'DEPUTY_MANAGER', 'RESPONSIBLE_OFFICER'],
        offices: [{ postcode: 'BR1 1AA' }],
        contacts: demoContacts(provider.key, index),
        idempotencyKey: keyOf('register'),
      }),
    );
    const record = cqcRecordOf(provider);
    await done(importCqcRecord(providers(), { record, providerId: id, idempotencyKey: keyOf('cqc') }));
    for (const { council, vehicle, patch } of memberships) {
      // Joined by an application, and priced by the week.
      if (vehicle === 'OPEN_FRAMEWORK' || vehicle === 'DPS') continue;
      await done(
        admitMember(providers(), {
          council,
          providerId: id,
          vehicle,
          patch,
          from: MEMBERS_FROM,
          termsVersion: '2024/1',
          categories: categoriesOf(vehicle),
          idempotencyKey: keyOf(`admit-${council}-${vehicle}-${patch}`),
        }),
      );
    }
    const byTheHour = memberships.filter(({ vehicle }) => vehicle !== 'OPEN_FRAMEWORK' && vehicle !== 'DPS');
    for (const council of new Set(byTheHour.map((each) => each.council))) {
      const price = { council, providerId: id, kind: 'BLENDED', pence, from: MEMBERS_FROM } as const;
      await done(recordRate(providers(), { ...price, idempotencyKey: keyOf(`rate-${council}`) }));
    }
    await done(
      declarePrivateHours(
        { ...providers(), caller: rosteringOf(provider) },
        { weeklyMinutes: provider.privateWeeklyMinutes, idempotencyKey: keyOf('private-hours') },
      ),
    );
    progress((index + 1) / PROVIDERS.length);
  }
  await buildFrameworks(providers);
  await buildLongList(providers);
  for (const grant of GRANTS) {
    await done(grantAccess(providers(), { ...grant, idempotencyKey: `demo-grant-${grant.subject}` }));
  }
}

/** How to reach the nth provider of the demo: numbers that belong to nobody. */
export function demoContacts(key: string, nth: number) {
  return (['OFFICE', 'OUT_OF_HOURS', 'ON_CALL'] as const).map((route, line) => ({
    route,
    telephone: `020 7946 0${String(nth * 3 + line).padStart(3, '0')}`,
    email: `${route.toLowerCase().replaceAll('_', '-')}@${key}.example.org`,
  }));
}

async function buildMaps(providers: () => Work): Promise<void> {
  const names = new Map(BROMLEY_WARDS.map((ward) => [ward.code, ward.name]));
  const maps = {
    bromley: BROMLEY_PATCHES.map(({ wardCode, patch }) => ({
      code: wardCode,
      name: names.get(wardCode)!,
      patch,
      from: BROMLEY_PATCHES_FROM,
    })),
    ashdown: ASHDOWN_WARDS.map((ward) => ({ ...ward, from: ASHDOWN_FROM })),
    bracknell: BRACKNELL_WARDS.map((ward) => ({ ...ward, from: ASHDOWN_FROM })),
    ravensbourne: RAVENSBOURNE_WARDS.map((ward) => ({ ...ward, from: ASHDOWN_FROM })),
    doncaster: DONCASTER_WARDS.map((ward) => ({ ...ward, from: ASHDOWN_FROM })),
    islington: ISLINGTON_WARDS.map((ward) => ({ ...ward, from: ASHDOWN_FROM })),
  };
  for (const [council, rows] of Object.entries(maps)) {
    await done(importWards(providers(), { council, rows, idempotencyKey: `demo-wards-${council}` }));
    const lines = rows.flatMap(({ code, patch, from }, wardIndex) =>
      Array.from({ length: POSTCODES_A_WARD }, (_, nth) => ({
        postcode: demoPostcode(patch, wardIndex, nth),
        ward: code,
        validFrom: from,
      })),
    );
    const report = await done(
      importWardPostcodes(providers(), {
        council,
        rows: lines.map((cells, index) => ({ line: index + 2, cells })),
        idempotencyKey: `demo-postcodes-${council}`,
      }),
    );
    if (report.refused > 0)
      throw new Error(`Demo postcodes of ${council} were refused: ${JSON.stringify(report.refusals.slice(0, 3))}`);
  }
}

async function done<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const { result, refusals } = await outcome;
  if (refusals.length > 0 || result === null) throw new Error(`The demo was refused: ${JSON.stringify(refusals)}`);
  return result as T;
}

/** A provider's rostering system, as the hub would know it by its grant. */
export function rosteringOf({ key, id, memberships }: (typeof PROVIDERS)[number]): Caller {
  return {
    subject: `machine:rostering@${key}`,
    role: 'rostering',
    organisation: id,
    councils: [...new Set(memberships.map((each) => each.council))],
    scopes: SCOPES_OF_ROLE.rostering,
  };
}

const COUNCIL_CREDENTIALS = [
  ['user:broker', 'broker'],
  ['user:practitioner', 'practitioner'],
  ['user:discharge-team', 'discharge-team'],
  ['user:commissioner', 'commissioner'],
  ['user:contract-officer', 'contract-officer'],
  ['machine:case-system', 'case-system'],
  ['user:duty', 'duty'],
  ['user:contact-desk', 'contact-desk'],
  ['user:emergency-duty', 'emergency-duty'],
] as const;

/** A credential of the demo. */
export interface DemoGrant extends AskedAccess {
  readonly role: Role;
  readonly councils: readonly string[];
  readonly scopes?: readonly Scope[];
}

/** One credential for each council role of each council, rostering and a person for each provider, and the operator. */
export const GRANTS: readonly DemoGrant[] = [
  ...COUNCILS.flatMap(({ id }) =>
    COUNCIL_CREDENTIALS.map(([subject, role]) => ({
      subject: `${subject}@${id}`,
      role,
      organisation: id,
      councils: [id],
    })),
  ),
  ...PROVIDERS.flatMap((provider) => {
    const { organisation, councils } = rosteringOf(provider);
    return [
      { subject: `machine:rostering@${provider.key}`, role: 'rostering' as const, organisation, councils },
      { subject: `user:manager@${provider.key}`, role: 'provider-user' as const, organisation, councils },
    ];
  }),
  {
    subject: 'machine:call-monitoring@oakwood',
    role: 'call-monitoring',
    organisation: PROVIDERS[0]!.id,
    councils: ['bromley', 'ashdown'],
  },
  { subject: 'user:operator', role: 'operator', organisation: 'hub', councils: COUNCILS.map(({ id }) => id) },
];
