// Why a model has no ONNX form, where several places say so.
import { ParameterError, UnsupportedOpError, type DType } from "@sonograd/core";
import type { OnnxType } from "@sonograd/io";

/** @throws UnsupportedOpError  complex numbers */
export function elementType(dtype: DType): OnnxType {
  if (dtype === "complex64" || dtype === "complex128")
    throw new UnsupportedOpError(`exportOnnx: dtype="${dtype}" has no ONNX form. Export the part on real numbers.`);
  return dtype;
}

export const dependsOnBatch = (what: string): ParameterError =>
  new ParameterError(
    `exportOnnx: the model depends on the size of the batch: ${what}. Export it for one size with { dynamicBatch: false }.`,
  );
