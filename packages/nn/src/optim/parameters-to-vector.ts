// All parameters as one vector and back: for optimizers and measures that know nothing of modules.
import { cat, formatShape, noGrad, ShapeError, type Tensor } from "@sonograd/core";

/**
 * The parameters one after another, row by row. Gradients flow back to them.
 *
 * @param parameters  of one dtype and device
 * @returns [elements of all]
 * @throws ParameterError  there are none
 * @source torch.nn.utils.parameters_to_vector
 * @example parametersToVector(new Linear(3, 2).parameters()).shape // [8]
 */
export const parametersToVector = (parameters: Iterable<Tensor>): Tensor =>
  cat([...parameters].map((p) => p.reshape([-1])));

/**
 * Copies the parts of `vector` into the parameters, in order. Gradients do not flow.
 *
 * @param vector      [elements of all], on the parameters' device
 * @param parameters  keep their dtypes, shapes and identity
 * @throws ShapeError  the vector has another length
 * @source torch.nn.utils.vector_to_parameters, which makes views of the vector and ignores what is left of it
 * @example
 * const vector = parametersToVector(layer.parameters());
 * vectorToParameters(vector.mul(0.5), layer.parameters()); // every weight halved
 */
export function vectorToParameters(vector: Tensor, parameters: Iterable<Tensor>): void {
  const targets = [...parameters];
  const count = targets.reduce((sum, p) => sum + p.numel, 0);
  if (vector.ndim !== 1 || vector.numel !== count)
    throw new ShapeError(
      `vectorToParameters: vector has shape ${formatShape(vector.shape)}, but the parameters have ${count} elements. Give it shape [${count}].`,
    );
  noGrad(() => {
    const parts = vector.split(targets.map((p) => p.numel));
    for (const [i, p] of targets.entries()) p.copy_(parts[i].reshape(p.shape));
  });
}
