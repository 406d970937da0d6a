import { ParameterError, ShapeError, tensor } from "@sonograd/core";
import { expect, test } from "vitest";
import { waveshow } from "./waveshow.js";

test("takes tensors, typed arrays and lists, also [1, samples]", async () => {
  const numbers = [0.25, -0.5, 0.125, 0];
  const expected = await waveshow(Float32Array.from(numbers), { sampleRate: 8000 });
  expect(expected.panels[0].layers[0]).toMatchObject({ kind: "waveform", samples: Float32Array.from(numbers) });
  expect(await waveshow(tensor(numbers), { sampleRate: 8000 })).toEqual(expected);
  expect(await waveshow(tensor([numbers]), { sampleRate: 8000 })).toEqual(expected);
});

test("puts overlays without x on frames, and those without y across the panel", async () => {
  const figure = await waveshow(new Float32Array(8000).fill(0.1), {
    sampleRate: 8000,
    hopLength: 400,
    overlays: [
      { y: [0.1, 0.3, 0.2], label: "RMS" },
      { x: [0.25, 0.5], label: "beats" },
      { x: [0.1], y: [0.1], markers: true },
    ],
  });
  const [, rms, beats, peak] = figure.panels[0].layers;
  expect(rms).toMatchObject({ kind: "curve", x: { start: 0, step: 0.05 }, label: "RMS" });
  expect(beats).toMatchObject({ kind: "markers", shape: "line", x: Float64Array.of(0.25, 0.5) });
  expect(peak).toMatchObject({ kind: "markers", shape: "circle" });
  // The overlay reaches higher than the samples.
  expect(figure.panels[0].y.range[1]).toBeGreaterThanOrEqual(0.3);
});

test("gives overlays colours that no other has", async () => {
  const y = [0.1, 0.2];
  const overlays = [{ y }, { y, color: "orange" as const }, { y }];
  const { layers } = (await waveshow(y, { sampleRate: 8000, overlays })).panels[0];
  const colors = layers.map((layer) => ("color" in layer ? layer.color : undefined));
  expect(colors[2]).toBe("orange");
  expect(new Set(["blue", ...colors]).size).toBe(4);
});

test("refuses several channels, overlays of different length and a bad rate", async () => {
  await expect(waveshow(tensor([[1, 2], [3, 4]]), { sampleRate: 8000 })).rejects.toThrow(/y.shape=\[2, 2\] must be one/); // prettier-ignore
  await expect(waveshow([1], { sampleRate: 8000, overlays: [{ x: [0, 1], y: [1] }] })).rejects.toThrow(ShapeError);
  await expect(waveshow([1], { sampleRate: 8000, overlays: [{ label: "?" }] })).rejects.toThrow(/overlays\[0\]/);
  await expect(waveshow([1], { sampleRate: 0 })).rejects.toThrow(ParameterError);
});
