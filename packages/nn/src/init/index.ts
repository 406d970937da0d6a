export { calculateFanInAndFanOut, calculateGain, type FanMode, type Nonlinearity } from "./fans.js";
export { constant_, dirac_, eye_, normal_, ones_, sparse_, truncNormal_, uniform_, zeros_, type InitOptions } from "./fills.js"; // prettier-ignore
export { kaimingNormal_, kaimingUniform_, orthogonal_, xavierNormal_, xavierUniform_, type KaimingOptions, type XavierOptions } from "./scaled.js"; // prettier-ignore
