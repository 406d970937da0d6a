import { ParameterError } from "../../errors/index.js";
import { cat, flip } from "../../ops/index.js";
import { formatShape, normalizeDim, type Tensor } from "../../tensor/index.js";
import { checkInteger, checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { windowValues, type WindowSpec } from "../get-window.js";
import { padSignal, type SignalPadMode } from "../pad-signal.js";
import { polyphase, type ResampleFilter } from "./polyphase.js";

/** How a signal goes on beyond its ends, in scipy's words. */
export type ResamplePadType =
  | "constant" | "line" | "mean" | "median" | "maximum" | "minimum"
  | "wrap" | "edge" | "symmetric" | "reflect" | "smooth" | "antisymmetric" | "antireflect"; // prettier-ignore

export interface ResamplePolyOptions {
  /** Window of the low-pass filter (default ["kaiser", 5]), or an array or 1-D list: the filter itself, at `up` times the rate. */
  readonly window?: WindowSpec;
  /** What lies beyond the ends (default "constant"). */
  readonly padType?: ResamplePadType;
  /** What a constant padding holds (default 0). */
  readonly cval?: number;
  /** Dimension of time (default -1). */
  readonly dim?: number;
}

const BY_SAMPLE: Partial<Record<ResamplePadType, SignalPadMode>> = {
  wrap: "wrap",
  edge: "edge",
  symmetric: "symmetric",
  reflect: "reflect",
};
/** A level that is taken off before the filter and put back behind it. */
const LEVELS: Partial<Record<ResamplePadType, (x: Tensor) => Tensor>> = {
  mean: (x) => x.mean(-1, { keepdim: true }),
  median: (x) => middle(x.sort({ dim: -1 }).values),
  maximum: (x) => x.amax(-1, { keepdim: true }),
  minimum: (x) => x.amin(-1, { keepdim: true }),
};

function middle(sorted: Tensor): Tensor {
  const n = sorted.shape.at(-1)!;
  return sorted.narrow(-1, Math.floor((n - 1) / 2), 2 - (n % 2)).mean(-1, { keepdim: true });
}

const OTHERS: readonly string[] = ["constant", "line", "smooth", "antisymmetric", "antireflect"];

const first = (x: Tensor): Tensor => x.narrow(-1, 0, 1);
const last = (x: Tensor): Tensor => x.narrow(-1, x.shape.at(-1)! - 1, 1);

/** A straight line on from the ends: [..., width] before, and after. */
function lines(x: Tensor, slopes: readonly [Tensor, Tensor], width: number): [Tensor, Tensor] {
  const steps = Float64Array.from({ length: width }, (_, i) => i + 1);
  const after = constant(steps, [width], x.dtype, x.device);
  const before = constant(steps.toReversed(), [width], x.dtype, x.device);
  return [first(x).sub(slopes[0].mul(before)), last(x).add(slopes[1].mul(after))];
}

/** `width` samples more on both sides. */
function extend(x: Tensor, width: number, padType: ResamplePadType): Tensor {
  const n = x.shape.at(-1)!;
  const byIndex = BY_SAMPLE[padType];
  if (byIndex) return padSignal("resamplePoly", x, { before: width, after: width, mode: byIndex });
  const join = ([before, after]: readonly [Tensor, Tensor]): Tensor => cat([before, x, after], -1);
  if (padType === "line") {
    const slope = last(x)
      .sub(first(x))
      .div(Math.max(1, n - 1));
    return join(lines(x, [slope, slope], width));
  }
  if (padType === "smooth") {
    const steps = n < 2 ? first(x).mul(0).expand(...x.shape.slice(0, -1), 2) : x.narrow(-1, 1, n - 1).sub(x.narrow(-1, 0, n - 1)); // prettier-ignore
    return join(lines(x, [first(steps), last(steps)], width));
  }
  // Mirrors that turn the signal upside down, as often as the width asks for.
  const turn = padType === "antisymmetric" ? 0 : 1;
  let extended = x;
  for (let missing = width; missing > 0;) {
    const have = extended.shape.at(-1)! - turn;
    if (have < 1) return padSignal("resamplePoly", extended, { before: missing, after: missing, mode: "edge" });
    const part = Math.min(missing, have);
    const mirror = (start: number, edge: Tensor): Tensor =>
      edge.mul(2 * turn).sub(flip(extended.narrow(-1, start, part), [-1]));
    const total = extended.shape.at(-1)!;
    extended = cat([mirror(turn, first(extended)), extended, mirror(total - turn - part, last(extended))], -1);
    missing -= part;
  }
  return extended;
}

/** A linear-phase low-pass: the windowed sinc with gain 1 at 0 Hz; cutoff as a share of the Nyquist frequency. */
function lowpass(taps: number, cutoff: number, window: WindowSpec): Float64Array {
  const shape = windowValues(window, taps, false);
  const h = shape.map((w, i) => {
    const t = cutoff * (i - (taps - 1) / 2);
    return w * cutoff * (t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t));
  });
  const sum = h.reduce((a, b) => a + b, 0);
  return h.map((value) => value / sum);
}

const isCoefficients = (window: WindowSpec): window is Float64Array | Float32Array | readonly number[] =>
  typeof window === "object" && typeof window[0] !== "string";

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/**
 * The signal at up / down times its rate: as if zeros were put between the samples, a low-pass filter run, and every
 * `down`-th value kept, of which only those that are kept are computed.
 *
 * @param x        real, [..., samples]
 * @param up       integer ≥ 1
 * @param down     integer ≥ 1
 * @param options.window   of the filter (default ["kaiser", 5]); an array is the filter itself, at `up` times the rate
 * @param options.padType  beyond the ends: "constant" (default), "line", "mean", "median", "maximum", "minimum", "wrap", "edge",
 *                         "symmetric", "reflect", "smooth", "antisymmetric", "antireflect"
 * @param options.cval     of a constant padding, unit of x (default 0)
 * @param options.dim      dimension of time (default -1)
 * @returns shape of x with ceil(samples · up / down) along `dim`, unit of x; silence gives silence
 * @throws ParameterError  up or down no integer ≥ 1, unknown padType, cval without padType "constant"
 * @source scipy.signal.resample_poly
 * @example resamplePoly(y, 160, 441).shape // [4000]
 */
export function resamplePoly(
  x: Tensor,
  up: number,
  down: number,
  { window = ["kaiser", 5], padType = "constant", cval, dim = -1 }: ResamplePolyOptions = {},
): Tensor {
  checkSignal("resamplePoly", x, "x");
  checkInteger("resamplePoly", "up", up, 1);
  checkInteger("resamplePoly", "down", down, 1);
  const known = [...OTHERS, ...Object.keys(BY_SAMPLE), ...Object.keys(LEVELS)];
  if (!known.includes(padType))
    throw new ParameterError(
      `resamplePoly: padType="${String(padType)}" is not known. Use one of ${known.join(", ")}.`,
    );
  if (cval !== undefined && padType !== "constant")
    throw new ParameterError(`resamplePoly: cval=${cval} has no effect with padType="${padType}". Leave one out.`);
  if (isCoefficients(window) && window.length === 0)
    throw new ParameterError(`resamplePoly: window is an empty filter. Give a name or coefficients.`);
  const d = normalizeDim("resamplePoly", dim, x.ndim);
  const shared = divisor(up, down);
  const ratio = { up: up / shared, down: down / shared };
  if (ratio.up === 1 && ratio.down === 1) return x;
  if (x.shape[d] === 0)
    throw new ParameterError(`resamplePoly: x ${formatShape(x.shape)} holds no samples along dim=${dim}.`);
  const pass = (y: Tensor): Tensor => filtered(y, ratio, window, padType, cval ?? 0);
  return d === x.ndim - 1 ? pass(x) : pass(x.transpose(d, -1)).transpose(d, -1);
}

/** The filter of a reduced ratio. */
export function polyFilter({ up, down }: { up: number; down: number }, window: WindowSpec): ResampleFilter {
  const most = Math.max(up, down);
  const h = isCoefficients(window) ? Float64Array.from(window) : lowpass(20 * most + 1, 1 / most, window);
  const half = Math.floor((h.length - 1) / 2);
  const weight = (step: number): number => (half - step < 0 || half - step >= h.length ? 0 : up * h[half - step]);
  return { up, down, reach: h.length - 1 - half, weight };
}

function filtered(
  x: Tensor,
  ratio: { up: number; down: number },
  window: WindowSpec,
  padType: ResamplePadType,
  cval: number,
): Tensor {
  const filter = polyFilter(ratio, window);
  const { up, down, reach } = filter;
  const n = x.shape.at(-1)!;
  const length = Math.ceil((n * up) / down);

  const level = LEVELS[padType]?.(x);
  if (level) return polyphase(x.sub(level), length, filter).add(level);
  if (padType === "constant") {
    if (cval === 0) return polyphase(x, length, filter);
    const width = Math.ceil(reach / up) + 1;
    return padded(padSignal("resamplePoly", x, { before: width, after: width, mode: "constant", constantValues: cval }), width, length, filter); // prettier-ignore
  }
  const width = Math.ceil(reach / up) + 1;
  return padded(extend(x, width, padType), width, length, filter);
}

/** Resamples what begins `width` samples early: whole periods of outputs are cut off again. */
function padded(x: Tensor, width: number, length: number, filter: ResampleFilter): Tensor {
  // A multiple of `down` inputs are a whole number of outputs.
  const early = Math.ceil(width / filter.down) * filter.down;
  const skipped = (early / filter.down) * filter.up;
  return polyphase(x.pad([early - width, 0]), skipped + length, filter).narrow(-1, skipped, length);
}
