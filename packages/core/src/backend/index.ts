export { noteAccess, noteMade, tick, watchReads } from "./access.js";
export type { Backend, CallGroup, Plan, PrimitiveCall, Transfer } from "./backend.js";
export { adopt, allocate, capture, dispatch, dispatchInto, type OutputSpec } from "./dispatch.js";
export {
  BINARY_OPS,
  cast,
  COMPARE_OPS,
  exprKey,
  input,
  INTEGER_OPS,
  node,
  scalar,
  TEST_OPS,
  UNARY_OPS,
  type Expr,
  type MapOp,
} from "./expr.js";
export {
  PRIMITIVES,
  type ConvAttrs,
  type FftAttrs,
  type PoolAttrs,
  type PrimitiveAttrs,
  type PrimitiveName,
  type SpectrogramAttrs,
} from "./primitives.js";
export { keep, scope } from "./scope.js";
export {
  currentTracer,
  everyRun,
  guardCapture,
  isCapturing,
  outsideCapture,
  TraceStorage,
  withTracer,
  type LiveAttrs,
  type Tracer,
} from "./tracer.js";
export {
  backendGeneration,
  backendOf,
  deviceBackend,
  getDefaultDevice,
  isAvailable,
  registerBackend,
  renewBackend,
  setDefaultDevice,
  unregisterBackend,
} from "./registry.js";
