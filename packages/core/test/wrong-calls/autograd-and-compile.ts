// Gradients that are not there, and functions that cannot be recorded.
import {
  add, compile, customFunction, detectAnomaly, enableGrad, grad, gradcheck, hessian, jacobian, noGrad, ones, registerHook, tensor, vjp, zeros,
  type Tensor,
} from "../../src/index.js"; // prettier-ignore
import { anomaly, backend, capture, dtype, ints, parameter, shape, variable, wrong, type WrongCall } from "./row.js";

export const wrongGradients: readonly WrongCall[] = [
  shape(
    "backward of two numbers",
    () => variable(2).mul(2).backward(),
    "backward: shape=[2] float32",
    "Reduce with .sum()",
  ),
  parameter("backward twice", () => {
    const y = variable(2).exp().sum();
    y.backward();
    y.backward();
  }, "was already used", "retainGraph: true"), // prettier-ignore
  parameter("backward of what wants none", () => zeros([1]).backward(), "backward: the tensor does not require a gradient", "Set requiresGrad"), // prettier-ignore
  shape("a gradient of another shape", () => variable(2).mul(2).backward(ones([3])), "backward: gradient [3] must have the tensor's shape [2]"), // prettier-ignore
  dtype("a gradient of integers", () => variable(2).mul(2).backward(ints(1, 1)), 'gradient dtype="int32"', '.to("float32")'), // prettier-ignore
  parameter("a write in a leaf", () => variable(2).add_(1), "add_: the tensor requires a gradient", "noGrad(() => …)"),
  parameter("filling a leaf", () => variable(2).fill_(1), "fill_: the tensor requires a gradient", "write to a clone"),
  parameter("writing in a part of a leaf", () => variable(3).set([0], 1), "the tensor requires a gradient", "noGrad(() => …)"), // prettier-ignore
  shape("a write that grows", () => zeros([2]).add_(zeros([3, 2])), "add_: the result [3, 2] does not fit in [2]", "Use add()"), // prettier-ignore
  dtype("fractions in integers", () => ints(1).add_(0.5), 'add_: the result is float32, which dtype="int32" does not hold', "Use add()"), // prettier-ignore
  shape("copying what does not fit", () => zeros([2]).copy_(zeros([3])), "copy_: ", "[2] and [3]"),
  parameter("a saved tensor that was overwritten", () => {
    const y = variable(2).mul(2);
    const z = y.square();
    y.detach().fill_(0);
    z.sum().backward();
  }, 'the gradient of "square" needs its input 0, float32 [2]', "Call backward() before the write"), // prettier-ignore
  parameter("the gradient of what takes no part", () => grad(variable(2).sum(), [variable(2)]), "grad: inputs[0], float32 [2], takes no part", "allowUnused: true"), // prettier-ignore
  parameter("the gradient of what wants none", () => grad(variable(2).sum(), [zeros([2])]), "inputs[0], float32 [2], does not require a gradient", "Set requiresGrad"), // prettier-ignore
  parameter("more gradients than outputs", () => grad([variable(1)], [variable(1)], { gradOutputs: [null, null] }), "2 gradients for 1 outputs", "one per output"), // prettier-ignore
  parameter("noGrad that waits", () => noGrad(async () => 1), "noGrad: fn returned a promise", "Await outside"),
  parameter(
    "enableGrad that waits",
    () => enableGrad(async () => 1),
    "enableGrad: fn returned a promise",
    "Await outside",
  ),
  parameter("a result without a gradient", () => variable(2).mul(2).requiresGrad_(false), 'result of "mul"', "Use .detach()"), // prettier-ignore
  shape(
    "a .grad of another shape",
    () => (variable(2).grad = zeros([3])),
    "grad: float32 [3]",
    "float32 [2]",
    "or null",
  ),
  parameter("a hook on what wants no gradient", () => registerHook(zeros([2]), (g) => g), "registerHook: the tensor does not require a gradient", "Set requiresGrad first"), // prettier-ignore
  parameter("a hook that changes the shape", () => {
    const x = variable(2);
    registerHook(x, () => zeros([3]));
    x.sum().backward();
  }, "registerHook: ", "float32 [3]", "float32 [2]", "Keep shape, dtype and device"), // prettier-ignore
  parameter("keeping the gradient of what wants none", () => zeros([2]).retainGrad(), "retainGrad: the tensor does not require a gradient"), // prettier-ignore
  parameter("the Jacobian of a number", () => jacobian(wrong(() => 5), zeros([2])), "jacobian: fn returned number", "Return one tensor"), // prettier-ignore
  parameter("the Jacobian of nothing", () => jacobian(wrong(undefined), zeros([2])), "jacobian: fn is missing", "must be a function"), // prettier-ignore
  shape("the Hessian of two numbers", () => hessian((x) => x.mul(2), ones([2])), "hessian: fn returned [2] float32", "Reduce with .sum()"), // prettier-ignore
  shape("vjp by another shape", () => vjp((x) => x.mul(2), ones([2]), ones([3])), "vjp: v [3]", "[2]"),
  parameter("gradcheck in single precision", () => gradcheck((x) => x.mul(2), [variable(2)]), 'gradcheck: input dtype="float32" is too coarse', "Use float64"), // prettier-ignore
  parameter("a function without a gradient", () => customFunction(wrong({ name: "cube", forward: () => null })), "cube: backward is missing", "must be a function"), // prettier-ignore
  anomaly("NaN in a gradient", () => detectAnomaly(() => {
    const x = tensor([0], { requiresGrad: true });
    x.sqrt().mul(0).sum().backward();
  }), '"sqrt"', "holds NaN"), // prettier-ignore
];

const peek = (fn: (x: Tensor) => unknown): unknown => compile(fn, { name: "peek" })(ones([2]));

export const wrongCaptures: readonly WrongCall[] = [
  capture("item() inside", () => peek((x) => x.sum().itemSync()), 'compile: "peek" reads values', "Return the tensor and read it outside"), // prettier-ignore
  capture(
    "values inside",
    () => peek((x) => x.add(1).arraySync()),
    "reads values",
    "choose with where() instead of if",
  ),
  capture("a mask inside", () => peek((x) => x.get(x.gt(0))), '"peek" reads values', "masks in get()"),
  capture(
    "a function that waits",
    () => peek(async (x) => x),
    'compile: "peek" returns a promise',
    "await outside of it",
  ),
  parameter("a typed array as an argument", () => compile((x: Tensor, a: Float32Array) => x.add(a[0]))(ones([1]), Float32Array.of(1)), "args[1] is a Float32Array", "fromTypedArray(args[1])"), // prettier-ignore
  parameter("no recordings", () => compile((x: Tensor) => x, { cacheLimit: 0 }), "compile: cacheLimit=0 must be an integer ≥ 1"), // prettier-ignore
  parameter("compiling a number", () => compile(wrong(5)), "compile: fn is 5", "must be a function"),
  backend("a tensor kept outside", () => {
    let kept = zeros([1]);
    compile((x: Tensor) => ((kept = x.add(1)), x.mul(2)))(ones([1]));
    return add(kept, 1);
  }, "made inside a compiled function", "Return it from the function"), // prettier-ignore
  parameter("arguments that overlap", () => {
    const x = zeros([4]);
    return compile((a: Tensor, b: Tensor) => a.copy_(b))(x.narrow(0, 0, 2), x.narrow(0, 1, 2));
  }, "shares memory", "Pass a clone"), // prettier-ignore
  parameter("backward twice", () => {
    const y = compile((x: Tensor) => x.exp().sum())(variable(2));
    y.backward();
    y.backward();
  }, "was already used", "retainGraph: true"), // prettier-ignore
  parameter("second order", () => {
    const x = variable(2);
    return grad(compile((v: Tensor) => v.exp().sum())(x), [x], { createGraph: true });
  }, "createGraph through a compiled function", "call the plain function"), // prettier-ignore
];
