// Chapter 22 · Convolution layers: a small kernel slides over the input, in pictures and in sound
// sonograd course 22 [recording] [--device webgpu]
import { conv1d, conv2d, convolve, logMelspectrogram, slice, tensor, type Tensor } from "@sonograd/core";
import { imshow, specshow, subplots } from "@sonograd/io";
import { Conv2d } from "@sonograd/nn";
import { assertClose, assertEqual, device, recording, saveChapterFigure } from "./chapter.js";

// prettier-ignore
const input = [[1, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1]];
// prettier-ignore
const kernel = [[1, 2, 1], [0, 1, 0], [2, 1, 0]];

// By hand: the kernel lies on the input, numbers on each other are multiplied and added, then it moves on by the stride.
function slide(x: number[][], k: number[][], { stride = 1, padding = 0 } = {}): number[][] {
  const at = (row: number, column: number): number => x[row - padding]?.[column - padding] ?? 0;
  const size = Math.floor((x.length + 2 * padding - k.length) / stride) + 1;
  const out = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      k.forEach((weights, i) =>
        weights.forEach((weight, j) => (out[row][column] += weight * at(row * stride + i, column * stride + j))),
      );
  return out;
}
const planes = (matrix: number[][]): Tensor => tensor([[matrix]]); // [batch, channels, rows, columns]

// The three results that the chapter prints, by hand and by the library.
// prettier-ignore
const CASES: [{ stride?: number; padding?: number }, number[][]][] = [
  [{}, [[10, 12, 12], [18, 16, 16], [13, 9, 3]]],
  [{ stride: 2 }, [[10, 12], [13, 3]]],
  [{ padding: 1 }, [[1, 3, 4, 10, 8], [5, 10, 12, 12, 6], [7, 18, 16, 16, 8], [11, 13, 9, 3, 4], [14, 13, 9, 7, 4]]],
];
for (const [options, printed] of CASES) {
  const out = conv2d(planes(input), planes(kernel), null, options);
  console.log(JSON.stringify(options), JSON.stringify(await out.squeeze().array()));
  assertEqual(`by hand ${JSON.stringify(options)}`, slide(input, kernel, options), printed);
  await assertClose(`conv2d ${JSON.stringify(options)}`, out, printed, 0);
}

// A layer is this with weights to be learned, for every pair of input and output channels, and an offset per output.
const layer = new Conv2d(1, 1, 3).to(device);
layer.loadStateDict({ weight: planes(kernel), bias: tensor([0.5]) });
await assertClose("Conv2d with an offset", layer(planes(input)).sub(0.5), CASES[0][1], 1e-6);

// No time is reversed here: this is correlation. The convolution of signal processing turns the kernel round first;
// for an echo that is the difference between behind the sound and before it.
const [click, echo] = [[0, 0, 0, 1, 0, 0, 0], [1, 0, 0.5]]; // prettier-ignore
const layerEcho = conv1d(tensor([[click]]), tensor([[echo]]), null, { padding: 2 });
const turnedEcho = conv1d(tensor([[click]]), tensor([[echo]]).flip(-1), null, { padding: 2 });
await assertClose("the layer: half as loud before the click", layerEcho, [0, 0, 0, 0.5, 0, 1, 0, 0, 0], 0);
await assertClose("turned: half as loud behind the click", turnedEcho, [0, 0, 0, 1, 0, 0.5, 0, 0, 0], 0);
await assertClose("turned, it is convolve", turnedEcho.flatten(), convolve(tensor(click), tensor(echo)), 1e-6);

// On a spectrogram a kernel along time finds onsets, and one along frequency what stands out of its neighbourhood.
const { y, sampleRate } = await recording({ seconds: 1.2 });
const S = logMelspectrogram(y, { sampleRate, hopLength: 512, nMels: 32 }); // dB, [bands, frames]
const image = S.reshape([1, 1, ...S.shape]);
const onsets = conv2d(image, planes([[-1, -1, 0, 1, 1]]), null, { padding: [0, 2] }).squeeze();
const ridges = conv2d(image, planes([[-1], [-1], [4], [-1], [-1]]), null, { padding: [2, 0] }).squeeze();
const frames = (start: number, end?: number): Tensor => S.get("...", slice(start, end));
const rise = frames(3, -1).add(frames(4)).sub(frames(0, -4)).sub(frames(1, -3)); // each frame two before its end
await assertClose("onsets, by differences of frames", onsets.get("...", slice(2, -2)), rise, 1e-3);

const table = (M: Tensor | number[][], title: string) => imshow(M, { title, values: true, colorBar: false });
const tables = [
  table(input, "Input"),
  table(kernel, "Kernel"),
  table(CASES[0][1], "Output"),
  table(CASES[2][1], "Padding 1"),
];
await saveChapterFigure(subplots(tables, { columns: 4 }));
const axes = { sampleRate, hopLength: 512, yAxis: "mel" } as const;
const sound = [
  specshow(S, { ...axes, title: "Log-mel spectrogram", topDb: 60 }),
  specshow(onsets.relu(), { ...axes, title: "Along time: onsets", range: [0, 60] }),
  specshow(ridges.relu(), { ...axes, title: "Along frequency: ridges", range: [0, 60] }),
];
await saveChapterFigure(subplots(sound, { columns: 3 }), "-sound");
