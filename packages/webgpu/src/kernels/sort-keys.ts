// Sort keys: words whose order as whole numbers is the order of the sort, so that equal words are equal values.
import { isComplex, UnsupportedOpError, type DType } from "@sonograd/core";

/** Includes `sort_key(value)`. NaN is larger than every number, −0 equals 0; descending keys are turned round. */
export function keyFunction(dtype: DType, descending: boolean): string {
  return `fn sort_key(value: ${VALUE_TYPES[dtype] ?? refuse(dtype)}) -> u32 {
  ${KEYS[dtype]}
  return ${descending ? "~key" : "key"};
}`;
}

const VALUE_TYPES: Partial<Record<DType, string>> = { float32: "f32", int32: "i32", uint8: "u32", bool: "bool" };

const KEYS: Partial<Record<DType, string>> = {
  // Below zero all bits are turned round, else only the sign.
  float32: `let bits = bitcast<u32>(value);
  let magnitude = bits & 0x7fffffffu;
  var key = select(bits | 0x80000000u, ~bits, bits > 0x80000000u);
  if (magnitude == 0u) { key = 0x80000000u; }
  if (magnitude > 0x7f800000u) { key = 0xffffffffu; }`,
  int32: "let key = bitcast<u32>(value) ^ 0x80000000u;",
  uint8: "let key = value;",
  bool: "let key = select(0u, 1u, value);",
};

function refuse(dtype: DType): never {
  const why = isComplex(dtype) ? "has no order. Take abs() or real() first" : "cannot be sorted here. Use the CPU";
  throw new UnsupportedOpError(`sort: dtype="${dtype}" ${why}.`);
}
