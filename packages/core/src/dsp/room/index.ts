export { simulateRirIsm, type Place, type SimulateRirOptions } from "./simulate-rir-ism.js";
