// One step of SGD, Adam or AdamW over a list of tensors, in place; PyTorch's formulas.
import type { PrimitiveAttrs, PrimitiveCall } from "../../backend/index.js";
import type { TypedArray } from "../../tensor/index.js";
import { dense, putBack, writable } from "../dense.js";

type StepAttrs = PrimitiveAttrs["optimizerStep"];

export function optimizerStep({ inputs, outputs, attrs }: PrimitiveCall<"optimizerStep">): void {
  const { count, kind } = attrs;
  const states = outputs.length / count - 1;
  for (let i = 0; i < count; i++) {
    const param = writable(outputs[i]);
    const grad = dense(inputs[count + i]);
    const state = Array.from({ length: states }, (_, k) => writable(outputs[(k + 1) * count + i]));
    if (kind === "sgd") stepSgd(param, grad, state[0], attrs);
    else stepAdam(param, grad, state[0], state[1], attrs);
    putBack(outputs[i], param);
    state.forEach((data, k) => putBack(outputs[(k + 1) * count + i], data));
  }
}

/** The first step fills the momentum buffer with the plain gradient: dampening acts from the second on. */
function stepSgd(param: TypedArray, grad: TypedArray, buffer: TypedArray | undefined, attrs: StepAttrs): void {
  const { lr, weightDecay, momentum, dampening, nesterov, step } = attrs;
  const sign = attrs.maximize ? -1 : 1;
  const keep = step === 1 ? 0 : momentum;
  const take = step === 1 ? 1 : 1 - dampening;
  for (let i = 0; i < param.length; i++) {
    let g = sign * grad[i] + weightDecay * param[i];
    if (buffer) {
      const b = keep === 0 ? take * g : keep * buffer[i] + take * g;
      buffer[i] = b;
      g = nesterov ? g + momentum * b : b;
    }
    param[i] -= lr * g;
  }
}

/** Adam adds the decay to the gradient; AdamW shrinks the parameter itself. */
function stepAdam(
  param: TypedArray,
  grad: TypedArray,
  average: TypedArray,
  square: TypedArray,
  attrs: StepAttrs,
): void {
  const { kind, step, lr, weightDecay, eps } = attrs;
  const [beta1, beta2] = attrs.betas;
  const sign = attrs.maximize ? -1 : 1;
  const decay = kind === "adam" ? weightDecay : 0;
  const shrink = kind === "adamw" ? 1 - lr * weightDecay : 1;
  const stepSize = lr / (1 - beta1 ** step);
  const rootCorrection = Math.sqrt(1 - beta2 ** step);
  for (let i = 0; i < param.length; i++) {
    const g = sign * grad[i] + decay * param[i];
    const m = beta1 * average[i] + (1 - beta1) * g;
    const v = beta2 * square[i] + (1 - beta2) * g * g;
    average[i] = m;
    square[i] = v;
    param[i] = param[i] * shrink - (stepSize * m) / (Math.sqrt(v) / rootCorrection + eps);
  }
}
