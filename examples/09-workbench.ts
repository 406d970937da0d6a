// Chapter 9 · The workbench: what runs here, how long a product and a spectrum take, and the same numbers twice
// sonograd course 9 [--device webgpu]
import { availableParallelism, cpus } from "node:os";
import { fft, manualSeed, matmul, rand, randn, type Tensor } from "@sonograd/core";
import { plot, subplots } from "@sonograd/io";
import { probeWebGPU } from "@sonograd/webgpu";
import { assertClose, assertEqual, assertThat, device, saveChapterFigure } from "./chapter.js";

// 1. What there is. TypeScript runs in Node by way of tsx, which drops the types and keeps the line numbers.
const { node, v8 } = process.versions;
const gpu = await probeWebGPU();
console.log(`Node ${node} (V8 ${v8}) on ${process.platform}, ${availableParallelism()} × ${cpus()[0]?.model ?? "CPU"}`);
console.log(`WebGPU: ${gpu.available ? gpu.adapter!.description || gpu.adapter!.vendor : gpu.reason}; here: ${device}`);
assertThat("Node 20.19 or newer", Number(node.split(".")[0]) * 100 + Number(node.split(".")[1]) >= 2019);

// 2. The fastest of several runs, as the first ones include compiling. A run ends when its values are read: on a GPU a call
// returns before its work is done.
async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 4; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

// 3. A matrix product by its definition: n³ multiplications. The library does as many, in an order that suits the machine.
function productByHand(a: ArrayLike<number>, b: ArrayLike<number>, n: number): Float64Array {
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) c[i * n + j] += a[i * n + k] * b[k * n + j];
  return c;
}

// 4. A spectrum by its definition: n² multiplications. The fast Fourier transform needs about n log₂ n. Here its real part.
function cosineSums(y: Float32Array): Float64Array {
  const n = y.length;
  const cosines = Float64Array.from({ length: n }, (_, i) => Math.cos((2 * Math.PI * i) / n));
  return Float64Array.from(y, (_, bin) => y.reduce((sum, value, t) => sum + value * cosines[(bin * t) % n], 0));
}

// 5. Both for several sizes: the same numbers, at what price?
type Ways = Promise<{ byHand: () => Float64Array; library: () => Tensor }>;
async function race(title: string, sizes: readonly number[], ways: (n: number) => Ways) {
  const [byHand, library] = ["by hand", "library"].map((label) => ({
    x: sizes,
    y: [] as number[],
    label,
    markers: true,
  }));
  for (const n of sizes) {
    const way = await ways(n);
    await assertClose(`${title} of ${n}`, way.library(), way.byHand(), 1e-3);
    byHand.y.push(await milliseconds(async () => way.byHand()));
    library.y.push(await milliseconds(() => way.library().data()));
    console.log(`${title} of ${n}: ${byHand.y.at(-1)!.toFixed(2)} ms by hand, ${library.y.at(-1)!.toFixed(2)} ms`);
  }
  const axes = { x: { scale: "log", label: "Size n" }, y: { scale: "log", label: "Time (ms)" } } as const;
  return { byHand: byHand.y, library: library.y, figure: await plot([byHand, library], { title, ...axes }) };
}
const product = await race("Matrix product", [32, 64, 128, 256], async (n) => {
  const [a, b] = [rand([n, n]), rand([n, n])];
  const [x, y] = [await a.data(), await b.data()];
  return { byHand: () => productByHand(x, y, n), library: () => matmul(a, b).flatten() };
});
const spectrum = await race("Spectrum", [128, 256, 512, 1024, 2048], async (n) => {
  const y = randn([n]);
  const samples = Float32Array.from(await y.data());
  return { byHand: () => cosineSums(samples), library: () => fft(y).real() };
});
assertThat("the fast transform is faster", spectrum.library[4] < spectrum.byHand[4]);
assertThat("16 times the samples, 256 times the work", spectrum.byHand[4] > 40 * spectrum.byHand[0]);
await saveChapterFigure(subplots([product.figure, spectrum.figure]));

// 6. The same seed gives the same numbers: a run can be repeated.
const draws = [0, 0, 1].map((seed) => (manualSeed(seed), randn([1000])));
const [first, again, other] = await Promise.all(draws.map(async (x) => Array.from(await x.data())));
assertEqual("seed 0 twice", first, again);
assertThat("seed 1 is another", first[0] !== other[0]);
