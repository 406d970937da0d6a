// What lies beyond the ends of a signal in a wavelet transform. Every mode is linear in the samples: each one outside is ± one
// sample inside plus multiples of two samples at each end.
import { ParameterError } from "../../errors/index.js";
import { cat } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { constant } from "../constant.js";

/**
 * PyWavelets' extension modes: zeros, the edge sample, mirrored with and without the edge sample, periodic, on along the
 * edge's slope, mirrored about zero or about the edge sample, and periodic with no redundant coefficients.
 */
export type WaveletMode =
  | "zero"
  | "constant"
  | "symmetric"
  | "reflect"
  | "periodic"
  | "smooth"
  | "antisymmetric"
  | "antireflect"
  | "periodization";

/** All modes, in PyWavelets' order. */
export const WAVELET_MODES: readonly WaveletMode[] = [
  "zero",
  "constant",
  "symmetric",
  "periodic",
  "smooth",
  "periodization",
  "reflect",
  "antisymmetric",
  "antireflect",
];

/** @throws ParameterError */
export function checkMode(op: string, mode: WaveletMode): void {
  if (!WAVELET_MODES.includes(mode))
    throw new ParameterError(`${op}: mode="${mode}" must be one of ${WAVELET_MODES.join(", ")}.`);
}

/** sign · x[index] + Σ ends[k] · (x[0], x[1], x[n − 2], x[n − 1])[k] */
interface Outside {
  readonly index: number;
  readonly sign: number;
  readonly ends: readonly [first: number, second: number, beforeLast: number, last: number];
}

const NOTHING = [0, 0, 0, 0] as const;
const modulo = (a: number, n: number): number => ((a % n) + n) % n;

/** The sample at position `at` outside 0 … n − 1. */
function outside(mode: WaveletMode, at: number, n: number): Outside {
  const plain = (index: number, sign = 1): Outside => ({ index, sign, ends: NOTHING });
  const beyond = at < 0 ? -at : at - (n - 1);
  switch (mode) {
    case "zero":
      return plain(0, 0);
    case "periodic":
      return plain(modulo(at, n));
    case "symmetric":
    case "antisymmetric": {
      const place = modulo(at, 2 * n);
      const mirrored = place >= n;
      return plain(mirrored ? 2 * n - 1 - place : place, mirrored && mode === "antisymmetric" ? -1 : 1);
    }
    case "reflect":
    case "antireflect": {
      if (n === 1) return plain(0);
      const period = 2 * (n - 1);
      const place = modulo(at, period);
      const mirrored = place >= n;
      const index = mirrored ? period - place : place;
      if (mode === "reflect") return plain(index);
      // Each reflection at an edge e takes x to 2·e − x: a walk that gains last − first with every pass through the signal.
      const passes = Math.floor(at / period);
      return mirrored
        ? { index, sign: -1, ends: [-2 * passes, 0, 0, 2 * passes + 2] }
        : { index, sign: 1, ends: [-2 * passes, 0, 0, 2 * passes] };
    }
    case "smooth":
      if (n === 1) return plain(0);
      return at < 0
        ? { index: 0, sign: 0, ends: [1 + beyond, -beyond, 0, 0] }
        : { index: 0, sign: 0, ends: [0, 0, -beyond, 1 + beyond] };
    default:
      return plain(at < 0 ? 0 : n - 1);
  }
}

/** The samples at `positions` outside a signal [..., n], as [..., positions]. */
function samplesOutside(x: Tensor, mode: WaveletMode, positions: readonly number[]): Tensor {
  const n = x.shape.at(-1)!;
  const rows = positions.map((at) => outside(mode, at, n));
  const table = (values: readonly number[], shape: readonly number[]): Tensor =>
    constant(Float64Array.from(values), shape, x.dtype, x.device);
  let y: Tensor | undefined;
  if (rows.some((r) => r.sign !== 0)) {
    y = x.indexSelect(-1, x.newTensor(Int32Array.from(rows, (r) => r.index)));
    if (rows.some((r) => r.sign !== 1)) y = y.mul(table(rows.map((r) => r.sign), [rows.length])); // prettier-ignore
  }
  [0, 1, n - 2, n - 1].forEach((at, k) => {
    if (rows.every((r) => r.ends[k] === 0)) return;
    const part = x.narrow(-1, at, 1).mul(table(rows.map((r) => r.ends[k]), [rows.length])); // prettier-ignore
    y = y ? y.add(part) : part;
  });
  return y ?? x.newZeros([...x.shape.slice(0, -1), rows.length]);
}

/** `x` [..., n] with `before` and `after` samples of the extension on both sides. */
export function extendSignal(x: Tensor, mode: WaveletMode, before: number, after: number): Tensor {
  const n = x.shape.at(-1)!;
  if (mode === "zero") return x.pad([before, after]);
  const parts: Tensor[] = [];
  if (before > 0)
    parts.push(
      samplesOutside(
        x,
        mode,
        Array.from({ length: before }, (_, i) => i - before),
      ),
    );
  parts.push(x);
  if (after > 0)
    parts.push(
      samplesOutside(
        x,
        mode,
        Array.from({ length: after }, (_, i) => n + i),
      ),
    );
  return parts.length === 1 ? x : cat(parts, -1);
}
