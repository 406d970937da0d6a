import { istft, logMelspectrogram, melspectrogram, mfcc, randn, stft, type Tensor } from "@sonograd/core";
import { expect } from "vitest";
import { gpuBackend, gpuTest } from "../../../test/device.js";

const options = { sampleRate: 16000, nFft: 128, hopLength: 40, nMels: 20 };
const CALLS: Readonly<Record<string, [run: (y: Tensor) => Tensor, dispatches: number]>> = {
  "stft with reflected ends": [(y) => stft(y, { nFft: 128, padMode: "reflect" }), 1],
  melspectrogram: [(y) => melspectrogram(y, options), 1],
  "logMelspectrogram without a limit": [(y) => logMelspectrogram(y, { ...options, topDb: null }), 1],
  logMelspectrogram: [(y) => logMelspectrogram(y, options), 2],
  "logMelspectrogram relative to the loudest": [(y) => logMelspectrogram(y, { ...options, ref: "max" }), 2],
  mfcc: [(y) => mfcc(y, options), 3],
  "istft after stft": [(y) => istft(stft(y, { nFft: 128 }), { length: y.shape.at(-1)! }), 3],
};

for (const [name, [run, dispatches]] of Object.entries(CALLS))
  gpuTest(`${name}: ${dispatches} dispatches and no new pipeline, whatever batch and length`, async () => {
    const backend = await gpuBackend();
    const signals = [
      [4, 1600],
      [3, 2, 900],
    ].map((shape) => randn(shape, { device: "webgpu" }));
    for (const y of signals) await run(y).data();
    const { pipelines } = backend.statistics;
    for (const y of [...signals, randn([5, 1234], { device: "webgpu" })]) {
      const before = backend.statistics.dispatches;
      const result = run(y);
      expect(backend.statistics.dispatches - before).toBe(dispatches);
      await result.data();
    }
    expect(backend.statistics.pipelines).toBe(pipelines);
  });
