export { readNpy, type NpyArray, type NpyNumbers, type NpyStrings, type ReadNpyOptions } from "./read.js";
export { writeNpy } from "./write.js";
export { npyToTensor, loadNpy, saveNpy } from "./tensor.js";
