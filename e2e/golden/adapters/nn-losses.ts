// Losses with their gradients.
import { isFloatingPoint, tensor, type Tensor } from "@sonograd/core";
import * as nn from "@sonograd/nn";
import { outputs, type Adapter, type AdapterTable, type GoldenCase, type GoldenValue } from "../adapter.js";
import { toOptions } from "../options.js";

/** A loss of its inputs in PyTorch's order, then options. */
type Loss = (...args: never[]) => Tensor;

const LOSSES: Readonly<Record<string, Loss>> = {
  L1Loss: nn.l1Loss,
  MSELoss: nn.mseLoss,
  SmoothL1Loss: nn.smoothL1Loss,
  HuberLoss: nn.huberLoss,
  BCELoss: nn.binaryCrossEntropy,
  BCEWithLogitsLoss: nn.binaryCrossEntropyWithLogits,
  CrossEntropyLoss: nn.crossEntropy,
  NLLLoss: nn.nllLoss,
  KLDivLoss: nn.klDiv,
  CTCLoss: nn.ctcLoss,
  CosineEmbeddingLoss: nn.cosineEmbeddingLoss,
  TripletMarginLoss: nn.tripletMarginLoss,
  TripletMarginWithDistanceLoss: nn.tripletMarginWithDistanceLoss,
  MarginRankingLoss: nn.marginRankingLoss,
  HingeEmbeddingLoss: nn.hingeEmbeddingLoss,
  PoissonNLLLoss: nn.poissonNllLoss,
  GaussianNLLLoss: nn.gaussianNllLoss,
  SoftMarginLoss: nn.softMarginLoss,
  MultiLabelSoftMarginLoss: nn.multilabelSoftMarginLoss,
  MultiMarginLoss: nn.multiMarginLoss,
  MultiLabelMarginLoss: nn.multilabelMarginLoss,
};

/** Options of a case; lists of numbers (class weights) become tensors like the input. */
function lossOptions(golden: GoldenCase, input: Tensor): Record<string, unknown> {
  const options = toOptions(golden.params, { omit: ["pre"] });
  for (const [key, value] of Object.entries(options))
    if (Array.isArray(value)) options[key] = tensor(value as number[], { dtype: input.dtype, device: input.device });
  return options;
}

/** Runs the loss and the walk back; `pre: "log_softmax"` stands for what the first input goes through before it. */
const lossAdapter =
  (loss: Loss): Adapter =>
  (golden, { grad_output: gradOutput, ...inputs }) => {
    const wanted = new Set((golden.entry.extra_outputs ?? []).map(({ name }) => name));
    for (const [name, x] of Object.entries(inputs))
      x.requiresGrad = isFloatingPoint(x.dtype) && (name !== "target" || wanted.has("grad_target"));
    const [first, ...others] = Object.values(inputs);
    const scores = golden.params["pre"] === "log_softmax" ? first.logSoftmax(-1) : first;
    const output = (loss as (...args: unknown[]) => Tensor)(scores, ...others, lossOptions(golden, first));
    output.backward(gradOutput);
    const results: Record<string, GoldenValue> = { output };
    for (const [name, { grad }] of Object.entries(inputs)) if (grad) results[`grad_${name}`] = grad;
    return outputs(results);
  };

export const nnLosses: AdapterTable = Object.fromEntries(
  Object.entries(LOSSES).map(([name, loss]) => [`torch.nn.${name}`, lossAdapter(loss)]),
);
