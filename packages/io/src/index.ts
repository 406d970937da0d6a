export type { ByteSource, HostArray } from "./bytes/index.js";
export * from "./audio/index.js";
export * from "./npy/index.js";
export * from "./npz/index.js";
export * from "./safetensors/index.js";
export * from "./pytorch/index.js";
export * from "./onnx/index.js";
export * from "./tensorboard/index.js";
export * from "./charts/index.js";
