// Gradient checks that a conformance case cannot express, because an argument is neither a tensor nor plain data, such as a
// seeded generator. The gradient table runs them beside the cases, on the CPU.
import * as core from "../src/index.js";
import { Generator, type Tensor } from "../src/index.js";

export interface GradientFunction {
  readonly name: string;
  readonly op: string;
  /** In float64, those to be moved with requiresGrad. */
  readonly inputs: () => Tensor[];
  readonly run: (...inputs: Tensor[]) => Tensor;
}

const normal = (...shape: number[]): Tensor =>
  core.randn(shape, { dtype: "float64", generator: new Generator(5), requiresGrad: true });

/** The same draw at every call. */
const seeded = (): { generator: Generator } => ({ generator: new Generator(9) });

const drawn: readonly GradientFunction[] = [
  { name: "dropout", op: "dropout", inputs: () => [normal(3, 4)], run: (x) => core.dropout(x, seeded()) },
  { name: "dropout1d", op: "dropout1d", inputs: () => [normal(2, 3, 2)], run: (x) => core.dropout1d(x, seeded()) },
  { name: "dropout2d", op: "dropout2d", inputs: () => [normal(2, 3, 2, 1)], run: (x) => core.dropout2d(x, seeded()) },
  { name: "dropout3d", op: "dropout3d", inputs: () => [normal(2, 3, 1, 2, 1)], run: (x) => core.dropout3d(x, seeded()) }, // prettier-ignore
  { name: "alphaDropout", op: "alphaDropout", inputs: () => [normal(3, 4)], run: (x) => core.alphaDropout(x, seeded()) }, // prettier-ignore
  { name: "featureAlphaDropout", op: "featureAlphaDropout", inputs: () => [normal(2, 3, 2)], run: (x) => core.featureAlphaDropout(x, seeded()) }, // prettier-ignore
  { name: "rrelu in training", op: "rrelu", inputs: () => [normal(3, 4)], run: (x) => core.rrelu(x, { training: true, ...seeded() }) }, // prettier-ignore
  { name: "gumbelSoftmax", op: "gumbelSoftmax", inputs: () => [normal(2, 3)], run: (x) => core.gumbelSoftmax(x, { tau: 0.7, ...seeded() }) }, // prettier-ignore
];

export const GRADIENT_FUNCTIONS: readonly GradientFunction[] = drawn;
