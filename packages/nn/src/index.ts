// Everything that runs in Node and in a browser; what needs a file system is in "@sonograd/nn/node".
export * from "./modules/index.js";
export * from "./losses/index.js";
export * from "./optim/index.js";
export * from "./data/index.js";
export * from "./training/index.js";
export * from "./models/index.js";
export * from "./audio/index.js";
export * from "./onnx/index.js";
export * as init from "./init/index.js";
export * as transforms from "./transforms/index.js";
export * as augmentation from "./augmentation/index.js";
