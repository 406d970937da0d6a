// Speed and remaining time of a run.

export class Stopwatch {
  readonly #began = performance.now();
  readonly #totalSteps: number;
  #stepBegan = 0;
  #samplesPerSecond = 0;

  /** @param firstStep  steps that were done before, which say nothing about the speed */
  constructor(
    totalSteps: number,
    private readonly firstStep = 0,
  ) {
    this.#totalSteps = totalSteps;
  }

  get elapsedSeconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  begin(): void {
    this.#stepBegan = performance.now();
  }

  /** Ends a step over `samples`; the speed is smoothed over about ten steps. */
  end(samples: number): void {
    const now = samples / Math.max((performance.now() - this.#stepBegan) / 1000, 1e-9);
    this.#samplesPerSecond = this.#samplesPerSecond === 0 ? now : this.#samplesPerSecond * 0.9 + now * 0.1;
  }

  reading(step: number): { elapsedSeconds: number; etaSeconds: number; samplesPerSecond: number } {
    const { elapsedSeconds } = this;
    const done = step - this.firstStep;
    const etaSeconds = done > 0 ? (elapsedSeconds / done) * (this.#totalSteps - step) : 0;
    return { elapsedSeconds, etaSeconds, samplesPerSecond: this.#samplesPerSecond };
  }
}
