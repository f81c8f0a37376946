const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `2h`, `90m`, `1d 12h`, `1500ms` in milliseconds; null for anything else. */
export function millisecondsOf(text: string): number | null {
  const parts = text.trim().split(/\s+/);
  let sum = 0;
  for (const part of parts) {
    const match = /^(\d{1,9})(ms|s|m|h|d|w)$/.exec(part);
    if (!match) return null;
    sum += Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
  }
  return sum;
}
