import type { HomeStanding, ProviderStanding } from './events/providers.js';

/**
 * What subgraphs ask each other synchronously, each under its own service identity. These fields are `@inaccessible`:
 * they are in a subgraph's schema and not in the supergraph, so no client can ask them.
 */

/** PROV-16. Null when the postcode lies in no patch of this council on that date. */
export const PATCH_OF = /* GraphQL */ `
  query PatchOf($council: ID!, $postcode: Postcode!, $on: LocalDate!) {
    patchOf(council: $council, postcode: $postcode, on: $on) { ward patch }
  }
`;
export interface PatchOfAnswer {
  readonly patchOf: { readonly ward: string; readonly patch: string } | null;
}

/** PROV-15: the codes of a council's patches. */
export const PATCHES_OF = /* GraphQL */ `
  query PatchesOf($council: ID!) {
    patches(council: $council) { code }
  }
`;
export interface PatchesOfAnswer {
  readonly patches: ReadonlyArray<{ readonly code: string }> | null;
}

/** The gates read again at an award (EVAL-01, EVAL-03): the same shape as `ProviderStandingChanged` carries. */
export const PROVIDER_STANDING = /* GraphQL */ `
  query ProviderStandingNow($provider: ID!, $council: ID!) {
    providerStanding(provider: $provider, council: $council)
  }
`;
export interface ProviderStandingAnswer {
  /** A JSON scalar. Null when the provider is unknown to this council. */
  readonly providerStanding: ProviderStanding | null;
}

/** A home read again at an award (EVAL-01, ROUT-30): the same shape as `HomeStandingChanged` carries. */
export const HOME_STANDING = /* GraphQL */ `
  query HomeStandingNow($home: ID!, $council: ID!) {
    homeStanding(home: $home, council: $council)
  }
`;
export interface HomeStandingAnswer {
  /** A JSON scalar. Null when the home is unknown, or its provider is no member of this council. */
  readonly homeStanding: HomeStanding | null;
}

/** PROV-20: a supported-living scheme as it is now: who comes with it (CHOI-05), who lives there (ROUT-39), its core support (ISF-03). */
export const SCHEME = /* GraphQL */ `
  query SchemeNow($scheme: ID!, $council: ID!) {
    schemeNow(scheme: $scheme, council: $council) { onSiteProviderId occupants coreWeeklyPence }
  }
`;
export interface SchemeAnswer {
  /** Null when this council has no such scheme. */
  readonly schemeNow: {
    readonly onSiteProviderId: string | null;
    /** Ids of packages. */
    readonly occupants: readonly string[];
    readonly coreWeeklyPence: number;
  } | null;
}

/**
 * CHOI-06, PROV-21: what the council pays for a place as its standard on a day, asked at a choice of a home and again at its
 * award.
 */
export const STANDARD_FEE_ON = /* GraphQL */ `
  query StandardFeeOn($council: ID!, $kind: StandardFeeKind!, $on: LocalDate!) {
    standardFeeOn(council: $council, kind: $kind, on: $on) { pence from }
  }
`;
export interface StandardFeeOnAnswer {
  /** Pence a week, and the first day of the version, `YYYY-MM-DD`. Null when the council has set none for that day. */
  readonly standardFeeOn: { readonly pence: number; readonly from: string } | null;
}

/** The sourcing guard read again at an award (ASM-03). */
export const SOURCING_FACTS = /* GraphQL */ `
  query SourcingFacts($package: ID!) {
    sourcingFacts(package: $package) { version agreed missing agreedBudgetPence }
  }
`;
export interface SourcingFactsAnswer {
  readonly sourcingFacts: {
    readonly version: number;
    /** Every predecessor of ASM-03 stands, or the D2A passport does. */
    readonly agreed: boolean;
    /** Catalogue ids of what is missing. */
    readonly missing: readonly string[];
    /** The individual budget a week, once both sides agree to it; null while it may not be used (ASM-23, ROUT-45). */
    readonly agreedBudgetPence: number | null;
  } | null;
}
