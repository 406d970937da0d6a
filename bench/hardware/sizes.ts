// What is measured on a GPU: large enough to fill one, or tiny, to try the program on a software adapter.
import type { Clips } from "../gpu/log-mel.js";
import type { BatchSize } from "../gpu/network.js";
import type { ClockOptions } from "./clock.js";

export interface ConvSize {
  readonly batch: number;
  readonly channels: number;
  /** Height and width. */
  readonly size: number;
}

export interface HardwareSizes {
  readonly clock: ClockOptions;
  /** Copied from one buffer to another. */
  readonly copyBytes: number;
  readonly clips: Clips;
  /** Rows and columns of both matrices. */
  readonly matmul: number;
  /** A convolution 3 × 3 with as many output channels as input channels. */
  readonly conv: ConvSize;
  /** Kernels one after the other, each waiting for the one before. */
  readonly chain: number;
  readonly training: readonly BatchSize[];
}

export const FULL: HardwareSizes = {
  clock: { turnSeconds: 0.3, turns: 7 },
  copyBytes: 2 ** 28,
  clips: { batch: 64, samples: 160_000 },
  matmul: 2048,
  conv: { batch: 32, channels: 64, size: 56 },
  chain: 512,
  training: [{ batch: 8, size: 32 }, { batch: 64, size: 64 }, { batch: 128, size: 96 }], // prettier-ignore
};

export const TINY: HardwareSizes = {
  clock: { turnSeconds: 0.01, turns: 3 },
  copyBytes: 2 ** 20,
  clips: { batch: 2, samples: 1600 },
  matmul: 64,
  conv: { batch: 2, channels: 8, size: 8 },
  chain: 16,
  training: [{ batch: 2, size: 16 }],
};
