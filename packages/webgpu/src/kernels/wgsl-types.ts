// dtypes in WGSL: bool and uint8 are stored as u32, a bool is computed with as bool.
import { isComplex, UnsupportedOpError, type DType, type View } from "@sonograd/core";

/** Type of a value in registers. */
export function valueType(dtype: DType): string {
  switch (dtype) {
    case "float32":
      return "f32";
    case "int32":
      return "i32";
    case "uint8":
      return "u32";
    case "bool":
      return "bool";
    case "complex64":
      return "vec2<f32>";
    default:
      throw new UnsupportedOpError(
        `dtype="${dtype}" is not available on device "webgpu". Use float32 or complex64, or the CPU.`,
      );
  }
}

/** Type of an element in a storage buffer. */
export const storageType = (dtype: DType): string => (dtype === "bool" ? "u32" : valueType(dtype));

export const loadExpr = (dtype: DType, element: string): string => (dtype === "bool" ? `(${element} != 0u)` : element);
export const storeExpr = (dtype: DType, value: string): string =>
  dtype === "bool" ? `select(0u, 1u, ${value})` : value;

export const zero = (dtype: DType): string => (dtype === "bool" ? "false" : `${valueType(dtype)}()`);

/** A value of `from` as one of `to`: truncates, drops the imaginary part, non-zero is true. */
export function castExpr(from: DType, to: DType, value: string): string {
  if (from === to) return value;
  if (to === "bool") return isNonZero(from, value);
  if (isComplex(to)) return `vec2<f32>(${castExpr(from, "float32", value)}, 0.0)`;
  if (isComplex(from)) return castExpr("float32", to, `${value}.x`);
  if (to === "uint8") return from === "bool" ? `select(0u, 1u, ${value})` : `(u32(i32(${value})) & 255u)`;
  return `${valueType(to)}(${value})`;
}

// Floats are tested by their bits: NaN is non-zero, whatever a compiler thinks of `!=`.
function isNonZero(dtype: DType, value: string): string {
  if (dtype === "float32") return `((bitcast<u32>(${value}) & 0x7fffffffu) != 0u)`;
  if (isComplex(dtype)) return `any((bitcast<vec2<u32>>(${value}) & vec2<u32>(0x7fffffffu)) != vec2<u32>())`;
  return `(${value} != ${zero(dtype)})`;
}

/** Kernels that are written for float32 only say so. */
export function requireFloat32(op: string, views: readonly View[]): void {
  for (const { dtype } of views)
    if (dtype !== "float32")
      throw new UnsupportedOpError(
        `${op}: dtype="${dtype}" has no kernel on device "webgpu". Convert with .to("float32") or use the CPU.`,
      );
}
