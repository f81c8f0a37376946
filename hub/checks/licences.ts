import { readFile } from 'node:fs/promises';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

async function lockedPackages(): Promise<ReadonlyArray<[path: string, locked: Locked]>> {
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
  return Object.entries(packages).filter(([path]) => path !== '');
}

/** Licences that forbid offering the hub as a service, or that would reach over to its own code. */
const NOT_TO_BE_SHIPPED = /Elastic|AGPL|Affero|SSPL|Server Side Public|BUSL|Business Source|Commons Clause/i;

/** Packages of the production tree under such a licence, or under none that they state. [adr/0016] */
export async function licenceProblems(): Promise<readonly string[]> {
  const shipped = (await lockedPackages()).filter(([, { dev, link }]) => !dev && !link);
  const problems = await Promise.all(
    shipped.map(async ([path, { license }]) => {
      const terms = license ?? (await licenceText(path));
      if (!terms) return [`${path} states no licence.`];
      return NOT_TO_BE_SHIPPED.test(terms)
        ? [`${path} is under ${license ?? 'a licence'} that must not be shipped.`]
        : [];
    }),
  );
  return problems.flat();
}

/** NOTICE: the packages of others that the hub is delivered with, by licence. [adr/0016] */
export async function notice(): Promise<string> {
  const shipped = (await lockedPackages()).filter(([, { dev, link }]) => !dev && !link);
  const byLicence = new Map<string, Set<string>>();
  for (const [path, { license = 'Its own licence, in its folder', version }] of shipped) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    byLicence.set(license, (byLicence.get(license) ?? new Set()).add(`${name} ${version}`));
  }
  const chapters = [...byLicence].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    'Packages of others that the care commissioning hub is delivered with, by licence. The copyright of each, and the',
    'full text of its licence, are in its folder below node_modules/. npm run docs writes this file from the lockfile.',
    ...chapters.map(
      ([licence, packages]) =>
        `\n${licence}\n\n${[...packages]
          .sort()
          .map((each) => `  ${each}\n`)
          .join('')}`,
    ),
  ].join('\n');
}

async function licenceText(path: string): Promise<string | undefined> {
  for (const file of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'license']) {
    const text = await readFile(`${path}/${file}`, 'utf8').catch(() => undefined);
    if (text) return text;
  }
  return undefined;
}

/** Packages that the lockfile ties to one registry: whoever installs chooses theirs. [adr/0016] */
export async function registryProblems(): Promise<readonly string[]> {
  return (await lockedPackages())
    .filter(([, { resolved }]) => /^(https?|git)\b/.test(resolved ?? ''))
    .map(([path, { resolved }]) => `${path} is resolved at ${new URL(resolved!).host}.`);
}
