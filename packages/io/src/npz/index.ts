export { readNpz, type ReadNpzOptions } from "./read.js";
export { writeNpz, type WriteNpzOptions } from "./write.js";
export { loadNpz, saveNpz } from "./tensors.js";
