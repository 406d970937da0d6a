// One step of training a network of three blocks of convolution, batch normalisation, ReLU and pooling: forward, backward
// and Adam.
import { compile, fromTypedArray, manualSeed, tensor, type Tensor } from "@sonograd/core";
import { Adam, crossEntropy, LogMelCnn } from "@sonograd/nn";
import type { Benchmark } from "../benchmark.js";
import { noise } from "../inputs.js";

const [BATCH, BANDS, FRAMES, CLASSES] = [16, 32, 32, 10];

function makeStep(): (x: Tensor, target: Tensor) => Tensor {
  manualSeed(0);
  const model = new LogMelCnn({ classes: CLASSES, dropout: 0 });
  const optimizer = new Adam(model.parameters());
  return (x, target) => {
    optimizer.zeroGrad();
    const loss = crossEntropy(model(x), target);
    loss.backward();
    optimizer.step();
    return loss.detach();
  };
}

export const trainingSteps: readonly Benchmark[] = [
  {
    name: `training step of a 3-block CNN, ${BATCH} × 1 × ${BANDS} × ${FRAMES}`,
    tolerance: 0, // the first loss; both start from the same weights
    candidates: () => {
      const shape = [BATCH, 1, BANDS, FRAMES];
      const x = fromTypedArray(noise(shape, 13), shape);
      const target = tensor(Array.from({ length: BATCH }, (_, i) => i % CLASSES), { dtype: "int32" }); // prettier-ignore
      const [eager, compiled] = [makeStep(), compile(makeStep())];
      return [
        { library: "sonograd", run: () => eager(x, target).dataSync() },
        { library: "sonograd compiled", run: () => compiled(x, target).dataSync() },
      ];
    },
  },
];
