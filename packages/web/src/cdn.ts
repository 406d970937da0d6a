// One file for a page without a bundler: the elements, registered, and the library; `nn` holds layers and training.
import "./define.js";

export * from "@sonograd/core";
export * from "@sonograd/io";
export * from "@sonograd/webgpu";
// Both have a scatter: the tensor operation keeps the name here.
export { scatter } from "@sonograd/core";
export { scatter as scatterPlot } from "@sonograd/io";
export * as nn from "@sonograd/nn";
export * from "./index.js";
