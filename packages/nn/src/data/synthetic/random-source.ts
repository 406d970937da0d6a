// Single random numbers on the host, drawn in blocks from core's counter-based generator.
import { Generator } from "@sonograd/core";

const BLOCK = 4096;

export class RandomSource {
  readonly #generator: Generator;
  #bits: Uint32Array = new Uint32Array(0);
  #next = 0;
  #spare: number | null = null;

  constructor(generator: Generator | number) {
    this.#generator = typeof generator === "number" ? new Generator(generator) : generator;
  }

  /** Uniform in [low, high). */
  uniform(low = 0, high = 1): number {
    if (this.#next === this.#bits.length) {
      this.#bits = this.#generator.bits(BLOCK);
      this.#next = 0;
    }
    return low + ((high - low) * this.#bits[this.#next++]) / 2 ** 32;
  }

  /** Uniform in the logarithm: as many octaves are equally likely. */
  logUniform(low: number, high: number): number {
    return low * Math.exp(this.uniform() * Math.log(high / low));
  }

  /** An integer in low … high, both included. */
  integer(low: number, high: number): number {
    return Math.floor(this.uniform(low, high + 1));
  }

  /** Normal with mean 0 and deviation 1 (Box–Muller). */
  normal(): number {
    if (this.#spare !== null) {
      const value = this.#spare;
      this.#spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(0, items.length - 1)];
  }
}
