// Placing ops that write where their first argument stands: `x.scatter_(…)` is `x.copy_(x.scatter(…))`, unrecorded.
import { noGrad } from "../autograd/index.js";
import type { Tensor } from "../tensor/index.js";
import { indexAdd, scatterAdd } from "./gather.js";
import { copy_, refuseRecorded } from "./in-place.js";
import { indexPut, maskedScatter } from "./index-put.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { indexCopy, indexFill, scatter } from "./scatter.js";
import { indexReduce, scatterReduce } from "./scatter-reduce.js";
import { tril, triu } from "./triangle.js";

const OPS = {
  scatter, scatterAdd, scatterReduce, indexAdd, indexCopy, indexFill, indexReduce, indexPut, maskedScatter, tril, triu,
} as const; // prettier-ignore

type Op = (x: Tensor, ...rest: never[]) => Tensor;
const inPlace =
  (name: string, op: Op): Op =>
  (x, ...rest) => {
    refuseRecorded(name, x);
    return copy_(x, noGrad(() => op(x, ...rest))); // prettier-ignore
  };

/** The in-place form of a placing op: the same arguments, the result in the tensor's own memory, and the tensor returned. */
export type ScatterInPlace = { [K in keyof typeof OPS as `${K}_`]: MethodsOf<typeof OPS>[K] };
declare module "../tensor/tensor.js" {
  interface Tensor extends ScatterInPlace {}
}
/** By name: `scatterInPlaceOps.indexFill_(x, 0, index, 1)` is `x.indexFill_(0, index, 1)`. */
export const scatterInPlaceOps: Readonly<Record<keyof ScatterInPlace, Op>> = Object.fromEntries(
  Object.entries(OPS).map(([op, run]) => [`${op}_`, inPlace(`${op}_`, run as Op)]),
) as Record<keyof ScatterInPlace, Op>;
attachMethods(scatterInPlaceOps);
