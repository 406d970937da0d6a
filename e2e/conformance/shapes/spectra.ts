// fft, rfft, irfft, spectrogram, overlapAdd.
import type { SpectrogramAttrs } from "@sonograd/core";
import type { Draw } from "./draw.js";
import { shapeCase, type Family, type ShapeCase } from "./family.js";

// A length is part of a transform's shaders: powers of two, other small factors, primes.
const LENGTHS = [1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 30, 31, 32, 45, 64, 97, 128];

function drawFft(draw: Draw): ShapeCase {
  const n = draw.pick(LENGTHS);
  const bins = Math.floor(n / 2) + 1;
  const batch = draw.shape(0, 3, { max: 4 });
  const [scale, inverse] = [draw.pick([1, 1 / n]), draw.chance(50)];
  const full = [...batch, n];
  const half = [...batch, bins];
  const kind = draw.pick(["fft", "rfft", "irfft"] as const);
  if (kind === "fft") return shapeCase(kind, [draw.view(full, "complex64")], [draw.target(full, "complex64")], { n, inverse, scale }, 2e-6); // prettier-ignore
  if (kind === "rfft") return shapeCase(kind, [draw.view(full)], [draw.target(half, "complex64")], { n, inverse: false, scale }, 2e-6); // prettier-ignore
  return shapeCase(kind, [draw.view(half, "complex64")], [draw.target(full)], { n, inverse: true, scale }, 2e-6);
}

function drawSpectrogram(draw: Draw): ShapeCase {
  const nFft = draw.pick([4, 9, 16, 20, 32]);
  const bins = Math.floor(nFft / 2) + 1;
  const output = draw.pick(["complex", "power", "mel", "logMel"] as const);
  const padMode = draw.pick(["constant", "reflect", "edge", "wrap", "symmetric"] as const);
  const pad = draw.pick([0, Math.floor(nFft / 2)]);
  const length = Math.max(nFft - 2 * pad, 2) + draw.int(0, 40);
  const attrs: SpectrogramAttrs = {
    nFft,
    hopLength: draw.int(1, 9),
    pad,
    padMode,
    output,
    power: draw.pick([1, 2]),
    bands: [],
    amin: 1e-10,
    ref: draw.pick([1, 0.5, "max"] as const),
    topDb: draw.pick([null, 20]),
  };
  const batch = draw.shape(0, 2, { max: 3 });
  const frames = 1 + Math.floor((length + 2 * pad - nFft) / attrs.hopLength);
  const isMel = output === "mel" || output === "logMel";
  const rows = isMel ? draw.int(1, 5) : bins;
  const bank = isMel ? [draw.view([rows, bins], "float32", { low: 0.1, high: 1 })] : [];
  const inputs = [draw.view([...batch, length]), draw.view([nFft], "float32", { low: 0.2, high: 1 }), ...bank];
  const target = draw.target([...batch, frames, rows], output === "complex" ? "complex64" : "float32");
  const bands = isMel ? Array.from({ length: rows }, () => [0, bins]).flat() : [];
  return shapeCase("spectrogram", inputs, [target], { ...attrs, bands }, 1e-5);
}

function drawOverlapAdd(draw: Draw): ShapeCase {
  const batch = draw.shape(0, 2, { max: 3 });
  const [size, frames] = [draw.int(1, 9), draw.int(0, 9)];
  const inputs = [draw.view([...batch, size, frames])];
  return shapeCase("overlapAdd", inputs, [draw.target([...batch, draw.int(0, 60)])], { hopLength: draw.int(1, 10) });
}

export const SPECTRA: readonly Family[] = [
  { title: "fft, rfft and irfft", draw: drawFft, teams: true },
  { title: "spectrogram", draw: drawSpectrogram, teams: true },
  { title: "overlapAdd", draw: drawOverlapAdd },
];
