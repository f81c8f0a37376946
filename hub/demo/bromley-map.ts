import type { Ward, WardInPatch } from '../../subgraphs/providers/rules/geography/wards.js';

/** Bromley's four patches by ward (PROV-15; 002 ¶1.5.4). */
const BROMLEY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  East: {
    E05000115: 'Cray Valley West',
    E05000114: 'Cray Valley East',
    E05000124: 'Petts Wood & Knoll',
    E05000118: 'Farnborough & Crofton',
    E05000122: 'Orpington',
    E05000110: 'Chelsfield & Pratts Bottom',
  },
  West: {
    E05000116: 'Crystal Palace',
    E05000123: 'Penge & Cator',
    E05000126: 'Shortlands',
    E05000127: 'West Wickham',
    E05000119: 'Hayes & Coney Hall',
    E05000112: 'Clock House',
    E05000120: 'Kelsey & Eden Park',
    E05000113: 'Copers Cope',
  },
  Central: {
    E05000121: 'Mottingham & Chislehurst North',
    E05000111: 'Chislehurst',
    E05000125: 'Plaistow & Sundridge',
    E05000109: 'Bromley Town',
    E05000106: 'Bickley',
    E05000108: 'Bromley Common & Keston',
  },
  South: {
    E05000117: 'Darwin',
    E05000107: 'Biggin Hill',
  },
};

/** First day of the present map. */
export const BROMLEY_PATCHES_FROM = '2021-08-27';

/** The committed map: 22 wards, each in one patch from `BROMLEY_PATCHES_FROM` on [PROV-15]. */
export const BROMLEY_PATCHES: readonly WardInPatch[] = Object.entries(BROMLEY).flatMap(([patch, wards]) =>
  Object.keys(wards).map((wardCode) => ({ wardCode, patch, from: BROMLEY_PATCHES_FROM, to: null })),
);

/** The wards of that map. Contract wards: a later redrawing of the borough does not move a patch by itself. */
export const BROMLEY_WARDS: readonly Ward[] = Object.values(BROMLEY).flatMap((wards) =>
  Object.entries(wards).map(([code, name]) => ({ code, name, from: BROMLEY_PATCHES_FROM, to: null })),
);
