import type { SpectrogramAttrs } from "@sonograd/core";
import { expect } from "vitest";
import { bothKinds, expectBothKinds } from "../../test/both-kinds.js";
import { gpuTest } from "../../test/device.js";
import { type HostView, randomSource, randomView, runOn, viewOf } from "../../test/parity.js";

const base: SpectrogramAttrs = {
  nFft: 32,
  hopLength: 8,
  pad: 16,
  padMode: "reflect",
  output: "power",
  power: 2,
  bands: [],
  amin: 1e-10,
  ref: 1,
  topDb: null,
};

const framesOf = (length: number, { nFft, hopLength, pad }: SpectrogramAttrs): number =>
  1 + Math.floor((length + 2 * pad - nFft) / hopLength);
const output = (length: number, attrs: SpectrogramAttrs, rows: number) =>
  ({ shape: [2, framesOf(length, attrs), rows], dtype: attrs.output === "complex" ? "complex64" : "float32" }) as const;

/** A bank with narrow filters, one that takes all bins and one without any. */
function bankOf(random: () => number, bins: number): { bank: HostView; bands: number[] } {
  const bands = [0, 3, 2, 4, bins - 3, 3, 0, bins, 1, 0];
  const bank = randomView(random, [5, bins], "float32", { low: 0.1, high: 1 });
  bank.data.forEach((_, i) => {
    const [r, k] = [Math.floor(i / bins), i % bins];
    if (k < bands[2 * r] || k >= bands[2 * r] + bands[2 * r + 1]) bank.data[i] = 0;
  });
  return { bank, bands };
}

for (const padMode of ["constant", "reflect", "edge", "wrap", "symmetric"] as const)
  gpuTest(`the power spectrogram with ${padMode} padding agrees with the CPU`, async () => {
    const random = randomSource(71);
    const attrs = { ...base, padMode };
    for (const length of [70, 3]) {
      const inputs = [randomView(random, [2, length], "float32", { layout: "reversed" }), randomView(random, [32])];
      await expectBothKinds("spectrogram", inputs, output(length, attrs, 17), attrs, { atol: 1e-4 });
    }
  });

gpuTest("complex, magnitude and other powers, without padding and with odd and prime lengths", async () => {
  const random = randomSource(72);
  for (const [nFft, power] of [
    [32, 1],
    [30, 1.5],
    [15, 2],
    [17, 2],
  ]) {
    const inputs = [randomView(random, [2, 90]), randomView(random, [nFft])];
    const bins = Math.floor(nFft / 2) + 1;
    for (const kind of ["power", "complex"] as const) {
      const attrs = { ...base, nFft, power, pad: 0, output: kind };
      const counts = await expectBothKinds("spectrogram", inputs, output(90, attrs, bins), attrs, { atol: 2e-4, rtol: 1e-4 }); // prettier-ignore
      expect(counts).toEqual({ solo: 1, team: 1 });
    }
  }
});

// Packed, odd, prime; too long for a team, too long for both (and 17 · 241).
for (const [nFft, solo, team] of [
  [32, 1, 1],
  [15, 1, 1],
  [17, 1, 1],
  [6000, 1, 3],
  [8194, 5, 5],
] as const)
  gpuTest(
    `mel levels of ${nFft} points: one dispatch where a line holds them, one more to count from the peak`,
    async () => {
      const random = randomSource(73);
      const length = nFft + 100;
      const { bank, bands } = bankOf(random, Math.floor(nFft / 2) + 1);
      const inputs = [randomView(random, [2, length]), randomView(random, [nFft]), bank];
      const shared = { ...base, nFft, pad: Math.floor(nFft / 2), hopLength: Math.ceil(nFft / 4), bands };
      for (const [rest, more] of [
        [{ output: "mel" }, 0],
        [{ output: "logMel", amin: 0.5, ref: 2 }, 0],
        [{ output: "logMel", topDb: 15 }, 1],
        [{ output: "logMel", ref: "max" }, 1],
        [{ output: "logMel", ref: "max", topDb: 15 }, 1],
      ] as const) {
        const attrs = { ...shared, ...rest };
        const tolerance = { atol: rest.output === "mel" ? 1e-4 * nFft : 2e-4, rtol: 1e-5 };
        // Teams compile slowly on software adapters.
        const withTeams = nFft < 8000 || rest.output === "mel";
        const counts = await expectBothKinds("spectrogram", inputs, output(length, attrs, 5), attrs, tolerance, { withTeams }); // prettier-ignore
        expect(counts).toEqual({ solo: solo + more, team: withTeams ? team + more : null });
      }
    },
  );

gpuTest("a NaN reaches its frames, and all levels where they count from the peak", async () => {
  const random = randomSource(74);
  const { bank, bands } = bankOf(random, 17);
  const x = randomView(random, [2, 300]);
  x.data[5] = NaN;
  const inputs = [x, randomView(random, [32]), bank];
  for (const topDb of [null, 40]) {
    const attrs = { ...base, bands, output: "logMel", topDb } as const;
    for (const backend of Object.values(await bothKinds())) {
      const { shape } = output(300, attrs, 5);
      const [levels] = await runOn(backend, "spectrogram", inputs, [viewOf("float32", shape, [])], attrs);
      const wrong = [...levels].filter(Number.isNaN).length;
      // Sample 5 lies in the first three frames; one of the five filters has no bin.
      expect(wrong).toBe(topDb === null ? 3 * 4 : levels.length);
    }
  }
});

gpuTest("silence has the level of the floor, also where levels count from the peak", async () => {
  const { bank, bands } = bankOf(randomSource(75), 17);
  const inputs = [viewOf("float32", [2, 300], []), randomView(randomSource(76), [32]), bank];
  for (const [ref, level] of [[1, -100], ["max", 0]] as const) {
    const attrs = { ...base, bands, output: "logMel", topDb: 80, ref } as const;
    for (const backend of Object.values(await bothKinds())) {
      const { shape } = output(300, attrs, 5);
      const [levels] = await runOn(backend, "spectrogram", inputs, [viewOf("float32", shape, [])], attrs);
      for (const value of levels) expect(value).toBeCloseTo(level, 4);
    }
  } // prettier-ignore
});
