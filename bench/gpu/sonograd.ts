// Sonograd in the races in the browser.
import { compile, scope, type Tensor } from "@sonograd/core";
import { useWebGPU } from "@sonograd/webgpu";
import type { Contender } from "./contender.js";
import { clipsOf, makeLogMel } from "./log-mel.js";
import { makeModel, makeTrainStep, tensorsOf } from "./network.js";

export async function loadSonograd(): Promise<Contender> {
  await useWebGPU();
  const values = async (compute: () => Tensor): Promise<ArrayLike<number>> =>
    (await scope(compute).data()) as ArrayLike<number>;
  return {
    library: "Sonograd",
    training(size) {
      const train = compile(makeTrainStep(makeModel(size).to("webgpu")), { name: "training step" });
      const [x, y] = tensorsOf(size, 0, "webgpu");
      return { label: "Sonograd", run: () => values(() => train(x, y)) };
    },
    logMels(clips) {
      const logMel = makeLogMel(null);
      const y = clipsOf(clips, 0, "webgpu");
      return [{ label: "Sonograd", run: () => values(() => logMel(y).transpose(-1, -2)) }];
    },
  };
}
