import { ParameterError } from "../../errors/index.js";
import { checkInteger } from "../checks.js";
import { windowValues, type WindowSpec } from "../get-window.js";
import { WINDOW_ALIASES } from "../window-shapes.js";

/** The windows whose bandwidth librosa has in a table, which was made from 8193 points of the symmetric window. */
const TABULATED: ReadonlySet<string> = new Set([
  "barthann", "bartlett", "blackman", "blackmanharris", "bohman", "boxcar", "cosine", "hamming", "hann", "nuttall", "parzen", "triang",
]); // prettier-ignore
const TABLE_POINTS = 8193;
/** The table's number for the flat top is no bandwidth of the window as scipy makes it; what depends on it should agree all the same. */
const FLATTOP = 2.7762255046484143;

/**
 * Equivalent noise bandwidth of a window, in bins of the DFT: n · Σw² / (Σw)².
 *
 * @param window   name, `[name, ...parameters]`, or n values
 * @param options.n  points at which a window outside librosa's table is evaluated, integer ≥ 1 (default 1000)
 * @returns bins, ≥ 1: 1 for a rectangle, 1.5 for "hann"
 * @throws ParameterError  unknown window, or n out of range
 * @source librosa.filters.window_bandwidth
 * @example windowBandwidth("boxcar") // 1
 */
export function windowBandwidth(window: WindowSpec, { n = 1000 }: { readonly n?: number } = {}): number {
  checkInteger("windowBandwidth", "n", n, 1);
  const name =
    typeof window === "string" && Object.hasOwn(WINDOW_ALIASES, window)
      ? WINDOW_ALIASES[window as keyof typeof WINDOW_ALIASES]
      : window;
  if (name === "flattop") return FLATTOP;
  if (typeof name === "string" && TABULATED.has(name)) return bandwidth(windowValues(window, TABLE_POINTS, false));
  const isValues = ArrayBuffer.isView(window) || (Array.isArray(window) && typeof window[0] === "number");
  return bandwidth(windowValues(window, isValues ? (window as ArrayLike<number>).length : n));
}

function bandwidth(w: Float64Array): number {
  const sum = w.reduce((total, value) => total + value, 0);
  const power = w.reduce((total, value) => total + value * value, 0);
  if (!(sum * sum > 0))
    throw new ParameterError(`windowBandwidth: window adds up to ${sum} but must not vanish. Use a tapering window.`);
  return (w.length * power) / (sum * sum);
}
