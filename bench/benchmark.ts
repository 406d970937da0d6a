// What a benchmark is: one piece of work that several libraries do on the same numbers.

/** The columns of the table. */
export const LIBRARIES = ["sonograd", "sonograd compiled", "TF.js CPU", "jax-js Wasm", "fft.js"] as const;
export type Library = (typeof LIBRARIES)[number];

export interface Candidate {
  readonly library: Library;
  /** Does the work and reads the result back: nothing may be left undone when it returns. */
  readonly run: () => ArrayLike<number>;
  /** Brings a result into the layout of the others, outside of the timing (default: it has it). */
  readonly arrange?: (result: ArrayLike<number>) => ArrayLike<number>;
}

export interface Benchmark {
  readonly name: string;
  /** Largest difference between two results, relative to the largest element. */
  readonly tolerance: number;
  /** Makes the inputs. "sonograd" comes first. */
  readonly candidates: () => readonly Candidate[];
}
