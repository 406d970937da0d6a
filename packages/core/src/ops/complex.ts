// Complex numbers: parts, polar form, and the views that read one storage as complex or as real pairs.
import { differentiable } from "../autograd/index.js";
import { dispatch, input, node } from "../backend/index.js";
import { DTypeError, ShapeError } from "../errors/index.js";
import { broadcastShapes, formatShape, isComplex, needTensor, Tensor, toComplexDType, toRealDType } from "../tensor/index.js"; // prettier-ignore
import { attachMethods, type MethodsOf } from "./method.js";
import { broadcastView, gradientFor } from "./operand.js";
import { flat, unary } from "./unary.js";

function needComplex(op: string, x: Tensor): void {
  needTensor(op, x);
  if (!isComplex(x.dtype))
    throw new DTypeError(`${op}: dtype="${x.dtype}" is real. Make it complex with complex(re, im).`);
}

/** re + i·im of two real tensors that broadcast. */
export function complex(re: Tensor, im: Tensor): Tensor {
  needTensor("complex", re, "re");
  needTensor("complex", im, "im");
  if (isComplex(re.dtype) || isComplex(im.dtype))
    throw new DTypeError(`complex: re is ${re.dtype} and im ${im.dtype}; both must be real.`);
  const part = re.dtype === "float64" || im.dtype === "float64" ? "float64" : "float32";
  const [a, b] = [re.to(part), im.to(part)];
  const shape = broadcastShapes("complex", a.shape, b.shape);
  const dtype = toComplexDType(part);
  const expr = node("complex", dtype, input(0, part), input(1, part));
  return differentiable(
    "complex",
    [a, b],
    () =>
      dispatch("map", [broadcastView(a, shape), broadcastView(b, shape)], [{ shape, dtype }], { expr, scalars: [] })[0],
    () => [(g) => gradientFor(a, g.real()), (g) => gradientFor(b, g.imag())],
  );
}

function part(x: Tensor, which: 0 | 1): Tensor {
  const strides = x.strides.map((s) => 2 * s);
  return new Tensor(x.storage, x.shape, { dtype: toRealDType(x.dtype), strides, offset: 2 * x.offset + which });
}

/** The real parts, a view; a real tensor is returned as it is. */
export function real(x: Tensor): Tensor {
  needTensor("real", x);
  if (!isComplex(x.dtype)) return x;
  return differentiable("real", [x], () => part(x, 0), () => [(g) => g.to(x.dtype)]); // prettier-ignore
}

/** The imaginary parts, a view. */
export function imag(x: Tensor): Tensor {
  needComplex("imag", x);
  return differentiable("imag", [x], () => part(x, 1), () => [(g) => complex(g.mul(0), g)]); // prettier-ignore
}

/** The complex conjugate; a real tensor is returned as it is. */
export function conj(x: Tensor): Tensor {
  needTensor("conj", x);
  if (!isComplex(x.dtype)) return x;
  const expr = node("conj", x.dtype, input(0, x.dtype));
  return differentiable(
    "conj",
    [x],
    () => dispatch("map", [x], [{ shape: x.shape, dtype: x.dtype }], { expr, scalars: [] })[0],
    () => [(g) => conj(g)],
  );
}

const realAngle = unary("angle", flat);

/** The phase in radians, −π…π; 0 or π for real numbers, whose gradient is 0. */
export function angle(x: Tensor): Tensor {
  needTensor("angle", x);
  if (!isComplex(x.dtype)) return realAngle(x);
  const dtype = toRealDType(x.dtype);
  const expr = node("angle", dtype, input(0, x.dtype));
  return differentiable(
    "angle",
    [x],
    () => dispatch("map", [x], [{ shape: x.shape, dtype }], { expr, scalars: [] })[0],
    // d angle = (re·d im − im·d re) / |x|², so the gradient is g · i·x / |x|², and 0 at 0
    () => [
      (g) => {
        const [re, im] = [x.real(), x.imag()];
        const power = re.square().add(im.square());
        const safe = power.add(power.eq(0).to(dtype));
        return complex(im.neg().mul(g).div(safe), re.mul(g).div(safe));
      },
    ],
  );
}

/** abs · e^(i·angle) of two real tensors that broadcast. The slope of abs is exact at 0 (PyTorch: 0). */
export function polar(magnitude: Tensor, phase: Tensor): Tensor {
  needTensor("polar", magnitude, "magnitude");
  needTensor("polar", phase, "phase");
  return complex(magnitude.mul(phase.cos()), magnitude.mul(phase.sin()));
}

/** A complex tensor as real pairs: [...] → [..., 2], a view. */
export function viewAsReal(x: Tensor): Tensor {
  needComplex("viewAsReal", x);
  const shape = [...x.shape, 2];
  const strides = [...x.strides.map((s) => 2 * s), 1];
  const forward = (): Tensor =>
    new Tensor(x.storage, shape, { dtype: toRealDType(x.dtype), strides, offset: 2 * x.offset });
  return differentiable("viewAsReal", [x], forward, () => [(g) => viewAsComplex(g.contiguous())]);
}

/** Real pairs as complex numbers: [..., 2] → [...], a view. The pairs must lie together in memory. */
export function viewAsComplex(x: Tensor): Tensor {
  needTensor("viewAsComplex", x);
  const strides = x.strides.slice(0, -1);
  if (x.shape.at(-1) !== 2 || isComplex(x.dtype))
    throw new ShapeError(
      `viewAsComplex: shape=${formatShape(x.shape)} ${x.dtype} must be real with a last dimension of 2.`,
    );
  if (x.strides.at(-1) !== 1 || x.offset % 2 !== 0 || strides.some((s) => s % 2 !== 0)) return viewAsComplex(x.clone());
  const dtype = toComplexDType(x.dtype);
  const forward = (): Tensor =>
    new Tensor(x.storage, x.shape.slice(0, -1), { dtype, strides: strides.map((s) => s / 2), offset: x.offset / 2 });
  return differentiable("viewAsComplex", [x], forward, () => [(g) => viewAsReal(g)]);
}

const methods = { real, imag, conj, angle, viewAsReal, viewAsComplex } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
