import { CommandError } from './command-error.js';

/** A hub of one process with its pools, and some clients. */
const DESCRIPTORS_NEEDED = 256;

/** Fails, and says what to do, if this process may open too few files and connections for a hub. */
export function refuseSmallMachine(descriptors = descriptorLimit()): void {
  if (descriptors >= DESCRIPTORS_NEEDED) return;
  throw new CommandError(
    `This process may open ${descriptors} files and connections, and a hub needs ${DESCRIPTORS_NEEDED}: raise the limit, as with ulimit -n 4096.`,
  );
}

/** How many files and connections this process may have open; Node has raised it as far as it may at its start. */
function descriptorLimit(): number {
  const limit = Number(system().userLimits?.open_files?.soft);
  return Number.isNaN(limit) ? Number.POSITIVE_INFINITY : limit;
}

/** Whether this system has the C library for which binaries out of npm are made; Alpine, for one, has another. */
export function hasGlibc(): boolean {
  return system().header.glibcVersionRuntime !== undefined;
}

interface SystemReport {
  readonly header: { readonly glibcVersionRuntime?: string };
  readonly userLimits?: { readonly open_files?: { readonly soft: number | string } };
}

function system(): SystemReport {
  // Otherwise it would ask for the names of this machine's addresses, and wait for the answers.
  (process.report as { excludeNetwork?: boolean }).excludeNetwork = true;
  return process.report.getReport() as unknown as SystemReport;
}
