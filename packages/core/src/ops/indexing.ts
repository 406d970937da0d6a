// `t.get(0, slice(1, -1), null, mask)`: Python's square brackets, read.
import { needTensor, type Tensor } from "../tensor/index.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { pickElements, readMasks, resolveIndices, type Index } from "./selection.js";

export { slice, type Index, type Slice } from "./selection.js";

/**
 * The part of `x` that the indices name, as `x[…]` in PyTorch; a view unless a tensor or a list picks elements.
 *
 * Index tensors broadcast together. Their dimensions stand where the picked ones stood if those are side by side, and
 * in front if they are not. Negative positions count from the end. A mask is read, so it has to be on the CPU; elsewhere
 * use `maskedSelect`, which waits. Positions are checked on the CPU and trusted on a GPU. Gradients flow back.
 *
 * @param indices  numbers, `slice`s, null, "...", int32 or bool tensors, lists; missing ones are full
 * @throws ParameterError  a position is out of range
 * @throws ShapeError  too many indices, a mask that does not fit, index tensors that do not broadcast
 * @throws DTypeError  an index tensor is neither int32 nor bool
 * @example x.get(0, slice(1, -1)) // [[4,5,6,7]]
 */
export function get(x: Tensor, ...indices: Index[]): Tensor {
  needTensor("get", x);
  const selection = resolveIndices("get", x, indices);
  if (selection.picks.length === 0) return selection.view;
  return pickElements("get", selection.view, readMasks("get", selection));
}

const methods = { get } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
