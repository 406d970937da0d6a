// Chapter 23 · Pooling layers: fewer numbers, and how far a feature may move without being lost
// sonograd course 23 [recording] [--device webgpu]
import { avgPool2d, logMelspectrogram, maxPool1d, maxPool2d, tensor, type Tensor } from "@sonograd/core";
import { specshow, subplots } from "@sonograd/io";
import { AvgPool2d, MaxPool2d } from "@sonograd/nn";
import { assertClose, assertEqual, assertThat, recording, saveChapterFigure } from "./chapter.js";

// prettier-ignore
const input = [[1, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1]];

// By hand: windows that lie side by side; one that reaches beyond the edge counts with `ceil`, else it is left out.
function pool(x: number[][], size: number, of: (window: number[]) => number, { ceil = false } = {}): number[][] {
  const count = (length: number): number => (ceil ? Math.ceil(length / size) : Math.floor(length / size));
  const part = <T>(items: T[], i: number): T[] => items.slice(i * size, (i + 1) * size);
  const window = (i: number, j: number): number[] => part(x, i).flatMap((row) => part(row, j));
  const columns = Array.from({ length: count(x[0].length) }, (_, j) => j);
  return Array.from({ length: count(x.length) }, (_, i) => columns.map((j) => of(window(i, j))));
}
const max = (window: number[]): number => Math.max(...window);
const mean = (window: number[]): number => window.reduce((sum, value) => sum + value) / window.length;

// The two results that the chapter prints: MaxPool2d(3) with and without the windows at the edge.
const x = tensor([[input]]); // [batch, channels, rows, columns]
for (const [ceilMode, printed] of [
  [
    true,
    [
      [2, 3],
      [5, 1],
    ],
  ],
  [false, [[2]]],
] as const) {
  // prettier-ignore
  const layer = new MaxPool2d(3, { ceilMode });
  console.log(`ceilMode ${ceilMode}: ${JSON.stringify(await layer(x).squeeze([0, 1]).array())}`);
  assertEqual(`by hand, ceilMode ${ceilMode}`, pool(input, 3, max, { ceil: ceilMode }), printed);
  await assertClose(`MaxPool2d, ceilMode ${ceilMode}`, layer(x), printed, 0);
}
await assertClose("AvgPool2d", new AvgPool2d(2)(x), pool(input, 2, mean), 1e-6);
assertEqual("parameters of a pooling layer", new MaxPool2d(3).numParameters(), 0);

// As taught, pooling leaves features unchanged. It does so approximately: a click that moves by one sample within
// its window of 4 is pooled to the same, one that crosses into the next window is not.
const clicks = Array.from({ length: 16 }, (_, at) => Array.from({ length: 16 }, (_, i) => Number(i === at)));
const pooled = (await maxPool1d(tensor(clicks).unsqueeze(1), 4).squeeze(1).array()) as number[][];
const same = pooled.slice(1).filter((row, i) => JSON.stringify(row) === JSON.stringify(pooled[i])).length;
console.log(`a click moved by one sample: ${same} of 15 times the pooled signal stays the same`);
assertEqual("moves that pooling does not notice", same, 12);
// Moved by the stride, a feature is not unchanged at all: its place moves by one.
assertEqual("a move by 4", pooled[9], [0, ...pooled[5].slice(0, 3)]);

// A spectrogram, 4 bands by 4 frames at a time: a sixteenth of the numbers.
const { y, sampleRate } = await recording({ seconds: 1 });
const S = logMelspectrogram(y, { sampleRate, hopLength: 256, nMels: 64 }); // dB, [bands, frames]
const image = S.reshape([1, 1, ...S.shape]);
const [loudest, average] = [maxPool2d(image, 4).squeeze([0, 1]), avgPool2d(image, 4).squeeze([0, 1])];
const rows = (await S.array()) as number[][];
console.log(`[${S.shape.join(", ")}] -> [${loudest.shape.join(", ")}]`);
assertEqual("shape", loudest.shape, [16, Math.floor(S.shape[1] / 4)]);
await assertClose("maximum of the spectrogram", loudest, pool(rows, 4, max), 0);
await assertClose("mean of the spectrogram", average, pool(rows, 4, mean), 1e-3);
assertThat("the maximum is nowhere below the mean", (await loudest.sub(average).min().item()) >= -1e-3);

// The maximum keeps what is short and loud, the mean blurs it into what lies around.
const show = (values: Tensor, title: string, step: number) =>
  specshow(values, { sampleRate, hopLength: 256 * step, yAxis: "mel", title, range: [-40, 20] });
const panels = [show(S, "64 bands", 1), show(loudest, "Maximum of 4 × 4", 4), show(average, "Mean of 4 × 4", 4)];
await saveChapterFigure(subplots(panels, { columns: 3 }));
