// Sums and means that leave NaN out.
import { needTensor, type Tensor } from "../tensor/index.js";
import { where } from "./compare.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { reduceOptions, sum, toFloat, type ReduceArgs, type SumOptions } from "./reduce.js";

/** The sum of the elements that are not NaN, 0 where there are none. */
export function nansum(x: Tensor, ...args: ReduceArgs<SumOptions>): Tensor {
  needTensor("nansum", x);
  return sum(where(x.isnan(), 0, x), reduceOptions(args));
}

/** The mean of the elements that are not NaN, NaN where there are none, with slopes of 0 (PyTorch: NaN); integers give float32. */
export function nanmean(x: Tensor, ...args: ReduceArgs<SumOptions>): Tensor {
  needTensor("nanmean", x);
  const { dtype, ...options } = reduceOptions(args);
  const own = toFloat(dtype ? x.to(dtype) : x);
  return nansum(own, options).div(sum(own.detach().isnan().logicalNot(), options));
}

const methods = { nansum, nanmean } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
