// Public ops without a gradient, each under the reason why: reviewed by hand, held to the exports and to the cases by
// e2e/conformance/gradient-table.test.ts. What is not named here must have a case that checks its gradient.

export const NOT_DIFFERENTIABLE: Readonly<Record<string, readonly string[]>> = {
  "makes a tensor from values or a rule": [
    "arange", "empty", "emptyLike", "eye", "fftfreq", "fromTypedArray", "full", "fullLike", "linspace", "liveNumber", "logspace", "ones", "onesLike", "rfftfreq", "tensor", "trilIndices", "triuIndices", "zeros", "zerosLike",
  ],
  "draws random numbers, other ones at every call": [
    "bernoulli", "bernoulli_", "cauchy_", "exponential_", "Generator", "logNormal_", "manualSeed", "multinomial", "normal", "normal_", "rand", "randint", "randintLike", "randLike", "randn", "randnLike", "randperm", "uniform_",
  ],
  "cuts the history on purpose": ["detach"],
  "reads values to the host": ["allclose", "data", "dataSync", "equal", "format", "formatAsync", "toCloneable", "toCloneableSync"],
  "moves values between devices, which the tape does not follow": ["moveTo"],
  "concerns how tensors are printed or sent": ["fromCloneable", "setPrintOptions", "transferList"],
  "writes in place, unrecorded": [
    "assign", "copy_", "fill_", "set", "zero_",
  ],
  "describes an index": ["slice"],
  "gives truth values": [
    "all", "any", "eq", "ge", "gt", "isclose", "isfinite", "isin", "isinf", "isnan", "isneginf", "isposinf", "isreal", "le", "logicalAnd", "logicalNot", "logicalOr", "logicalXor", "lt", "ne", "signbit",
  ],
  "gives positions or counts": [
    "argmax", "argmin", "argsort", "bucketize", "countNonzero", "histc", "matrixRank", "nonzero", "oneHot", "searchsorted",
  ],
  "computes with whole numbers": ["bitwiseAnd", "bitwiseLeftShift", "bitwiseNot", "bitwiseOr", "bitwiseRightShift", "bitwiseXor", "gcd", "lcm"],
  "is a step function": [
    "floorDivide", "heaviside",
  ],
  "tells about dtypes": ["resultType"],
  "finds equal values, which a small step parts": ["unique", "uniqueConsecutive"],
  "judges or takes gradients of a function": ["gradcheck", "gradgradcheck", "hessian", "hvp", "jacobian", "jvp", "vjp"],
}; // prettier-ignore

/** Cases whose gradient has no derivative that could be checked, and why; another case of the op may have. */
export const NOT_TWICE: Readonly<Record<string, string>> = {
  "i0e of large numbers": "a kink at 0",
};
