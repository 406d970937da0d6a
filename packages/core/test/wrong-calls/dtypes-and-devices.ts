// Dtypes without a meaning for the op, and devices that are not there or are two.
import {
  add, amax, backendOf, bitwiseAnd, bitwiseLeftShift, clamp, conv1d, dispatch, div, erf, floor, full, fromTypedArray, gcd, histc, input, isComplex, lt,
  median, moveTo, neg, node, oneHot, ones, pow, quantile, rand, rfft, round, scope, setDefaultDevice, softmaxCrossEntropy, sort, sub, tensor, to,
  viewAsReal, where, zeros,
} from "../../src/index.js"; // prettier-ignore
import { withSecondDevice } from "../second-device.js";
import { backend, complexZeros, dtype, filledWith, ints, parameter, unsupported, variable, wrong, type WrongCall } from "./row.js"; // prettier-ignore

export const wrongDTypes: readonly WrongCall[] = [
  dtype("the largest complex number", () => amax(complexZeros(2)), 'amax: dtype="complex64"', "no order", ".abs()"),
  dtype("comparing complex numbers", () => lt(complexZeros(2), 0), 'lt: dtype="complex64"', "Compare .abs()"),
  dtype("sorting complex numbers", () => sort(complexZeros(2)), 'sort: dtype="complex64"', "Sort .abs()"),
  dtype("the median of complex numbers", () => median(complexZeros(2)), 'dtype="complex64"', "no order"),
  dtype("rounding complex numbers down", () => floor(complexZeros(2)), 'floor: dtype="complex64"', ".real()"),
  dtype("clamping complex numbers", () => clamp(complexZeros(2), { min: 0 }), 'clamp: dtype="complex64"', ".real()"),
  dtype("erf of complex numbers", () => erf(complexZeros(2)), 'erf: dtype="complex64"', ".abs()"),
  dtype("item() of a complex number", () => complexZeros(1).itemSync(), 'item: dtype="complex64"', ".real()"),
  dtype("rfft of complex numbers", () => rfft(complexZeros(3)), 'rfft: dtype="complex64"', "Use fft"),
  dtype("viewAsReal of real numbers", () => viewAsReal(zeros([3])), 'viewAsReal: dtype="float32"', "complex(re, im)"),
  dtype("bits of floats", () => bitwiseAnd(zeros([2]), 1), 'bitwiseAnd: dtype="float32"', '.to("int32")'),
  dtype("a shift by a fraction", () => bitwiseLeftShift(ints(2), 1.5), 'bitwiseLeftShift: dtype="float32"'),
  dtype("gcd of floats", () => gcd(zeros([2]), 2), 'gcd: dtype="float32"', '.to("int32")'),
  dtype("the difference of bools", () => sub(filledWith("bool", 2), filledWith("bool", 2)), 'sub: dtype="bool"', "logicalXor"), // prettier-ignore
  dtype("minus a bool", () => neg(filledWith("bool", 2)), 'neg: dtype="bool"', "logicalNot()"),
  dtype("powers of bools", () => pow(filledWith("bool", 2), filledWith("bool", 2)), 'pow: dtype="bool"', "logicalOr"),
  parameter("negative powers of integers", () => pow(ints(2), -1), "pow: exponent=-1 must be ≥ 0", "int32", '.to("float32")'), // prettier-ignore
  dtype("where by numbers", () => where(zeros([3]), 1, 2), 'where: condition dtype="float32" must be bool', "Compare"),
  dtype("conv1d of integers", () => conv1d(filledWith("int32", 1, 1, 4), filledWith("int32", 1, 1, 2)), "conv1d: dtypes int32, int32", '.to("float32")'), // prettier-ignore
  dtype("conv1d of two dtypes", () => conv1d(zeros([1, 1, 4]), filledWith("float64", 1, 1, 2)), "dtypes float32, float64 must be one"), // prettier-ignore
  dtype("quantiles of integers", () => quantile(ints(1, 2), 0.5), 'quantile: dtype="int32"', '.to("float32")'),
  dtype("a one-hot of floats", () => oneHot(tensor([0, 1]), 3), 'oneHot: dtype="float32"', '.to("int32")'),
  dtype("random integers by rand", () => rand([2], { dtype: "int32" }), 'rand: dtype="int32" has no fractions', "Use randint"), // prettier-ignore
  dtype("targets that are no integers", () => softmaxCrossEntropy(zeros([2, 3]), zeros([2])), 'target dtype="float32" must be int32', '.to("int32")'), // prettier-ignore
  dtype("decimals of integers", () => round(ints(1), { decimals: 1 }), 'round: dtype="int32" has no decimals=1'),
  dtype("a gradient for integers", () => ints(1).requiresGrad_(), 'requiresGrad: dtype="int32" has no gradient', "floating-point"), // prettier-ignore
  dtype("new integers that want a gradient", () => zeros([2], { dtype: "int32", requiresGrad: true }), 'requiresGrad: dtype="int32"'), // prettier-ignore
  dtype("a dtype that is not known", () => zeros([2], { dtype: wrong("float16") }), 'dtype="float16" is not known', "float32"), // prettier-ignore
  parameter("conversion to what is not known", () => to(zeros([2]), wrong("float16")), 'to: target="float16"', "float32", "webgpu"), // prettier-ignore
  parameter(
    "add with a fraction of integers",
    () => add(ints(1), 1, { alpha: 0.5 }),
    "add: alpha=0.5 must be an integer",
  ),
  parameter(
    "a rounding mode",
    () => div(ints(1), 2, { roundingMode: wrong("up") }),
    'div: roundingMode="up"',
    '"floor"',
  ),
  parameter("histc of nothing", () => histc(zeros([3]), { bins: 0 }), "histc: bins=0 must be an integer ≥ 1"),
  parameter("NaN as an integer", () => full([2], Number.NaN, { dtype: "int32" }), 'full: value=NaN does not fit in dtype="int32"', "floating-point"), // prettier-ignore
  parameter("an array of another dtype", () => fromTypedArray(new Float32Array(3), [3], { dtype: "int32" }), 'dtype="int32" needs a Int32Array', "Float32Array"), // prettier-ignore
  parameter("an operand that is a text", () => add(zeros([2]), wrong("2")), 'add: an operand is "2"', "tensor(…)"),
  parameter("an operand that is missing", () => zeros([2]).add(wrong(undefined)), "add: an operand is missing"),
  parameter(
    "an operand that is a list",
    () => zeros([2]).mul(wrong([1, 2])),
    "mul: an operand is an array",
    "tensor(…)",
  ),
  parameter("two numbers", () => add(1, 2), "add: 1 and 2 are all numbers", "tensor(1)"),
  unsupported("a kernel for a dtype that it has no meaning for", () => {
    const x = complexZeros(1);
    const expr = node("floor", "complex64", input(0, "complex64"));
    return dispatch("map", [x], [{ shape: [1], dtype: "complex64" }], { expr, scalars: [] });
  }, 'op="floor" has no meaning for dtype "complex64"', ".real()"), // prettier-ignore
];

export const wrongDevices: readonly WrongCall[] = [
  backend("a device that is not known", () => zeros([2], { device: wrong("cuda") }), 'device="cuda" is not available', '"webgpu"'), // prettier-ignore
  backend("a GPU that nobody asked for", () => zeros([2], { device: "webgpu" }), 'device="webgpu" is not available', "await useWebGPU()"), // prettier-ignore
  backend("a default that is not there", () => setDefaultDevice("webgpu"), 'device="webgpu"', "useWebGPU"),
  backend("a move to a device that is not there", () => moveTo(zeros([2]), "webgpu"), 'device="webgpu"', "useWebGPU"),
  backend("a backend that is not known", () => backendOf(wrong("gpu")), 'device="gpu"', '"cpu" or "webgpu"'),
  backend("tensors on two devices", () => withSecondDevice(() => add(ones([2]), ones([2], { device: "webgpu" }))), '"webgpu" and "cpu"', "Move one with .to("), // prettier-ignore
  backend("a gradient from one device to the other", () =>
    withSecondDevice(() => {
      const x = variable(2);
      x.to("webgpu").sum().backward();
    }), "a gradient cannot cross devices", "Move the leaf tensors first"), // prettier-ignore
  backend("a gradient on the other device", () =>
    withSecondDevice(() => variable(2).mul(2).backward(ones([2], { device: "webgpu" }))), 'gradient on device "webgpu"', '.to("cpu")'), // prettier-ignore
  backend("a read at once", () => withSecondDevice(() => ones([1], { device: "webgpu" }).itemSync()), "await x.data()"),
  backend("a move from a GPU at once", () => withSecondDevice(() => ones([1], { device: "webgpu" }).to("cpu")), 'to: device="cpu" from "webgpu"', "await x.toDevice"), // prettier-ignore
  dtype("double precision on a GPU", () => withSecondDevice(() => zeros([2], { device: "webgpu", dtype: "float64" })), 'dtype="float64" is not available on device "webgpu"', '.to("float32")'), // prettier-ignore
  dtype("double complex numbers on a GPU", () => withSecondDevice(() => tensor([1], { dtype: "float64" }).to("webgpu")), 'dtype="float64"', "use the CPU"), // prettier-ignore
  parameter("a scope that waits", () => scope(async () => isComplex("float32")), "scope: fn returned a promise", "Await outside"), // prettier-ignore
];
