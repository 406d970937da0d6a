import type { SpectrogramAttrs } from "@sonograd/core";
import { gpuTest } from "../../test/device.js";
import { expectParity, randomSource, randomView } from "../../test/parity.js";

const base: SpectrogramAttrs = {
  nFft: 32,
  hopLength: 8,
  pad: 16,
  padMode: "reflect",
  output: "power",
  power: 2,
  amin: 1e-10,
};

const outputShape = (length: number, { nFft, hopLength, pad }: SpectrogramAttrs, rows: number): number[] => [
  2,
  rows,
  1 + Math.floor((length + 2 * pad - nFft) / hopLength),
];

for (const padMode of ["constant", "reflect", "edge", "wrap"] as const)
  gpuTest(`the power spectrogram with ${padMode} padding agrees with the CPU`, async () => {
    const random = randomSource(71);
    const attrs = { ...base, padMode };
    const inputs = [randomView(random, [2, 70], "float32", { layout: "reversed" }), randomView(random, [32])];
    await expectParity("spectrogram", inputs, [{ shape: outputShape(70, attrs, 17), dtype: "float32" }], attrs, {
      atol: 1e-4,
    });
  });

gpuTest("complex, magnitude and other powers, without padding and with an odd length", async () => {
  const random = randomSource(72);
  for (const [nFft, power] of [
    [32, 1],
    [30, 1.5],
    [17, 2],
  ]) {
    const attrs = { ...base, nFft, power, pad: 0 };
    const bins = Math.floor(nFft / 2) + 1;
    const inputs = [randomView(random, [2, 90]), randomView(random, [nFft])];
    const shape = outputShape(90, attrs, bins);
    await expectParity("spectrogram", inputs, [{ shape, dtype: "float32" }], attrs, { atol: 2e-4, rtol: 1e-4 });
    await expectParity(
      "spectrogram",
      inputs,
      [{ shape, dtype: "complex64" }],
      { ...attrs, output: "complex" },
      { atol: 1e-4 },
    );
  }
});

gpuTest("mel and log-mel go through a sparse bank, with an empty filter", async () => {
  const random = randomSource(73);
  const bank = randomView(random, [5, 17], "float32", { low: 0, high: 1 });
  for (let m = 0; m < 5; m++)
    for (let k = 0; k < 17; k++) if (m === 4 || k < 3 * m || k > 3 * m + 4) bank.data[m * 17 + k] = 0;
  const inputs = [randomView(random, [2, 100]), randomView(random, [32]), bank];
  for (const output of ["mel", "logMel"] as const) {
    const attrs = { ...base, output };
    await expectParity("spectrogram", inputs, [{ shape: outputShape(100, attrs, 5), dtype: "float32" }], attrs, {
      atol: 1e-4,
    });
  }
});
