import { noGrad, ParameterError, scope, Tensor, type Device } from "@sonograd/core";
import type { TensorModule } from "../modules/index.js";
import { BatchNorm } from "../modules/batch-norm.js";

export interface UpdateBnOptions<B> {
  /** Where inputs are moved to (default: left where they are). */
  device?: Device;
  /** The model's input in a batch (default: the batch itself, or the first entry of a list). */
  inputOf?: (batch: B) => Tensor;
}

const firstOf = (batch: unknown): Tensor => {
  const input: unknown = Array.isArray(batch) ? batch[0] : batch;
  if (input instanceof Tensor) return input;
  throw new ParameterError("updateBn: a batch must be a tensor or a list that begins with one. Pass inputOf.");
};

/**
 * Measures the running statistics of batch normalisation anew, as means over all batches of `loader`, as
 * `torch.optim.swa_utils.update_bn`: averaged weights do not fit the statistics of the weights they were made of. The
 * model runs in training mode and is left in the mode it had.
 *
 * @param model  of one input; one without batch normalisation is not run
 * @throws ParameterError  a batch that holds no tensor where one is looked for
 * @example
 * average.copyToModel();
 * await updateBn(loader, model);
 */
export async function updateBn<B>(
  loader: Iterable<B> | AsyncIterable<B>,
  model: TensorModule,
  { device, inputOf = firstOf }: UpdateBnOptions<B> = {},
): Promise<void> {
  const norms = model.modules().filter((module) => module instanceof BatchNorm);
  if (norms.length === 0) return;
  const modules = model.modules().map((module) => ({ module, training: module.training }));
  const momenta = norms.map(({ momentum }) => momentum);
  for (const norm of norms) {
    norm.resetRunningStats();
    norm.momentum = null;
  }
  model.train();
  try {
    for await (const batch of loader) {
      const input = inputOf(batch);
      scope(() => noGrad(() => void model(device ? input.to(device) : input)));
    }
  } finally {
    norms.forEach((norm, i) => (norm.momentum = momenta[i]));
    for (const { module, training } of modules) module.training = training;
  }
}
