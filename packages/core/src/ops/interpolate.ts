// Another number of samples along the spatial axes.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, type Tensor } from "../tensor/index.js";
import { needReal } from "./conv.js";
import { attachMethods, type MethodsOf } from "./method.js";

const SPATIAL_AXES = { nearest: 0, "nearest-exact": 0, linear: 1, bilinear: 2, trilinear: 3 } as const;
export type InterpolateMode = keyof typeof SPATIAL_AXES;

export interface InterpolateOptions {
  /** Extent of every spatial axis, or one for all. */
  readonly size?: number | readonly number[];
  /** Output extent over input extent (rounded down), per spatial axis or one for all. */
  readonly scaleFactor?: number | readonly number[];
  /** Default "nearest"; linear, bilinear and trilinear are for 1, 2 and 3 spatial axes. */
  readonly mode?: InterpolateMode;
  /** The first and last samples keep their places (default false: the outer edges do); not for nearest. */
  readonly alignCorners?: boolean;
}

/** How one axis is read: `ratio` is input samples per output sample. */
interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ratio: number;
}

function planAxes(x: Tensor, { size, scaleFactor }: InterpolateOptions): Axis[] {
  const spatial = x.shape.slice(2);
  const [name, given] = size !== undefined ? ["size", size] : ["scaleFactor", scaleFactor];
  if (given === undefined || (size !== undefined && scaleFactor !== undefined))
    throw new ParameterError("interpolate: give either size or scaleFactor.");
  const list = typeof given === "number" ? spatial.map(() => given) : given;
  const valid = (v: number): boolean => v > 0 && Number.isFinite(v) && (name === "scaleFactor" || Number.isInteger(v));
  if (list.length !== spatial.length || !list.every(valid))
    throw new ParameterError(
      `interpolate: ${name}=${formatShape(list)} must hold ${name === "size" ? "an integer ≥ 1" : "a number > 0"} for each of the ${spatial.length} spatial axes of ${formatShape(x.shape)}.`,
    );
  return spatial.map((from, i) => {
    const to = size !== undefined ? list[i] : Math.floor(from * list[i]);
    if (from < 1 || to < 1)
      throw new ShapeError(`interpolate: ${name}=${formatShape(list)} turns ${from} samples into ${to}.`);
    return { from, to, ratio: size !== undefined ? from / to : 1 / list[i] };
  });
}

function readNearest(x: Tensor, dim: number, { from, to, ratio }: Axis, exact: boolean): Tensor {
  // PyTorch works these places out in single precision, also for doubles; the roundings decide ties.
  const step = Math.fround(ratio);
  const place = (i: number): number => Math.floor(Math.fround((exact ? i + 0.5 : i) * step));
  return x.indexSelect(dim, x.newTensor(Int32Array.from({ length: to }, (_, i) => Math.min(place(i), from - 1))));
}

function readLinear(x: Tensor, dim: number, { from, to, ratio }: Axis, alignCorners: boolean): Tensor {
  const step = to > 1 ? (from - 1) / (to - 1) : 0;
  const place = (i: number): number => (alignCorners ? i * step : Math.max(0, (i + 0.5) * ratio - 0.5));
  const places = Array.from({ length: to }, (_, i) => Math.min(place(i), from - 1));
  const lower = Int32Array.from(places, Math.floor);
  const upper = lower.map((i) => Math.min(i + 1, from - 1));
  const shares = places.map((p, i) => p - lower[i]);
  const weights = x.dtype === "float64" ? Float64Array.from(shares) : Float32Array.from(shares);
  const weight = x.newTensor(
    weights,
    x.shape.map((_, i) => (i === dim ? to : 1)),
  );
  const [a, b] = [lower, upper].map((index) => x.indexSelect(dim, x.newTensor(index)));
  return a.mul(weight.neg().add(1)).add(b.mul(weight));
}

/**
 * `x` resampled along its spatial axes, as `torch.nn.functional.interpolate`: nearest repeats samples, the linear
 * modes lay straight lines between neighbours. No low-pass filter runs before it (antialias=False).
 *
 * @param x  [N, C, ...spatial]; floating for the linear modes
 * @returns [N, C, ...size]
 * @throws ParameterError  neither or both of size and scaleFactor, or an unsuitable value
 * @throws ShapeError  the number of spatial axes does not suit the mode
 * @example interpolate(x, { scaleFactor: 2, mode: "linear" })
 */
export function interpolate(x: Tensor, options: InterpolateOptions): Tensor {
  const { mode = "nearest", alignCorners = false } = options;
  const axes = SPATIAL_AXES[mode] as number | undefined;
  if (axes === undefined)
    throw new ParameterError(`interpolate: mode="${mode}" must be one of ${Object.keys(SPATIAL_AXES).join(", ")}.`);
  if (axes === 0 ? x.ndim < 3 || x.ndim > 5 : x.ndim !== axes + 2)
    throw new ShapeError(
      `interpolate: input ${formatShape(x.shape)} must be [N, C, …] with ${axes || "1 to 3"} spatial axes for mode="${mode}".`,
    );
  if (axes === 0 && alignCorners)
    throw new ParameterError(`interpolate: alignCorners=true does not apply to mode="${mode}". Leave it out.`);
  if (axes > 0) needReal("interpolate", x);
  return planAxes(x, options).reduce(
    (y, axis, i) =>
      axes === 0 ? readNearest(y, i + 2, axis, mode === "nearest-exact") : readLinear(y, i + 2, axis, alignCorners),
    x,
  );
}

const methods = { interpolate } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
