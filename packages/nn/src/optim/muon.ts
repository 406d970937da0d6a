import { ParameterError, ShapeError, type Tensor } from "@sonograd/core";
import { FormulaOptimizer, needNonNegative, type StepContext } from "./formula-optimizer.js";
import type { ParamGroup, ParamsInput } from "./optimizer.js";

export interface MuonOptions {
  /** Step size, ≥ 0 (default 1e-3). */
  lr?: number;
  /** Share of the weight removed per step and lr (default 0.1). */
  weightDecay?: number;
  /** Decay of the running mean, in [0, 1) (default 0.95). */
  momentum?: number;
  /** Look ahead along the momentum (default true). */
  nesterov?: boolean;
  /** Polynomial a·x + b·x³ + c·x⁵ that pulls singular values to 1 (default [3.4445, −4.775, 2.0315]). */
  nsCoefficients?: readonly [number, number, number];
  /** Least norm that a step is divided by (default 1e-7). */
  eps?: number;
  /** Rounds of the polynomial (default 5). */
  nsSteps?: number;
  /** lr for a [rows, columns] weight: times √max(1, rows / columns), or 0.2·√max(rows, columns) as long as AdamW's steps (default "original"). */
  adjustLrFn?: "original" | "match_rms_adamw" | null;
  /** Climb instead of descend (default false). */
  maximize?: boolean;
}

type Settings = Required<MuonOptions>;

/** A matrix with the same singular vectors and singular values near 1, by Newton and Schulz's iteration. */
function orthogonalized(m: Tensor, { nsCoefficients: [a, b, c], nsSteps, eps }: Settings): Tensor {
  const isTall = m.shape[0] > m.shape[1];
  let x = isTall ? m.t() : m;
  x = x.div(x.square().sum().sqrt().clamp({ min: eps }));
  for (let i = 0; i < nsSteps; i++) {
    const gram = x.matmul(x.t());
    const polynomial = gram.mul(b).add(gram.matmul(gram).mul(c));
    x = x.mul(a).add(polynomial.matmul(x));
  }
  return isTall ? x.t() : x;
}

/**
 * Momentum whose step is made orthogonal, as `torch.optim.Muon` (Jordan et al., 2024). For the matrices between hidden
 * layers; give biases, embeddings and the last layer to `AdamW`. Unlike PyTorch's it computes in float32, not bfloat16.
 */
export class Muon extends FormulaOptimizer<Settings> {
  protected override readonly couplesDecay = false;

  /** @throws ShapeError  a parameter that is no matrix; ParameterError  settings out of range */
  constructor(params: ParamsInput<Settings>, options: MuonOptions = {}) {
    super(params, {
      lr: 1e-3,
      weightDecay: 0.1,
      momentum: 0.95,
      nesterov: true,
      nsCoefficients: [3.4445, -4.775, 2.0315],
      eps: 1e-7,
      nsSteps: 5,
      adjustLrFn: "original",
      maximize: false,
      ...options,
    });
  }

  protected override checkGroup(group: ParamGroup<Settings>): void {
    super.checkGroup(group);
    const { weightDecay, momentum, eps, nsSteps, adjustLrFn } = group;
    needNonNegative("Muon", { weightDecay, eps });
    if (!(momentum >= 0 && momentum < 1)) throw new ParameterError(`Muon: momentum=${momentum} must be in [0, 1).`);
    if (!Number.isInteger(nsSteps) || nsSteps < 1 || nsSteps >= 100)
      throw new ParameterError(`Muon: nsSteps=${nsSteps} must be an integer, 1…99.`);
    if (adjustLrFn !== null && adjustLrFn !== "original" && adjustLrFn !== "match_rms_adamw")
      throw new ParameterError(`Muon: adjustLrFn="${adjustLrFn as string}" must be "original" or "match_rms_adamw".`);
    const other = group.params.findIndex((p) => p.shape.length !== 2);
    if (other >= 0)
      throw new ShapeError(
        `Muon: params[${other}] of shape [${group.params[other].shape.join(", ")}] must have 2 dimensions. Give it to AdamW.`,
      );
  }

  protected override updateOne(c: StepContext<Settings>): void {
    const { group, grad, param } = c;
    const momentum = () => group.momentum;
    const mean = c.average(c.state("momentumBuffer"), grad, momentum);
    const step = group.nesterov ? c.blend(mean, grad, momentum) : mean;
    const [rows, columns] = param.shape;
    const scale = group.adjustLrFn === "match_rms_adamw" ? 0.2 * Math.sqrt(Math.max(rows, columns)) : Math.sqrt(Math.max(1, rows / columns)); // prettier-ignore
    c.descend(orthogonalized(step, group), () => group.lr * scale, c.shrunk());
  }
}
