/** The server that somebody wants over a cluster, started or adopted. */
export interface Wanted {
  readonly urlAt: (port: number) => string;
  /** 0: any. */
  readonly port: number;
  readonly durable: boolean;
  readonly giveUpAt: number;
  readonly log: (line: string) => void;
}
