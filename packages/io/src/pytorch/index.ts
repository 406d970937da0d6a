export { readTorch, type ReadTorchOptions, type TorchValue } from "./read.js";
export { loadTorch, loadTorchStateDict } from "./files.js";
