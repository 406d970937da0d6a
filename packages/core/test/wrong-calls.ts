// Every wrong call that is tested, by what is wrong with it.
import {
  wrongCaptures, wrongDevices, wrongDims, wrongDTypes, wrongGradients, wrongIndices, wrongMatrices, wrongNumbers, wrongRecords, wrongReductions,
  wrongShapes, wrongSignals, type WrongCall,
} from "./wrong-calls/index.js"; // prettier-ignore

export const WRONG_CALLS: Readonly<Record<string, readonly WrongCall[]>> = {
  shapes: wrongShapes,
  dtypes: wrongDTypes,
  devices: wrongDevices,
  dimensions: wrongDims,
  positions: wrongIndices,
  reductions: wrongReductions,
  numbers: wrongNumbers,
  records: wrongRecords,
  gradients: wrongGradients,
  captures: wrongCaptures,
  matrices: wrongMatrices,
  signals: wrongSignals,
};

/** Error classes that nothing in this package throws, and who does. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  FormatError: "bytes are read by @sonograd/io",
  ShaderError: "shaders are compiled by @sonograd/webgpu",
  DeviceLostError: "devices are lost in @sonograd/webgpu",
};
