export {
  DTYPES,
  dtypeOfNumber,
  isComplex,
  isDouble,
  isFloatingPoint,
  isIntegral,
  liftCategory,
  makeArray,
  promoteTypes,
  promoteWithNumber,
  slotsOf,
  toComplexDType,
  toRealDType,
  type DType,
  type TypedArray,
} from "./dtype.js";
export {
  broadcastShapes,
  broadcastStrides,
  contiguousStrides,
  formatShape,
  inferShape,
  isContiguous,
  normalizeDim,
  normalizeDims,
  sameShape,
  sizeOf,
  viewStrides,
  type Shape,
} from "./shape.js";
export type { Device, Storage, View } from "./storage.js";
export type { GradEdge, GradHook, GradNode, GradSpec, OpTrace } from "./grad-node.js";
export { gradAccess, Tensor, type GradListener } from "./tensor.js";
export { nameValue, needFunction, needList, needTensor, needTensors } from "./need-tensor.js";
export { collapse, type Walk } from "./walk.js";
