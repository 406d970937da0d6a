// Where we differ from PyTorch 1.13 on purpose, and what PyTorch cannot tell. The test fails where an entry is not needed.

/** Elements, in any output or gradient of a case, whose number is another one than PyTorch's. */
export interface Difference {
  readonly why: string;
  readonly at: readonly number[];
}

const because = (why: string, cases: Readonly<Record<string, readonly number[]>>): [string, Difference][] =>
  Object.entries(cases).map(([name, at]) => [name, { why, at }]);

/** What is ours for good stands in the op's documentation, too. */
export const DIFFERENCES: Readonly<Record<string, Difference>> = Object.fromEntries([
  ...because("the limits at ±∞, with their slopes (PyTorch: NaN)", {
    "gelu at special points": [1, 2],
    "gelu by tanh at special points": [1, 2],
    "gelu of NaN, infinities and large numbers": [1, 2],
    "silu at special points": [1, 2],
    "silu of NaN, infinities and large numbers": [1, 2],
    "mish at special points": [1, 2],
    "mish of NaN, infinities and large numbers": [1, 2],
    "softsign at special points": [1, 2],
    "softsign of NaN, infinities and large numbers": [1, 2],
    "hardswish of NaN, infinities and large numbers": [2],
    "i0 at special points": [1, 2],
    "besselJ0 of NaN, infinities, zeros and halves": [1, 2],
    "besselJ1 of NaN, infinities, zeros and halves": [1, 2],
    "logNdtr at special points": [2],
  }),
  ...because("0 at −∞ (PyTorch: NaN), and slope 0 at −3, where the curve lies flat to the left (PyTorch: −½)", {
    "hardswish at special points": [2, 13],
  }),
  ...because("the limits at ±∞ (PyTorch: NaN), and NaN has a slope of NaN (PyTorch: ½)", {
    "i1 at special points": [0, 1, 2],
    "i1e at special points": [0],
    "i1e of NaN, infinities, zeros and halves": [0, 15],
  }),
  ...because("NaN stays NaN, as in later PyTorch (1.13: 0)", {
    "softshrink at special points": [0],
    "softshrink of NaN, infinities and large numbers": [0],
  }),
  ...because("slope 0 at (0, 0) (PyTorch: NaN; atan2 as here in later ones)", {
    "hypot with ties, zeros, NaN and infinities": [3, 11],
    "hypot of large, small and infinite numbers": [3],
    "atan2 with ties, zeros, NaN and infinities": [3, 11],
  }),
  ...because("of several that go to one place the last stays and alone has a gradient (PyTorch's goes to all)", {
    "indexPut of rows, the last one stays": [0, 1, 2, 3],
    indexCopy: [0, 1],
    "scatter, the last of several stays": [0, 1, 2, 6, 7, 8],
    "scatter of complex numbers": [0],
  }),
  ...because("a place named twice gets the mean (PyTorch leaves open which one stays)", {
    "maxUnpool2d with overlap and a size": [1, 2, 7],
  }),
  ...because("which NaN is the median where all are is left open", { "nanmedian with NaN": [1, 4, 6] }),
  ...because("a mean of nothing has slopes of 0 (PyTorch: NaN)", { "nanmean with NaN": [3, 4, 5] }),
  ...because("the slope of one factor is the product of the others, also where it is NaN itself", { "prod with NaN": [1] }), // prettier-ignore
  ...because("a first −∞ is its own sum, with slope 1 (PyTorch: NaN)", { "logcumsumexp with −∞": [0] }),
  ...because("ties share the gradient, as in norm (in PyTorch's cdist each gets the whole)", {
    "cdist with equal rows and p = ∞": [0, 1, 2, 3],
  }),
  ...because("the slope along the angle is there at 0, too (PyTorch: 0)", { "polar at 0": [0] }),
  ...because("0⁰ = 1, also of complex numbers (PyTorch: NaN)", { "pow of complex 0 and 1": [0] }),
  ...because("complex numbers divided by 0 are infinite, as in later PyTorch (1.13: NaN)", {
    "reciprocal at special complex points": [0],
    "sqrt at special complex points": [0],
    "rsqrt at special complex points": [0],
    "log at special complex points": [0],
    "log1p at special complex points": [2],
    "log2 at special complex points": [0],
    "log10 at special complex points": [0],
    "atan at special complex points": [3, 4],
    "atanh at special complex points": [1, 2],
  }),
]);

const SIXTH = "PyTorch's 1/6 is rounded to float32";
const BESSEL = "PyTorch 1.13 is off by 6e-8 where |x| > 5; SciPy agrees with us to the last digits";

/** Cases whose numbers from PyTorch are less exact than double precision. */
export const LOOSER: Readonly<Record<string, { readonly rtol: number; readonly why: string }>> = {
  "hardsigmoid of a transposed view": { rtol: 5e-8, why: SIXTH },
  "hardsigmoid of NaN, infinities and large numbers": { rtol: 5e-8, why: SIXTH },
  "hardsigmoid at special points": { rtol: 5e-8, why: SIXTH },
  "celu with alpha": { rtol: 5e-8, why: "PyTorch's alpha is rounded to float32" },
  "besselJ0 of large numbers": { rtol: 1e-7, why: BESSEL },
  "besselJ1 of large numbers": { rtol: 1e-7, why: BESSEL },
};

/** Ops with a gradient that no number of PyTorch holds, by reason. */
export const WITHOUT_TORCH: Readonly<Record<string, readonly string[]>> = {
  "PyTorch has the function without a gradient": ["besselJ0", "besselJ1"],
  "draws other random numbers than PyTorch": ["gumbelSoftmax"],
};
