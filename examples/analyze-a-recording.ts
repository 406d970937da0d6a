// Features of a recording, and their picture: node --import tsx examples/analyze-a-recording.ts FILE OUT.png
import { writeFile } from "node:fs/promises";
import {
  amplitudeEnvelope,
  amplitudeToDb,
  rms,
  spectralBandwidth,
  spectralCentroid,
  stft,
  zeroCrossingRate,
  type Tensor,
} from "@sonograd/core";
import { analysisFigure, load, renderPng } from "@sonograd/io";

const [file = "../shared/data/audio/test_audio.flac", out = "analysis.png"] = process.argv.slice(2);
const { samples, sampleRate } = await load(file); // [channels, n]
const y = samples.mean(0); // mono
const hopLength = 512;

const frames = (x: Tensor) => ({ values: x.dataSync() as Float32Array, hopLength });
const spectrum = amplitudeToDb(stft(y, { nFft: 2048, hopLength }).abs(), { ref: "max" }); // [1025, frames]
const figure = analysisFigure({
  samples: y.dataSync() as Float32Array,
  sampleRate,
  title: file.split("/").at(-1)!,
  envelope: frames(amplitudeEnvelope(y, { hopLength })),
  rms: frames(rms(y, { hopLength })),
  zeroCrossingRate: frames(zeroCrossingRate(y, { hopLength })),
  spectralCentroid: frames(spectralCentroid(y, { sampleRate, hopLength })),
  spectralBandwidth: frames(spectralBandwidth(y, { sampleRate, hopLength })),
  spectrogram: { values: spectrum.dataSync() as Float32Array, bins: spectrum.shape[0], hopLength, yScale: "mel" },
});
await writeFile(out, renderPng(figure, { width: 1000, height: 1000, pixelRatio: 1.5 }));
console.log(
  `${file}: ${sampleRate} Hz, ${(y.numel / sampleRate).toFixed(2)} s, RMS ${(await rms(y).mean().item()).toFixed(4)} → ${out}`,
);
