import type { Limits } from './limits.js';

/**
 * How many files and connections this process may hold open, as its system says (`ulimit -n`). Clients' connections
 * take what is left when the hub has kept its own: those to the database, between gateway and subgraphs, and its files.
 */
export function descriptorLimit(): number {
  // Not yet in the types of Node.
  const report = process.report as typeof process.report & { excludeNetwork: boolean };
  const before = report.excludeNetwork;
  // Names of connected hosts are not asked for.
  report.excludeNetwork = true;
  const { userLimits } = report.getReport() as { readonly userLimits?: { readonly open_files?: { soft: unknown } } };
  report.excludeNetwork = before;
  const soft = userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : Number.POSITIVE_INFINITY;
}

/** What follows from a limit of descriptors. */
export interface Share extends Pick<Limits, 'connections' | 'streams'> {
  /** Connections that a gateway may hold to each of its subgraphs, where they run apart. */
  readonly toEachSubgraph: number;
}

const MOST_CONNECTIONS = 20_000;
/** Pools of four subgraphs in one process, of the gateway and of the start, and what Node itself holds open. */
const LEAST_KEPT = 96;
const MOST_KEPT = 640;
const KEPT_BESIDE_SUBGRAPHS = 60;
const MOST_TO_EACH_SUBGRAPH = 128;
const SUBGRAPHS = 4;

export function shareOf(descriptors: number): Share {
  const kept = Math.max(LEAST_KEPT, Math.min(MOST_KEPT, Math.floor(descriptors / 4)));
  const connections = Math.max(1, Math.min(MOST_CONNECTIONS, descriptors - kept));
  return {
    connections,
    // The rest is for those who ask one thing and go.
    streams: Math.max(1, Math.floor(connections * 0.9)),
    toEachSubgraph: Math.min(MOST_TO_EACH_SUBGRAPH, Math.floor((kept - KEPT_BESIDE_SUBGRAPHS) / SUBGRAPHS)),
  };
}
