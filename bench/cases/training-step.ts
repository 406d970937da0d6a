// One step of training a network of three blocks of convolution, batch normalisation, ReLU and pooling: forward, backward
// and Adam.
import { compile, fromTypedArray, manualSeed, tensor, type Tensor } from "@sonograd/core";
import { Adam, crossEntropy, LogMelCnn } from "@sonograd/nn";
import type { Benchmark } from "../benchmark.js";
import { noise } from "../inputs.js";

const CLASSES = 10;

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

function step(batch: number, bands: number, frames: number): Benchmark {
  const shape = [batch, 1, bands, frames];
  return {
    name: `training step of a 3-block CNN, ${shape.join(" × ")}`,
    tolerance: 0, // the first loss; both start from the same weights
    candidates: () => {
      const x = fromTypedArray(noise(shape, 13), shape);
      const target = tensor(Array.from({ length: batch }, (_, i) => i % CLASSES), { dtype: "int32" }); // prettier-ignore
      const [eager, compiled] = [makeStep(), compile(makeStep())];
      return [
        { library: "sonograd", run: () => eager(x, target).dataSync() },
        { library: "sonograd compiled", run: () => compiled(x, target).dataSync() },
      ];
    },
  };
}

export const trainingSteps: readonly Benchmark[] = [step(16, 32, 32), step(4, 16, 16)];
