// Values that can be compared by order: bools as numbers, complex numbers not at all.
import { isComplex, UnsupportedOpError, type DType } from "@sonograd/core";
import { valueType } from "./wgsl-types.js";

export const orderType = (dtype: DType): string => (dtype === "bool" ? "u32" : valueType(dtype));

export function orderable(dtype: DType, value: string): string {
  if (isComplex(dtype)) throw new UnsupportedOpError(`dtype="${dtype}" has no order. Take abs() or real() first.`);
  return dtype === "bool" ? `select(0u, 1u, ${value})` : value;
}
