// Segments without what is slower than they are.
import { ParameterError } from "../../../errors/index.js";
import { isComplex, toRealDType, type Tensor } from "../../../tensor/index.js";
import { constant } from "../../constant.js";

/** "constant": less the mean; "linear": less the best line; false: as it is; or a function of segments [..., samples]. */
export type Detrend = "constant" | "linear" | false | ((segments: Tensor) => Tensor);

/** Each line [..., samples] without its trend. @source scipy.signal.detrend */
export function detrendSegments(x: Tensor, detrend: Detrend): Tensor {
  if (detrend === false) return x;
  if (typeof detrend === "function") return detrend(x);
  if (detrend !== "constant" && detrend !== "linear")
    throw new ParameterError(
      `detrend: detrend="${String(detrend)}" must be "constant", "linear", false or a function.`,
    );
  const centred = x.sub(x.mean(-1, { keepdim: true }));
  const n = x.shape.at(-1)!;
  if (detrend === "constant" || n < 2) return centred;
  const values = Float64Array.from({ length: n }, (_, i) => i - (n - 1) / 2);
  const power = (n * (n ** 2 - 1)) / 12; // Σ values²
  const line = constant(values, [n], isComplex(x.dtype) ? toRealDType(x.dtype) : x.dtype, x.device);
  const slope = centred.mul(line).sum(-1, { keepdim: true }).div(power);
  return centred.sub(slope.mul(line));
}
