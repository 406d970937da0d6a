export { encodeOnnx } from "./encode.js";
export type { OnnxAttribute, OnnxInitializer, OnnxModel, OnnxNode, OnnxType, OnnxValue } from "./model.js";
