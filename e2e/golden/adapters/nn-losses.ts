// Losses with their gradients.
import { tensor, type Tensor } from "@sonograd/core";
import {
  binaryCrossEntropyWithLogits,
  crossEntropy,
  l1Loss,
  mseLoss,
  nllLoss,
  type BCEOptions,
  type CrossEntropyOptions,
  type NLLOptions,
  type Reduction,
} from "@sonograd/nn";
import { outputs, type Adapter, type AdapterTable, type GoldenCase, type GoldenValue } from "../adapter.js";
import { toOptions } from "../options.js";

type Loss = (input: Tensor, target: Tensor, golden: GoldenCase) => Tensor;

/** Options of a case; lists of numbers (class weights) become tensors like the input. */
function lossOptions(golden: GoldenCase, input: Tensor): Record<string, unknown> {
  const options = toOptions(golden.params, { omit: ["pre"] });
  for (const [key, value] of Object.entries(options))
    if (Array.isArray(value)) options[key] = tensor(value as number[], { dtype: input.dtype, device: input.device });
  return options;
}

/** Runs the loss and the walk back; `pre: "log_softmax"` stands for what comes before it. */
const lossAdapter =
  (loss: Loss): Adapter =>
  (golden, { input, target, grad_output: gradOutput }) => {
    const wanted = new Set((golden.entry.extra_outputs ?? []).map(({ name }) => name));
    input.requiresGrad = true;
    if (wanted.has("grad_target")) target.requiresGrad = true;
    const scores = golden.params["pre"] === "log_softmax" ? input.logSoftmax(1) : input;
    const output = loss(scores, target, golden);
    output.backward(gradOutput);
    const results: Record<string, GoldenValue> = { output };
    if (wanted.has("grad_input")) results["grad_input"] = input.grad!;
    if (wanted.has("grad_target")) results["grad_target"] = target.grad!;
    return outputs(results);
  };

const reductionOf = (golden: GoldenCase): { reduction?: Reduction } => toOptions(golden.params);

export const nnLosses: AdapterTable = {
  "torch.nn.L1Loss": lossAdapter((x, y, golden) => l1Loss(x, y, reductionOf(golden))),
  "torch.nn.MSELoss": lossAdapter((x, y, golden) => mseLoss(x, y, reductionOf(golden))),
  "torch.nn.CrossEntropyLoss": lossAdapter((x, y, golden) =>
    crossEntropy(x, y, lossOptions(golden, x) as CrossEntropyOptions),
  ),
  "torch.nn.NLLLoss": lossAdapter((x, y, golden) => nllLoss(x, y, lossOptions(golden, x) as NLLOptions)),
  "torch.nn.BCEWithLogitsLoss": lossAdapter((x, y, golden) =>
    binaryCrossEntropyWithLogits(x, y, lossOptions(golden, x) as BCEOptions),
  ),
};
