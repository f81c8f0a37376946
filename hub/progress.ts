import cliProgress from 'cli-progress';

/** Shows how far a long task has come: by a bar on a terminal, by plain lines elsewhere. */
export class Progress {
  private bar: cliProgress.SingleBar | undefined;
  private step = '';
  private began = 0;

  begin(step: string): void {
    this.finish();
    this.step = step;
    this.began = performance.now();
    if (!process.stdout.isTTY) return;
    this.bar = new cliProgress.SingleBar(
      { format: '  {step} {bar} {percentage}%', hideCursor: true, clearOnComplete: true },
      cliProgress.Presets.shades_classic,
    );
    this.bar.start(100, 0, { step: step.padEnd(24) });
  }

  /** @param share 0 to 1 */
  at(share: number): void {
    this.bar?.update(Math.round(share * 100));
  }

  end(): void {
    this.finish();
  }

  /** Takes the bar away, and gives the terminal its cursor back: what was under way does not come to its end. */
  abandon(): void {
    this.bar?.stop();
    this.bar = undefined;
    this.step = '';
  }

  private finish(): void {
    if (!this.step) return;
    this.bar?.stop();
    this.bar = undefined;
    process.stdout.write(`  ${this.step.padEnd(24)} ${((performance.now() - this.began) / 1000).toFixed(1)} s\n`);
    this.step = '';
  }
}
