import { ParameterError } from "../errors/index.js";
import { nameValue, type Device, type DType, type Tensor } from "../tensor/index.js";
import { getDefaultDevice } from "../backend/index.js";
import { constant } from "./constant.js";
import { generalCosine, WINDOW_ALIASES, WINDOW_SHAPES, type WindowShape } from "./window-shapes.js";

/** scipy's names of windows: the canonical ones, and their aliases such as "rect" or "gauss". */
export type WindowName = keyof typeof WINDOW_SHAPES | keyof typeof WINDOW_ALIASES;

/**
 * A window: its name, its name with parameters (`["kaiser", 8.6]`, `["tukey", 0.25]`, `["general_cosine", [0.5, 0.5]]`; null
 * takes a parameter's default), a number (Kaiser's beta), or the values themselves.
 */
export type WindowSpec =
  | WindowName
  | readonly [name: WindowName, ...parameters: (number | boolean | null)[]]
  | readonly [name: "general_cosine" | "general cosine", coefficients: readonly number[]]
  | number
  | Float64Array
  | Float32Array
  | readonly number[];

const isNamed = (spec: WindowSpec): spec is Extract<WindowSpec, readonly [string, ...unknown[]]> =>
  Array.isArray(spec) && typeof spec[0] === "string";

function symmetric(spec: WindowSpec, n: number): Float64Array {
  if (typeof spec === "number") return WINDOW_SHAPES.kaiser.make(n, spec);
  const [called, ...given] = isNamed(spec) ? spec : [spec as WindowName];
  const name = Object.hasOwn(WINDOW_ALIASES, called) ? WINDOW_ALIASES[called as keyof typeof WINDOW_ALIASES] : called;
  if (name === "general_cosine") return generalCosine(n, given[0] as readonly number[]);
  const shape: WindowShape | undefined = WINDOW_SHAPES[name as keyof typeof WINDOW_SHAPES];
  if (!shape)
    throw new ParameterError(
      `getWindow: window="${String(called)}" is not known. Known are ${Object.keys(WINDOW_SHAPES).join(", ")}, general_cosine.`,
    );
  const parameters = shape.defaults.map((value, i) =>
    Number((given[i] as number | boolean | null | undefined) ?? value),
  );
  if (parameters.some((value) => !Number.isFinite(value)) || given.length > parameters.length)
    throw new ParameterError(
      `getWindow: window=${JSON.stringify(spec)} needs ${shape.defaults.length} finite parameter(s). ` +
        `Write ["${name}", ${shape.defaults.map(() => "number").join(", ") || "nothing more"}].`,
    );
  return shape.make(n, ...parameters);
}

/** The window's values in double precision; `getWindow` makes a tensor of them. */
export function windowValues(spec: WindowSpec, n: number, fftbins = true): Float64Array {
  if (!Number.isInteger(n) || n < 0) throw new ParameterError(`getWindow: n=${n} must be an integer ≥ 0.`);
  if (typeof spec === "object" && !isNamed(spec)) {
    if (!Array.isArray(spec) && !ArrayBuffer.isView(spec))
      throw new ParameterError(
        `getWindow: window is ${nameValue(spec)}, but must be a name, [name, parameter] or an array of values. Read a Tensor with dataSync().`,
      );
    if (spec.length !== n)
      throw new ParameterError(
        `getWindow: window has ${spec.length} values but must have n=${n}. Pass a window of that length.`,
      );
    return Float64Array.from(spec);
  }
  if (n <= 1) return new Float64Array(n).fill(1);
  // A periodic window is the symmetric one that is a point longer, without its last point.
  return fftbins ? symmetric(spec, n + 1).slice(0, n) : symmetric(spec, n);
}

/**
 * A window for spectral analysis or filter design.
 *
 * @param window   name, `[name, ...parameters]`, Kaiser's beta as a number, or the values themselves
 * @param n        points, integer ≥ 0
 * @param options.fftbins  true: periodic, for the DFT (default); false: symmetric, for filter design
 * @param options.dtype    "float32" (default) or "float64"; computed in double precision either way
 * @returns [n], unitless, peak near 1; n = 1 gives 1
 * @throws ParameterError  unknown name, missing parameter, or values of another length
 * @source scipy.signal.get_window with its names and aliases (the default dtype is PyTorch's)
 * @example getWindow("hann", 4).arraySync() // [0, 0.5, 1, 0.5]
 */
export function getWindow(
  window: WindowSpec,
  n: number,
  {
    fftbins = true,
    dtype = "float32",
    device = getDefaultDevice(),
  }: {
    readonly fftbins?: boolean;
    readonly dtype?: Extract<DType, "float32" | "float64">;
    readonly device?: Device;
  } = {},
): Tensor {
  return constant(windowValues(window, n, fftbins), [n], dtype, device);
}
