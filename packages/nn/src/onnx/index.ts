export { exportOnnx } from "./export-onnx.js";
export type { ExportOnnxOptions } from "./onnx-model.js";
