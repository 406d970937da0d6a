// The loss of transducers: every way to read labels from frames, a blank moving on by a frame, a label by a label.
import {
  arange, cat, customFunction, DTypeError, enableGrad, formatShape, grad, isFloatingPoint, logaddexp, ParameterError, ShapeError, stack, Tensor,
  timeSteps,
} from "@sonograd/core"; // prettier-ignore
import { Module } from "../modules/index.js";
import { reduceLoss, type Reduction } from "./reduction.js";

export interface RNNTOptions {
  /** Class of the blank; negative counts from the end (default −1, the last). */
  blank?: number;
  /** Gradients of the logits of each loss are cut to ±clamp; not positive: left as they are (default −1). */
  clamp?: number;
  /** Default "mean": over the batch. */
  reduction?: Reduction;
  /** Log softmax of the logits is taken here; false for log probabilities (default true). */
  fusedLogSoftmax?: boolean;
}

/** int32 [batch], or as many numbers. */
export type RNNTLengths = Tensor | readonly number[];

/** Log probability of what cannot be. Finite, so that slopes there are 0 and not NaN. */
const NEVER = -1e30;

/** Rows on anti-diagonals: [B, T, W] → out[d] = [B, W] with x[b, d − u, u], for d = 0…count − 1. */
function skew(x: Tensor, count: number): Tensor[] {
  const [batch, time, width] = x.shape;
  const range = (n: number): Tensor => arange(n, { dtype: "int32", device: x.device });
  const at = range(count).unsqueeze(1).sub(range(width)); // [count, width]
  const isThere = at.ge(0).logicalAnd(at.lt(time));
  const places = at.clamp({ min: 0, max: time - 1 }).unsqueeze(0).expand([batch, count, width]); // prettier-ignore
  return timeSteps(x.gather(1, places).where(isThere, NEVER).transpose(0, 1));
}

/** −log p of each sequence. */
function costsOf(logProbs: Tensor, targets: Tensor, frames: Tensor, labels: Tensor, blank: number): Tensor {
  const [batch, time, places] = logProbs.shape;
  const most = places - 1;
  const count = time + most;
  const range = arange(most, { dtype: "int32", device: logProbs.device });
  // What stands behind a sequence's end may be no class.
  const known = targets.where(range.lt(labels.unsqueeze(1)), 0); // prettier-ignore
  const wanted = known.reshape([batch, 1, most, 1]).expand([batch, time, most, 1]);
  const emits = skew(logProbs.narrow(2, 0, most).gather(3, wanted).squeeze(3), count);
  const blanks = skew(logProbs.narrow(3, blank, 1).squeeze(3), count);
  const never = logProbs.detach().newZeros([batch, 1]).fill_(NEVER);
  // α[d][u]: log probability of being at frame d − u with u labels read
  let alpha = cat([never.mul(0), never.expand([batch, most])], 1);
  const onward: Tensor[] = [];
  for (let d = 0; d < count; d++) {
    const moved = alpha.add(blanks[d]);
    onward.push(moved);
    alpha = logaddexp(moved, cat([never, alpha.narrow(1, 0, most).add(emits[d])], 1));
  }
  // A sequence ends with a blank at its last frame, all labels read.
  const ends = frames.sub(1).add(labels).mul(places).add(labels).unsqueeze(1);
  return stack(onward, 1)
    .reshape([batch, count * places])
    .gather(1, ends)
    .squeeze(1)
    .neg();
}

/** As int32 [batch] on the device of the logits; numbers are checked. */
function lengthsOf(name: string, lengths: RNNTLengths, like: Tensor, least: number, most: number): Tensor {
  const batch = like.shape[0];
  const known = lengths instanceof Tensor ? (lengths.device === "cpu" ? Array.from(lengths.dataSync(), Number) : []) : lengths; // prettier-ignore
  const wrong = known.find((n) => !Number.isInteger(n) || n < least || n > most);
  if (wrong !== undefined)
    throw new ParameterError(`rnntLoss: ${name} holds ${wrong}, must hold integers in ${least}…${most}.`);
  const own = lengths instanceof Tensor ? lengths.to(like.device) : like.newTensor(Int32Array.from(lengths));
  if (own.ndim !== 1 || own.shape[0] !== batch)
    throw new ShapeError(`rnntLoss: ${name} ${formatShape(own.shape)} must be [${batch}], one per sequence.`);
  if (own.dtype !== "int32") throw new DTypeError(`rnntLoss: ${name} dtype="${own.dtype}" must be int32.`);
  return own;
}

/**
 * −log of the probability that a transducer reads the labels from the frames, as `torchaudio.functional.rnnt_loss`.
 *
 * @param logits         [batch, frames, labels + 1, classes]: at every frame, after every number of labels read
 * @param targets        int32 labels [batch, labels]; what stands behind a sequence's end does not count
 * @param logitLengths   frames of each sequence, 1…frames
 * @param targetLengths  labels of each sequence, 0…labels
 * @returns one number, or [batch] with `reduction: "none"`
 * @throws ParameterError, ShapeError, DTypeError
 * @source Graves, "Sequence transduction with recurrent neural networks" (2012); all cells of an anti-diagonal at once
 */
export function rnntLoss(
  logits: Tensor,
  targets: Tensor,
  logitLengths: RNNTLengths,
  targetLengths: RNNTLengths,
  { blank = -1, clamp = -1, reduction = "mean", fusedLogSoftmax = true }: RNNTOptions = {},
): Tensor {
  if (logits.ndim !== 4 || !isFloatingPoint(logits.dtype))
    throw new ShapeError(
      `rnntLoss: logits ${logits.dtype} ${formatShape(logits.shape)} must be floating [batch, frames, labels + 1, classes].`,
    );
  const [batch, time, places, classes] = logits.shape;
  if (targets.ndim !== 2 || targets.shape[0] !== batch || targets.shape[1] !== places - 1)
    throw new ShapeError(
      `rnntLoss: targets ${formatShape(targets.shape)} must be [${batch}, ${places - 1}], one label fewer than the logits have places.`,
    );
  if (targets.dtype !== "int32")
    throw new DTypeError(`rnntLoss: targets dtype="${targets.dtype}" must be int32. Use .to("int32").`);
  if (!Number.isInteger(blank) || blank < -classes || blank >= classes)
    throw new ParameterError(`rnntLoss: blank=${blank} must be a class, ${-classes}…${classes - 1}.`);
  const frames = lengthsOf("logitLengths", logitLengths, logits, 1, time);
  const labels = lengthsOf("targetLengths", targetLengths, logits, 0, places - 1);
  const costs = (x: Tensor): Tensor =>
    costsOf(fusedLogSoftmax ? x.logSoftmax(3) : x, targets, frames, labels, blank < 0 ? blank + classes : blank);
  return reduceLoss("rnntLoss", clamp > 0 ? withCutSlopes(costs, clamp)(logits) : costs(logits), reduction);
}

/** The same costs, whose slopes are cut before they meet what comes from behind. */
const withCutSlopes = (costs: (x: Tensor) => Tensor, clamp: number) =>
  customFunction({
    name: "rnntLoss",
    forward(ctx, x: Tensor) {
      const leaf = x.detach().requiresGrad_();
      const [result, [slopes]] = enableGrad(() => {
        const each = costs(leaf);
        return [each, grad(each.sum(), [leaf])];
      });
      ctx.saveForBackward(slopes!.detach().clamp({ min: -clamp, max: clamp }));
      return result.detach();
    },
    backward: ({ savedTensors: [slopes] }, g) => slopes.mul(g.reshape([-1, 1, 1, 1])),
  });

/** Module form of {@link rnntLoss}, as `torchaudio.transforms.RNNTLoss`. */
export class RNNTLoss extends Module {
  readonly options: Required<RNNTOptions>;
  constructor({ blank = -1, clamp = -1, reduction = "mean", fusedLogSoftmax = true }: RNNTOptions = {}) {
    super();
    this.options = { blank, clamp, reduction, fusedLogSoftmax };
  }
  override forward(logits: Tensor, targets: Tensor, logitLengths: RNNTLengths, targetLengths: RNNTLengths): Tensor {
    return rnntLoss(logits, targets, logitLengths, targetLengths, this.options);
  }
}
