// A number of the host that a captured function reads anew each time it runs.
import { dispatchInto, allocate, getDefaultDevice, scalar } from "../backend/index.js";
import { needFunction, type Tensor } from "../tensor/index.js";
import type { TensorOptions } from "./create.js";

/**
 * One number as a tensor without dimensions. Inside a function captured by `compile`, `value` is asked again at the start
 * of every run: for learning rates, step counts and other settings that live outside of the function.
 *
 * @param value  returns the number
 * @returns [] of `dtype` (default float32)
 * @example liveNumber(() => 0.5).itemSync() // 0.5
 */
export function liveNumber(value: () => number, { dtype = "float32", device }: TensorOptions = {}): Tensor {
  needFunction("liveNumber", value, "value");
  const out = allocate(device ?? getDefaultDevice(), [], dtype);
  dispatchInto("map", [], [out], () => ({ expr: scalar(0, dtype), scalars: [value()] }));
  return out;
}
