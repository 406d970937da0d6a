// Logarithms of determinants.
import { differentiableMany } from "../../autograd/index.js";
import { isComplex, toRealDType, type Tensor } from "../../tensor/index.js";
import { complex } from "../complex.js";
import { attachMethods, type MethodsOf } from "../method.js";
import { adjoint } from "../reorder.js";
import { determinantOfLu, factorLu } from "./dense/lu.js";
import { numberMatrix, rowMatrix } from "./dense/matrix.js";
import { checkMatrices, hostFunction } from "./host-function.js";
import { invert } from "./solve.js";

export interface SignAndLogDet {
  /** 1, −1 or 0; for complex matrices a number of size 1, or 0. */
  readonly sign: Tensor;
  /** Natural logarithm of the determinant's size, real; −∞ where it is 0. */
  readonly logabsdet: Tensor;
}

/**
 * Sign and logarithm of the determinant, which neither overflow nor vanish; as `torch.linalg.slogdet`.
 *
 * @param x  floating or complex, [..., n, n]
 * @returns both [...]; the gradient of a singular matrix is an error, for there is none
 * @throws ShapeError, DTypeError, BackendError
 * @example slogdet(tensor([[0, 2], [3, 0]])).sign // -1
 */
export function slogdet(x: Tensor): SignAndLogDet {
  checkMatrices("slogdet", "x", x, { square: true });
  const shapes = [{ shape: [], dtype: x.dtype }, { shape: [], dtype: toRealDType(x.dtype) }]; // prettier-ignore
  const forward = (): Tensor[] =>
    hostFunction("slogdet", [x], shapes, ([m]) => {
      const { sign, logSize } = determinantOfLu(factorLu(m));
      return [numberMatrix(sign), rowMatrix([logSize])];
    });
  // d log det = tr(x⁻¹·dx): its real part moves the logarithm, its imaginary part turns the sign
  const [sign, logabsdet] = differentiableMany("slogdet", [x], forward, ([s]) => ([gSign, gLog]) => {
    let g = gLog ?? s.real().mul(0);
    if (gSign && isComplex(x.dtype)) g = complex(g, gSign.conj().mul(s).imag().neg());
    return [adjoint(invert("slogdet", x)).mul(g.unsqueeze(-1).unsqueeze(-1))];
  });
  return { sign, logabsdet };
}

/**
 * The logarithm of the determinant of each matrix, as `torch.logdet`: −∞ where it is 0, NaN where it is negative
 * (complex matrices have a logarithm always).
 *
 * @param x  floating or complex, [..., n, n]
 * @throws ShapeError, DTypeError, BackendError
 * @example logdet(tensor([[1, 0], [0, 1]])) // 0
 */
export function logdet(x: Tensor): Tensor {
  checkMatrices("logdet", "x", x, { square: true });
  const { sign, logabsdet } = slogdet(x);
  return sign.log().add(logabsdet);
}

const methods = { slogdet, logdet } as const;
declare module "../../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
