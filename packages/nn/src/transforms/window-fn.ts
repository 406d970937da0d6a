// Windows as torchaudio's transforms take them: a function's name and its arguments.
import { getWindow, ParameterError, type WindowSpec } from "@sonograd/core";

/** PyTorch's names of the window functions. */
export type WindowFn = "hann_window" | "hamming_window" | "blackman_window" | "bartlett_window" | "kaiser_window";

/** Arguments of the window function besides its length. */
export interface WindowArguments {
  /** One period of the window rather than the symmetric one (default true). */
  readonly periodic?: boolean;
  /** Hamming's weight of the constant (default 0.54). */
  readonly alpha?: number;
  /** Hamming's weight of the cosine (default 0.46), Kaiser's beta (default 12). */
  readonly beta?: number;
}

export interface WindowOptions {
  /** PyTorch's name, or whatever `getWindow` of core takes (default "hann_window"). */
  readonly windowFn?: WindowFn | WindowSpec;
  readonly wkwargs?: WindowArguments;
}

const SHAPES: Readonly<Record<WindowFn, (options: WindowArguments) => WindowSpec>> = {
  hann_window: () => "hann",
  hamming_window: ({ alpha = 0.54, beta = 0.46 }) => ["general_cosine", [alpha, beta]],
  blackman_window: () => "blackman",
  bartlett_window: () => "bartlett",
  kaiser_window: ({ beta = 12 }) => ["kaiser", beta],
};

const isTorchs = (window: WindowFn | WindowSpec): window is WindowFn =>
  typeof window === "string" && Object.hasOwn(SHAPES, window);

/** The window's values, winLength of them, with the rounding of the single precision that torchaudio makes its windows in. */
export function windowValues(
  op: string,
  winLength: number,
  { windowFn = "hann_window", wkwargs = {} }: WindowOptions,
): Float64Array {
  if (typeof windowFn === "string" && windowFn.endsWith("_window") && !isTorchs(windowFn))
    throw new ParameterError(
      `${op}: windowFn="${windowFn}" is not known. Use one of ${Object.keys(SHAPES).join(", ")}, or a window of getWindow.`,
    );
  const { periodic = true } = wkwargs;
  if (windowFn === "hann_window") return raisedCosine(winLength, periodic);
  const spec = isTorchs(windowFn) ? SHAPES[windowFn](wkwargs) : windowFn;
  return getWindow(spec, winLength, { fftbins: periodic, dtype: "float64" }).dataSync() as Float64Array;
}

/** Hann's window as torch rounds it: many rounds of Griffin-Lim make the last digits of the window visible. */
function raisedCosine(length: number, periodic: boolean): Float64Array {
  const step = Math.fround((2 * Math.PI) / Math.max(1, periodic ? length : length - 1));
  return Float64Array.from({ length }, (_, i) =>
    length === 1 ? 1 : Math.fround(0.5 - 0.5 * Math.fround(Math.cos(Math.fround(i * step)))),
  );
}
