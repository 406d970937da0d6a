// Bits of integers and logic of bools, and what whole numbers have besides: common divisors and multiples.
import { node, type MapOp } from "../backend/index.js";
import { DTypeError } from "../errors/index.js";
import { isIntegral, needTensor, type DType, type Tensor } from "../tensor/index.js";
import { attachMethods } from "./method.js";
import { mapOperands, resultType, type Operand } from "./operand.js";

function wholeType(op: string, a: Operand, b: Operand, { bools }: { bools: boolean }): DType {
  const dtype = resultType([a, b], op);
  if (!isIntegral(dtype) || (dtype === "bool" && !bools))
    throw new DTypeError(`${op}: dtype="${dtype}" must be int32${bools ? ", uint8 or bool" : " or uint8"}. Convert with .to("int32").`); // prettier-ignore
  return dtype;
}

function bits(name: string, op: MapOp, boolOp?: MapOp) {
  return (a: Operand, b: Operand): Tensor => {
    const dtype = wholeType(name, a, b, { bools: boolOp !== undefined });
    return mapOperands(name, [a, b], dtype, ([x, y]) => node(dtype === "bool" ? boolOp! : op, dtype, x, y));
  };
}

/** a AND b, bit by bit; of bools, both. @throws DTypeError  for floats and complex numbers */
export const bitwiseAnd = bits("bitwiseAnd", "bitAnd", "and");
/** a OR b, bit by bit; of bools, either. @throws DTypeError  for floats and complex numbers */
export const bitwiseOr = bits("bitwiseOr", "bitOr", "or");
/** a XOR b, bit by bit; of bools, one but not both. @throws DTypeError  for floats and complex numbers */
export const bitwiseXor = bits("bitwiseXor", "bitXor", "xor");
/** a · 2ᵇ, the upper bits lost; 0 where b < 0 or b is at least the width. @throws DTypeError  unless int32 or uint8 */
export const bitwiseLeftShift = bits("bitwiseLeftShift", "shiftLeft");
/** ⌊a / 2ᵇ⌋; 0, or −1 for a < 0, where b < 0 or b is at least the width. @throws DTypeError  unless int32 or uint8 */
export const bitwiseRightShift = bits("bitwiseRightShift", "shiftRight");

/** Every bit turned; of bools, the other one. @throws DTypeError  for floats and complex numbers */
export function bitwiseNot(x: Tensor): Tensor {
  needTensor("bitwiseNot", x);
  if (!isIntegral(x.dtype))
    throw new DTypeError(`bitwiseNot: dtype="${x.dtype}" must be int32, uint8 or bool. Convert with .to("int32").`);
  return bitwiseXor(x, x.dtype === "bool" ? true : -1);
}

/** The greatest common divisor, ≥ 0; gcd(0, 0) is 0. @throws DTypeError  unless int32 or uint8 */
export const gcd = bits("gcd", "gcd");

/** The least common multiple, ≥ 0; 0 where one side is. Wraps where it does not fit. @throws DTypeError  unless int32 or uint8 */
export function lcm(a: Operand, b: Operand): Tensor {
  const dtype = wholeType("lcm", a, b, { bools: false });
  return mapOperands("lcm", [a, b], dtype, ([x, y], number) => {
    const divisor = node("gcd", dtype, x, y);
    const multiple = node("abs", dtype, node("mul", dtype, node("div", dtype, x, divisor), y));
    return node("where", dtype, node("eq", "bool", divisor, number(0)), divisor, multiple);
  });
}

const sided = { bitwiseAnd, bitwiseOr, bitwiseXor, bitwiseLeftShift, bitwiseRightShift, gcd, lcm } as const;
type Methods = { [K in keyof typeof sided]: (other: Operand) => Tensor };
declare module "../tensor/tensor.js" {
  interface Tensor extends Methods {
    bitwiseNot(): Tensor;
  }
}
attachMethods({ ...sided, bitwiseNot });
