// The closed list of primitives: all that a backend has to know. Inputs and outputs are strided views unless a
// line says contiguous; ops have checked everything before a call gets here. Shapes in comments: N batch,
// C channels, L length, dims kept as 1 after a reduction.
import type { Expr } from "./expr.js";

/** Attributes of a convolution: x [N, C, ...spatial] · w [O, C / groups, ...kernel] → [N, O, ...out]. One entry per spatial axis. */
export interface ConvAttrs {
  readonly stride: readonly number[];
  /** Zeros added before and after each axis. */
  readonly padding: readonly (readonly [number, number])[];
  readonly dilation: readonly number[];
  readonly groups: number;
}

/** x [N, C, ...spatial] → [N, C, ...out]; the output's shape carries ceilMode. */
export interface PoolAttrs {
  readonly kind: "max" | "avg";
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  /** avg: padding counts towards the divisor. */
  readonly countIncludePad: boolean;
}

export interface FftAttrs {
  /** Length of the time-domain side. */
  readonly n: number;
  readonly inverse: boolean;
  /** Factor on every output. */
  readonly scale: number;
}

export interface SpectrogramAttrs {
  readonly nFft: number;
  readonly hopLength: number;
  /** Samples of padding on both sides before framing. */
  readonly pad: number;
  readonly padMode: "constant" | "reflect" | "edge" | "wrap" | "symmetric";
  readonly output: "complex" | "power" | "mel" | "logMel";
  /** Exponent of the magnitude. */
  readonly power: number;
  /** First bin of each filter of the bank and how many follow from there: the rest of its weights is zero. */
  readonly bands: readonly number[];
  /** logMel: floor on the powers and on `ref`. */
  readonly amin: number;
  /** logMel: what 0 dB is, ≥ 0, or the largest of all powers. */
  readonly ref: number | "max";
  /** logMel: levels further below the largest of all are raised to there. */
  readonly topDb: number | null;
}

export interface PrimitiveAttrs {
  /** inputs: any number, each of the output's shape (strides 0 where broadcast) → [out], expression per element. */
  map: { readonly expr: Expr; readonly scalars: readonly number[] };
  /** As map with several results of one shape: inputs → one output per expression. Made by `compile`. */
  fusedMap: { readonly exprs: readonly Expr[]; readonly scalars: readonly number[] };
  /** [x] → [out with the reduced dims kept as 1]. any/all: bool. Empty max/min are refused by the op. */
  reduce: { readonly kind: "sum" | "prod" | "max" | "min" | "any" | "all"; readonly dims: readonly number[] };
  /** [x] → [int32, `dim` kept as 1]: first position of the extreme value; NaN counts as extreme. */
  argReduce: { readonly kind: "max" | "min"; readonly dim: number };
  /** [x] → [same shape]: running result along `dim`, from the end when reverse. */
  scan: { readonly kind: "sum" | "prod" | "max" | "min"; readonly dim: number; readonly reverse: boolean };
  /** [x] → [out of the same shape]: the output may be any view; converts dtype as `cast` does. */
  copy: Record<never, never>;
  /** [a [...B, m, k], b [...B, k, n]] → [[...B, m, n]]; equal batch dims (stride 0 where broadcast), one dtype. */
  matmul: Record<never, never>;
  /** [x, w] or [x, w, bias [O]] → [y]; 1 to 3 spatial axes. */
  conv: ConvAttrs;
  /** [gradY, w] → [gradX], whose shape is the output's. Is also the transposed convolution. */
  convInputGrad: ConvAttrs;
  /** [gradY, x] → [gradW], whose shape is the output's, or [gradW, gradBias [O]]. */
  convWeightGrad: ConvAttrs;
  /** [x] → max: [y, int32 flat spatial index of the winner]; avg: [y]. */
  pool: PoolAttrs;
  /** max: [gradY, index] → [gradX]; avg: [gradY] → [gradX]. */
  poolGrad: PoolAttrs;
  /** [x [N, C, L]] → [mean [C], biased variance [C]]. */
  batchNormStats: Record<never, never>;
  /** [gradY, x, mean, variance, weight] → [gradX, gradWeight, gradBias]; `training`: mean and variance came from x. */
  batchNormGrad: { readonly eps: number; readonly training: boolean };
  /** [logits [N, C], int32 target [N], weight [C]] → [weighted loss [N], gradient of each loss wrt its logits [N, C]]. */
  softmaxCrossEntropy: { readonly ignoreIndex: number; readonly labelSmoothing: number };
  /** [x, int32 index] → [index's shape], as torch.gather. */
  gather: { readonly dim: number };
  /** [base, int32 index, source] → [base's shape], as torch.scatter_add; sums in source order. */
  scatterAdd: { readonly dim: number };
  /** [x] → [values, int32 positions], stable. */
  sort: { readonly dim: number; readonly descending: boolean };
  /** [complex [..., n]] → [complex [..., n]] along the last axis. */
  fft: FftAttrs;
  /** [real [..., n]] → [complex [..., floor(n / 2) + 1]]. `inverse` is false. */
  rfft: FftAttrs;
  /** [complex [..., floor(n / 2) + 1]] → [real [..., n]]; imaginary parts of bins 0 and n/2 are ignored. `inverse` is true. */
  irfft: FftAttrs;
  /** [samples [..., L], window [nFft]] or with mel bank [mels, bins] → [[..., frames, bins or mels]], all in one pass. */
  spectrogram: SpectrogramAttrs;
  /**
   * [frames [..., n, frames]] or with [window [n], factors [length]] → [[..., length]]: sum of the frames, each `hopLength`
   * after the last, times the factors; the rest is cut.
   */
  overlapAdd: { readonly hopLength: number };
  /** [x [..., L], b [order + 1], a [order + 1], state [..., order]] → [y, new state]: direct form II transposed. */
  iirFilter: Record<never, never>;
  /** [] → [out]: Philox 4×32-10, element i from counter block `offset + floor(i / 4)`, lane i mod 4. */
  random: { readonly kind: "uniform" | "normal" | "bits"; readonly seed: number; readonly offset: number };
  /**
   * Updates in place: inputs [param, grad, ...state], outputs [param, ...state] are the same views. Lists hold
   * several tensors one after the other: all inputs are `count` params, then `count` grads, then the states.
   * sgd: state [momentum buffer] when momentum ≠ 0; adam, adamw: [exp_avg, exp_avg_sq].
   */
  optimizerStep: {
    readonly kind: "sgd" | "adam" | "adamw";
    readonly count: number;
    /** 1 for the first step. */
    readonly step: number;
    readonly lr: number;
    readonly weightDecay: number;
    readonly momentum: number;
    readonly dampening: number;
    readonly nesterov: boolean;
    readonly betas: readonly [number, number];
    readonly eps: number;
    readonly maximize: boolean;
  };
}

export type PrimitiveName = keyof PrimitiveAttrs;

export const PRIMITIVES: readonly PrimitiveName[] = [
  "map", "fusedMap", "reduce", "argReduce", "scan", "copy", "matmul", "conv", "convInputGrad", "convWeightGrad", "pool", "poolGrad",
  "batchNormStats", "batchNormGrad", "softmaxCrossEntropy", "gather", "scatterAdd", "sort",
  "fft", "rfft", "irfft", "spectrogram", "overlapAdd", "iirFilter", "random", "optimizerStep",
]; // prettier-ignore
