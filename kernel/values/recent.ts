/** The entries that were used last, together no heavier than a limit: a cache that cannot grow. */
export class Recent<Key, Value> {
  private readonly entries = new Map<Key, Value>();
  private weight = 0;

  /** @param weigh the weight of one entry; each weighs 1 if it is left out */
  constructor(
    private readonly limit: number,
    private readonly weigh: (key: Key, value: Value) => number = () => 1,
  ) {}

  get(key: Key): Value | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.delete(key);
    this.entries.set(key, value);
    this.weight += this.weigh(key, value);
    for (const oldest of this.entries.keys()) {
      if (this.weight <= this.limit) return;
      this.delete(oldest);
    }
  }

  private delete(key: Key): void {
    const value = this.entries.get(key);
    if (value === undefined) return;
    this.entries.delete(key);
    this.weight -= this.weigh(key, value);
  }
}
