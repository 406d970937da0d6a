// What needs a file system: dataset directories, synthetic sets on disk, training and evaluating from folders.
export * from "./data/readers/index.js";
export * from "./data/synthetic/writers.js";
export * from "./recipes/index.js";
