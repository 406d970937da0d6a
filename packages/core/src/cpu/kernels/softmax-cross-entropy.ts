// Softmax cross entropy of [N, C] logits with class weights and label smoothing, loss and gradient in one pass.
import type { PrimitiveCall } from "../../backend/index.js";
import { ParameterError } from "../../errors/index.js";
import { dense, putBack, writable } from "../dense.js";

/**
 * loss = (1 − s)·w_t·(−log p_t) + s/C·Σ_c w_c·(−log p_c), as torch 1.13's per-item loss (reduction "none");
 * an ignored target gives loss 0 and gradient 0.
 */
export function softmaxCrossEntropy({
  inputs: [logits, target, weight],
  outputs: [loss, gradient],
  attrs: { ignoreIndex, labelSmoothing },
}: PrimitiveCall<"softmaxCrossEntropy">): void {
  const [items, classes] = logits.shape;
  const [x, targets, weights] = [dense(logits), dense(target), dense(weight)];
  const [losses, gradients] = [writable(loss), writable(gradient)];
  const share = labelSmoothing / classes;
  let weightSum = 0;
  for (let c = 0; c < classes; c++) weightSum += weights[c];
  const logP = new Float64Array(classes);
  for (let n = 0; n < items; n++) {
    const row = n * classes;
    const t = targets[n];
    if (t === ignoreIndex) {
      losses[n] = 0;
      gradients.fill(0, row, row + classes);
      continue;
    }
    if (!(t >= 0 && t < classes))
      throw new ParameterError(
        `softmaxCrossEntropy: target[${n}]=${t} must be a class 0…${classes - 1} or ignoreIndex=${ignoreIndex}. ` +
          `The logits have ${classes} classes. Check the labels.`,
      );
    let largest = -Infinity;
    for (let c = 0; c < classes; c++) if (x[row + c] > largest) largest = x[row + c];
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp(x[row + c] - largest);
    const logSum = largest + Math.log(sum);
    for (let c = 0; c < classes; c++) logP[c] = x[row + c] - logSum;
    const atTarget = (1 - labelSmoothing) * weights[t];
    let total = -atTarget * logP[t];
    if (share !== 0) for (let c = 0; c < classes; c++) total -= share * weights[c] * logP[c];
    losses[n] = total;
    const scale = atTarget + share * weightSum;
    for (let c = 0; c < classes; c++) {
      const pull = (c === t ? atTarget : 0) + share * weights[c];
      gradients[row + c] = scale * Math.exp(logP[c]) - pull;
    }
  }
  putBack(loss, losses);
  putBack(gradient, gradients);
}
