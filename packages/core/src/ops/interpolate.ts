// Another number of samples along the spatial axes.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, type Tensor } from "../tensor/index.js";
import { adaptiveAvgPool1d, adaptiveAvgPool2d, adaptiveAvgPool3d } from "./adaptive-pool.js";
import { needReal } from "./conv.js";
import { attachMethods, type MethodsOf } from "./method.js";

/** Spatial axes of each mode; 0: one to three. */
const SPATIAL_AXES = { nearest: 0, "nearest-exact": 0, area: 0, linear: 1, bilinear: 2, trilinear: 3, bicubic: 2 } as const; // prettier-ignore
export type InterpolateMode = keyof typeof SPATIAL_AXES;

export interface InterpolateOptions {
  /** Extent of every spatial axis, or one for all. */
  readonly size?: number | readonly number[];
  /** Output extent over input extent (rounded down), per spatial axis or one for all. */
  readonly scaleFactor?: number | readonly number[];
  /** Default "nearest"; linear, bilinear and trilinear are for 1, 2 and 3 spatial axes, bicubic is for 2. */
  readonly mode?: InterpolateMode;
  /** The first and last samples keep their places (default false: the outer edges do); not for nearest and area. */
  readonly alignCorners?: boolean;
  /** Read by the ratio of the extents instead of the scaleFactor, which then only gives the size (default false). */
  readonly recomputeScaleFactor?: boolean;
}

/** How one axis is read: `ratio` is input samples per output sample. */
interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ratio: number;
}

function planAxes(x: Tensor, { size, scaleFactor, recomputeScaleFactor = false }: InterpolateOptions): Axis[] {
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
    return { from, to, ratio: size !== undefined || recomputeScaleFactor ? from / to : 1 / list[i] };
  });
}

function readNearest(x: Tensor, dim: number, { from, to, ratio }: Axis, exact: boolean): Tensor {
  // PyTorch works these places out in single precision, also for doubles; the roundings decide ties.
  const step = Math.fround(ratio);
  const place = (i: number): number => Math.floor(Math.fround((exact ? i + 0.5 : i) * step));
  return x.indexSelect(dim, x.newTensor(Int32Array.from({ length: to }, (_, i) => Math.min(place(i), from - 1))));
}

/** Sums of samples around each place: the k-th tap says for every place which one and with what weight. */
function readTaps(x: Tensor, dim: number, taps: readonly { index: Int32Array; weights: number[] }[]): Tensor {
  const along = x.shape.map((_, i) => (i === dim ? taps[0].index.length : 1));
  const summands = taps.map(({ index, weights }) => {
    const values = x.dtype === "float64" ? Float64Array.from(weights) : Float32Array.from(weights);
    return x.indexSelect(dim, x.newTensor(index)).mul(x.newTensor(values, along));
  });
  return summands.reduce((a, b) => a.add(b));
}

/** Where output samples lie among the input's: by their centres, or with the first and last ones on top of each other. */
function placesOf({ from, to, ratio }: Axis, alignCorners: boolean): number[] {
  const step = to > 1 ? (from - 1) / (to - 1) : 0;
  return Array.from({ length: to }, (_, i) => (alignCorners ? i * step : (i + 0.5) * ratio - 0.5));
}

function readLinear(x: Tensor, dim: number, axis: Axis, alignCorners: boolean): Tensor {
  const last = axis.from - 1;
  const places = placesOf(axis, alignCorners).map((p) => Math.min(Math.max(p, 0), last));
  const lower = Int32Array.from(places, Math.floor);
  const shares = places.map((p, i) => p - lower[i]);
  return readTaps(x, dim, [
    { index: lower, weights: shares.map((t) => 1 - t) },
    { index: lower.map((i) => Math.min(i + 1, last)), weights: shares },
  ]);
}

/** Keys' cubic convolution kernel with PyTorch's slope of −0.75. */
function keys(distance: number): number {
  const [a, d] = [-0.75, Math.abs(distance)];
  if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
}

function readCubic(x: Tensor, dim: number, axis: Axis, alignCorners: boolean): Tensor {
  const places = placesOf(axis, alignCorners);
  const tap = (k: number): { index: Int32Array; weights: number[] } => ({
    index: Int32Array.from(places, (p) => Math.min(Math.max(Math.floor(p) + k, 0), axis.from - 1)),
    weights: places.map((p) => keys(p - Math.floor(p) - k)),
  });
  return readTaps(x, dim, [tap(-1), tap(0), tap(1), tap(2)]);
}

const AREA = [adaptiveAvgPool1d, adaptiveAvgPool2d, adaptiveAvgPool3d];

/**
 * `x` resampled along its spatial axes, as `torch.nn.functional.interpolate`: nearest repeats samples, the linear
 * modes lay straight lines between neighbours, bicubic curves through four, area takes the mean of what each output
 * covers. No low-pass filter runs before it (antialias=False).
 *
 * @param x  [N, C, ...spatial]; floating except for the nearest modes
 * @returns [N, C, ...size]
 * @throws ParameterError  neither or both of size and scaleFactor, or an unsuitable value
 * @throws ShapeError  the number of spatial axes does not suit the mode
 * @throws DTypeError
 * @example interpolate(x, { scaleFactor: 2, mode: "linear" })
 */
export function interpolate(x: Tensor, options: InterpolateOptions = {}): Tensor {
  needTensor("interpolate", x);
  const { mode = "nearest", alignCorners = false } = options;
  const axes = SPATIAL_AXES[mode] as number | undefined;
  if (axes === undefined)
    throw new ParameterError(`interpolate: mode="${mode}" must be one of ${Object.keys(SPATIAL_AXES).join(", ")}.`);
  if (axes === 0 ? x.ndim < 3 || x.ndim > 5 : x.ndim !== axes + 2)
    throw new ShapeError(
      `interpolate: input ${formatShape(x.shape)} must be [N, C, …] with ${axes || "1 to 3"} spatial axes for mode="${mode}".`,
    );
  const interpolates = axes > 0;
  if (!interpolates && alignCorners)
    throw new ParameterError(`interpolate: alignCorners=true does not apply to mode="${mode}". Leave it out.`);
  if (interpolates || mode === "area") needReal("interpolate", x);
  const plan = planAxes(x, options);
  if (mode === "area") return AREA[x.ndim - 3](x, plan.map(({ to }) => to)); // prettier-ignore
  const read = (y: Tensor, dim: number, axis: Axis): Tensor => {
    if (!interpolates) return readNearest(y, dim, axis, mode === "nearest-exact");
    return (mode === "bicubic" ? readCubic : readLinear)(y, dim, axis, alignCorners);
  };
  return plan.reduce((y, axis, i) => read(y, i + 2, axis), x);
}

const methods = { interpolate } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
