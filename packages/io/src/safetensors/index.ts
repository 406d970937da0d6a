export { readSafetensors, type ReadSafetensorsOptions, type Safetensors } from "./read.js";
export { writeSafetensors } from "./write.js";
export { loadSafetensors, saveSafetensors } from "./files.js";
