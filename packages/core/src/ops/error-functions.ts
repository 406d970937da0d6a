// The error function, the normal distribution and their inverses: names and values of torch.special.
import { attachMethods } from "./method.js";
import { type Derivative, unary } from "./unary.js";

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
const ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);

/** grad · factor · exp(x² · rate). */
const bell =
  (factor: number, rate: number, of: "x" | "y" = "x"): Derivative =>
  (g, x, y) =>
    g.mul((of === "x" ? x : y).square().mul(rate).exp().mul(factor));

/** 2/√π · ∫₀ˣ e^(−t²) dt, −1…1. */
export const erf = unary("erf", bell(TWO_OVER_ROOT_PI, -1));
/** 1 − erf(x), exact where that is tiny. */
export const erfc = unary("erfc", bell(-TWO_OVER_ROOT_PI, -1));
/** exp(x²) · erfc(x), which stays representable where erfc does not. */
export const erfcx = unary("erfcx", (g, x, y) => g.mul(x.mul(y).mul(2).sub(TWO_OVER_ROOT_PI)));
/** The inverse of erf: ±∞ at ±1, NaN beyond. */
export const erfinv = unary("erfinv", bell(1 / TWO_OVER_ROOT_PI, 1, "y"));
/** The share of a standard normal distribution below x, 0…1; exact where that is tiny. */
export const ndtr = unary("ndtr", bell(1 / ROOT_OF_TWO_PI, -0.5));
/** log of {@link ndtr}, also where that underflows. The gradient is exact there too, and ∞ at −∞ (PyTorch: NaN). */
export const logNdtr = unary("logNdtr", (g, x) =>
  // φ / Φ = √(2/π) / erfcx(−x / √2)
  g.mul(Math.sqrt(2 / Math.PI)).div(erfcx(x.mul(-Math.SQRT1_2))),
);
/** The inverse of {@link ndtr}: −∞ at 0, ∞ at 1, NaN outside. */
export const ndtri = unary("ndtri", bell(ROOT_OF_TWO_PI, 0.5, "y"));

const methods = { erf, erfc, erfinv } as const;
type Methods = { [K in keyof typeof methods]: () => import("../tensor/index.js").Tensor };
declare module "../tensor/tensor.js" {
  // eslint-disable-next-line typescript/no-empty-object-type -- the methods come from the table above
  interface Tensor extends Methods {}
}
attachMethods(methods);
