// One function of a signal that has to stand every strange signal of test/edges.test.ts.
import type { Tensor } from "../../src/index.js";

export interface Edge {
  /** The public function, or "function with an option"; unique. */
  readonly name: string;
  /** Calls it on a signal of 8 kHz, [samples] or [channels, samples]: results are tensors, numbers, or objects of them. */
  readonly run: (y: Tensor) => unknown;
  /** How far WebGPU may be from the CPU, as a share of the largest number, where iterations enlarge the rounding (default 0.002). */
  readonly deviceTolerance?: number;
  /** Signals for which NaN or infinity is the right answer (librosa's too), with the reason. */
  readonly mayBeNaN?: Readonly<Partial<Record<EdgeSignal, string>>>;
}

export type EdgeSignal =
  | "silence"
  | "direct current"
  | "one sample"
  | "shorter than a frame"
  | "not a number in it"
  | "infinity in it"
  | "no channels"
  | "odd length"
  | "prime length"
  | "full scale";
