// Exponentials that sum to one, and the loss on them.
import { differentiable, grad as gradOf, isGradEnabled } from "../autograd/index.js";
import { dispatch } from "../backend/index.js";
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isIntegral, needTensor, type Tensor } from "../tensor/index.js";
import { ones } from "./create.js";
import { attachMethods, type MethodsOf } from "./method.js";

const toFloat = (x: Tensor): Tensor => (isIntegral(x.dtype) ? x.to("float32") : x);

/** exp(x) / Σ exp(x) along `dim`, without overflow. */
export function softmax(x: Tensor, dim: number): Tensor {
  needTensor("softmax", x);
  const own = toFloat(x);
  if (own.numel === 0) return own;
  const forward = (): Tensor => {
    const e = own.sub(own.amax(dim, { keepdim: true })).exp();
    return e.div(e.sum(dim, { keepdim: true }));
  };
  return differentiable("softmax", [own], forward, (y) => [(g) => y.mul(g.sub(g.mul(y).sum(dim, { keepdim: true })))]);
}

/** log(softmax(x)) along `dim`, accurate where softmax underflows. */
export function logSoftmax(x: Tensor, dim: number): Tensor {
  needTensor("logSoftmax", x);
  const own = toFloat(x);
  if (own.numel === 0) return own;
  const forward = (): Tensor => {
    const shifted = own.sub(own.amax(dim, { keepdim: true }));
    return shifted.sub(shifted.exp().sum(dim, { keepdim: true }).log());
  };
  return differentiable("logSoftmax", [own], forward, (y) => [
    (g) => g.sub(y.exp().mul(g.sum(dim, { keepdim: true }))),
  ]);
}

export interface SoftmaxCrossEntropyOptions {
  /** [C], weight of each class (default: ones). */
  readonly weight?: Tensor;
  /** Items with this target have loss and gradient 0 (default −100). */
  readonly ignoreIndex?: number;
  /** Share of the target spread over all classes, 0…1 (default 0). */
  readonly labelSmoothing?: number;
}

/**
 * The cross entropy of softmax(logits) for each item: −weight · log softmax(logits)[target].
 *
 * @param logits  [N, C]
 * @param target  int32 [N], class numbers 0…C − 1 or ignoreIndex (others are not checked on a GPU)
 * @returns [N], not averaged; `crossEntropy` in @sonograd/nn reduces as PyTorch does
 * @throws ShapeError, DTypeError
 */
export function softmaxCrossEntropy(logits: Tensor, target: Tensor, options: SoftmaxCrossEntropyOptions = {}): Tensor {
  needTensor("softmaxCrossEntropy", logits, "logits");
  needTensor("softmaxCrossEntropy", target, "target");
  const { ignoreIndex = -100, labelSmoothing = 0 } = options;
  if (logits.ndim !== 2 || target.ndim !== 1 || target.shape[0] !== logits.shape[0])
    throw new ShapeError(
      `softmaxCrossEntropy: logits ${formatShape(logits.shape)} and target ${formatShape(target.shape)} must be [N, C] and [N].`,
    );
  if (target.dtype !== "int32")
    throw new DTypeError(`softmaxCrossEntropy: target dtype="${target.dtype}" must be int32. Use target.to("int32").`);
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
    throw new ParameterError(`softmaxCrossEntropy: labelSmoothing=${labelSmoothing} must lie in 0…1.`);
  const [n, classes] = logits.shape;
  const weight = options.weight ?? ones([classes], { dtype: logits.dtype, device: logits.device });
  if (weight.ndim !== 1 || weight.shape[0] !== classes)
    throw new ShapeError(`softmaxCrossEntropy: weight ${formatShape(weight.shape)} must be [C] = [${classes}].`);
  let slopes: Tensor; // [N, C]
  const forward = (): Tensor => {
    const outputs = [{ shape: [n], dtype: logits.dtype }, { shape: [n, classes], dtype: logits.dtype }]; // prettier-ignore
    const [losses, gradient] = dispatch("softmaxCrossEntropy", [logits, target, weight], outputs, {
      ignoreIndex,
      labelSmoothing,
    });
    slopes = gradient;
    return losses;
  };
  return differentiable("softmaxCrossEntropy", [logits], forward, () => [
    (g) => {
      if (!isGradEnabled()) return slopes.mul(g.unsqueeze(1));
      // second order: the same loss written in ordinary ops
      const plain = composed(logits, target, weight, ignoreIndex, labelSmoothing);
      return gradOf(plain, [logits], { gradOutputs: [g], createGraph: true })[0]!;
    },
  ]);
}

function composed(logits: Tensor, target: Tensor, weight: Tensor, ignoreIndex: number, labelSmoothing: number): Tensor {
  const logp = logSoftmax(logits, 1);
  const keep = target.ne(ignoreIndex);
  const safe = target.mul(keep.to("int32"));
  const own = logp.gather(1, safe.unsqueeze(1)).squeeze(1).mul(weight.gather(0, safe)).neg();
  const spread = logp.mul(weight).sum(1).neg().div(logits.shape[1]);
  return own.mul(1 - labelSmoothing).add(spread.mul(labelSmoothing)).mul(keep.to(logits.dtype)); // prettier-ignore
}

const methods = { softmax, logSoftmax } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
