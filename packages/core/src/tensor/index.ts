export {
  DTYPES,
  isComplex,
  isDouble,
  isFloatingPoint,
  isIntegral,
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
export { Tensor, type GradNode } from "./tensor.js";
