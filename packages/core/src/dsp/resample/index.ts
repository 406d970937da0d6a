export { resample, type ResampleOptions, type ResampleType } from "./resample.js";
export { resamplePoly, type ResamplePadType, type ResamplePolyOptions } from "./resample-poly.js";
export { resampleFft, type ResampleFftOptions } from "./resample-fft.js";
