export type { WrongCall } from "./row.js";
export { wrongShapes } from "./shapes.js";
export { wrongDims, wrongIndices, wrongReductions } from "./places.js";
export { wrongDevices, wrongDTypes } from "./dtypes-and-devices.js";
export { wrongNumbers, wrongRecords } from "./numbers.js";
export { wrongCaptures, wrongGradients } from "./autograd-and-compile.js";
export { wrongMatrices } from "./linalg.js";
export { wrongSignals } from "./signals.js";
