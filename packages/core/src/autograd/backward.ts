// What users call: `backward` adds to `.grad`, `grad` gives the gradients back.
import { BackendError, DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, isFloatingPoint, sameShape, Tensor, type GradEdge } from "../tensor/index.js";
import { checkSeed } from "./anomaly.js";
import { filled } from "./filled.js";
import { withRecording } from "./grad-mode.js";
import { keepAsGrad } from "./keep-grad.js";
import { walk } from "./walk.js";

/** The gradient a walk starts with at `t`: what was given, in t's dtype, or one. */
function seedFor(op: string, t: Tensor, gradient: Tensor | null | undefined): Tensor {
  if (!t.requiresGrad)
    throw new ParameterError(
      `${op}: the tensor does not require a gradient. Set requiresGrad on a tensor it is computed from.`,
    );
  if (!gradient) {
    if (t.numel === 1 && !isComplex(t.dtype)) return filled(t, 1);
    throw new ShapeError(
      `${op}: shape=${formatShape(t.shape)} ${t.dtype}: a gradient is implied only for one real number. Reduce with .sum() or .mean(), or pass a gradient.`,
    );
  }
  if (!sameShape(gradient.shape, t.shape))
    throw new ShapeError(
      `${op}: gradient ${formatShape(gradient.shape)} must have the tensor's shape ${formatShape(t.shape)}.`,
    );
  const fits = isComplex(t.dtype) ? isComplex(gradient.dtype) : isFloatingPoint(gradient.dtype);
  if (!fits)
    throw new DTypeError(
      `${op}: gradient dtype="${gradient.dtype}" does not suit a tensor of ${t.dtype}. Convert with .to("${t.dtype}").`,
    );
  if (gradient.device !== t.device)
    throw new BackendError(
      `${op}: gradient on device "${gradient.device}", the tensor on "${t.device}". Move it with .to("${t.device}").`,
    );
  return gradient.to(t.dtype);
}

type Root = readonly [GradEdge, Tensor];

function rootsOf(op: string, outputs: readonly Tensor[], gradients: readonly (Tensor | null | undefined)[]): Root[] {
  if (gradients.length > 0 && gradients.length !== outputs.length)
    throw new ParameterError(
      `${op}: ${gradients.length} gradients for ${outputs.length} outputs. Give one per output, null for a one-element output.`,
    );
  return outputs.map((t, i) => {
    const seed = seedFor(op, t, gradients[i]);
    checkSeed(op, seed);
    return [t.gradEdge!, seed];
  });
}

function edgesOf(op: string, inputs: readonly Tensor[]): GradEdge[] {
  return inputs.map((t, i) => {
    if (t.gradEdge) return t.gradEdge;
    throw new ParameterError(
      `${op}: inputs[${i}], ${t.dtype} ${formatShape(t.shape)}, does not require a gradient. Set requiresGrad before computing with it.`,
    );
  });
}

const listOf = <T>(x: T | readonly T[]): readonly T[] => (Array.isArray(x) ? x : [x as T]);

export interface BackwardOptions {
  /** Keep what the tape saved for another walk (default: createGraph). */
  readonly retainGraph?: boolean;
  /** Record the walk, so that `.grad` can be differentiated (default false). */
  readonly createGraph?: boolean;
  /** Accumulate into these alone, leaves or not (default: every leaf). */
  readonly inputs?: Tensor | readonly Tensor[];
}

/**
 * Accumulates the gradients of `t` into `.grad` of every leaf it was computed from, as `Tensor.backward`; several
 * tensors, as `torch.autograd.backward`, share one walk. An existing `.grad` is replaced by the sum, not written into.
 *
 * @param t        real with one element, or any shape with `gradient` given
 * @param gradient of the final result with respect to `t`, same shape
 * @throws ParameterError, ShapeError, DTypeError, BackendError
 */
export function backward(
  t: Tensor | readonly Tensor[],
  gradient?: Tensor | null | readonly (Tensor | null)[],
  options: BackwardOptions = {},
): void {
  const { createGraph = false, retainGraph = createGraph, inputs } = options;
  const roots = rootsOf("backward", listOf(t), gradient ? listOf(gradient) : []);
  const wanted = inputs && listOf(inputs);
  const holders = wanted && new Map(edgesOf("backward", wanted).map((edge, i) => [edge, wanted[i]]));
  withRecording(createGraph, () =>
    walk(roots, {
      retainGraph,
      targets: holders ? new Set(holders.keys()) : null,
      deliver(edge, g, held) {
        const target = holders?.get(edge) ?? edge.node.leaf!;
        if (!target.requiresGrad) return; // frozen since it was used
        keepAsGrad(target, g, held);
        for (const hook of edge.afterwards) hook(target);
      },
    }),
  );
}

export interface GradOptions {
  /** What the walk starts with, one per output; null where one is implied (default: ones for one-element outputs). */
  readonly gradOutputs?: Tensor | readonly (Tensor | null)[];
  /** Record the walk so that the result can be differentiated again (default false). */
  readonly createGraph?: boolean;
  /** Keep what the tape saved for another walk (default: createGraph). */
  readonly retainGraph?: boolean;
  /** Give null for an input that takes no part instead of throwing (default: materializeGrads). */
  readonly allowUnused?: boolean;
  /** Give zeros for an input that takes no part (default false). */
  readonly materializeGrads?: boolean;
}

/**
 * Gradients of the sum of `outputs` with respect to `inputs`, as `torch.autograd.grad`; nothing is accumulated.
 *
 * @param inputs  require a gradient; leaves or not
 * @returns one per input, of its shape and dtype
 * @throws ParameterError  an input takes no part and allowUnused is not set
 * @example const w = tensor([3], { requiresGrad: true }); const [dw] = grad(w.square(), [w]); // 2w = 6
 */
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: Tensor | readonly Tensor[],
  options?: GradOptions & ({ readonly allowUnused?: false } | { readonly materializeGrads: true }),
): Tensor[];
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: Tensor | readonly Tensor[],
  options: GradOptions,
): (Tensor | null)[];
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: Tensor | readonly Tensor[],
  options: GradOptions = {},
): (Tensor | null)[] {
  const { gradOutputs, createGraph = false, retainGraph = createGraph, materializeGrads = false } = options;
  const { allowUnused = materializeGrads } = options;
  const roots = rootsOf("grad", listOf(outputs), gradOutputs ? listOf(gradOutputs) : []);
  const wanted = listOf(inputs);
  const edges = edgesOf("grad", wanted);
  const found = new Map<GradEdge, Tensor>();
  withRecording(createGraph, () =>
    walk(roots, { retainGraph, targets: new Set(edges), deliver: (edge, g) => void found.set(edge, g) }),
  );
  return edges.map((edge, i) => {
    const g = found.get(edge);
    if (g) return g;
    if (materializeGrads) return filled(wanted[i], 0);
    if (allowUnused) return null;
    throw new ParameterError(
      `grad: inputs[${i}], ${edge.spec.dtype} ${formatShape(edge.spec.shape)}, takes no part in the outputs. Pass { allowUnused: true } to get null for it.`,
    );
  });
}

declare module "../tensor/tensor.js" {
  interface Tensor {
    /** Accumulates gradients into the leaves this tensor was computed from. See {@link backward}. */
    backward(gradient?: Tensor | null, options?: BackwardOptions): void;
  }
}
Tensor.prototype.backward = function (gradient, options) {
  backward(this, gradient, options);
};
