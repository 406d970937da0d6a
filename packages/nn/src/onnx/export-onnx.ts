// Models as ONNX files, for every runtime that reads them.
import type { Tensor } from "@sonograd/core";
import { encodeOnnx } from "@sonograd/io";
import type { Module } from "../modules/index.js";
import { onnxModel, type ExportOnnxOptions } from "./onnx-model.js";

/**
 * The bytes of an `.onnx` file (opset 17) that computes what the model computes in evaluation. The model is run on the
 * example and what it does is written down: any forward method will do whose path does not depend on values. Convolutions,
 * pooling, elementwise functions, reductions, products, sorting, shapes, slices and spectrograms (of powers, mel or not) are
 * exported wherever they stand; Linear, BatchNorm, LayerNorm, Softmax, LSTM, GRU and RNN as the operators of that name.
 * Parameters keep PyTorch's names.
 *
 * With an open batch the model is run with two batch sizes, cut or repeated from the example; what differs grows with it.
 *
 * @param model          its mode and parameters are left as they are
 * @param exampleInputs  a tensor, or the list of the model's inputs
 * @throws UnsupportedOpError  an operation without an ONNX form (FFT, random numbers, complex tensors, recursive filters), by name
 * @throws ParameterError      names that do not fit, or a model whose path depends on the size of the batch
 * @example await writeFile("model.onnx", await exportOnnx(model, zeros([1, 1, 64, 101])));
 */
export async function exportOnnx(
  model: Module,
  exampleInputs: Tensor | readonly Tensor[],
  options: ExportOnnxOptions = {},
): Promise<Uint8Array> {
  return encodeOnnx(await onnxModel(model, exampleInputs, options));
}
