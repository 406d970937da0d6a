// What needs a file system: dataset directories, the synthetic set on disk, training and evaluating from folders.
export * from "./data/readers/index.js";
export { writeSyntheticUrbanSound8K, type SyntheticUrbanSound8KOptions } from "./data/synthetic/write-urbansound8k.js";
export * from "./recipes/index.js";
