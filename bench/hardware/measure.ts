// The measurements on a GPU, one function each.
import { compile, conv2d, fromTypedArray, grad, matmul, noGrad, scope, stft, type Tensor } from "@sonograd/core";
import type { WebGpuBackend } from "@sonograd/webgpu";
import { clipsOf, LOG_MEL, makeLogMel } from "../gpu/log-mel.js";
import { makeModel, makeTrainStep, tensorsOf, type BatchSize } from "../gpu/network.js";
import { differsFromCpu } from "../gpu/same-training.js";
import { noise } from "../inputs.js";
import { secondsOf } from "./clock.js";
import type { HardwareSizes } from "./sizes.js";

/** One line of the table. */
export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Behind the value: of what, in how many. */
  readonly note?: string;
}

const random = (shape: readonly number[], seed: number): Tensor =>
  fromTypedArray(noise(shape, seed), shape, { device: "webgpu" });

// Node has no globals for WebGPU's flags.
const [COPY_SRC, COPY_DST] = [0x4, 0x8];

/** Bytes read and written per second by copies from one buffer to another. */
export async function copyBandwidth({ gpu }: WebGpuBackend, { copyBytes, clock }: HardwareSizes): Promise<number> {
  const [from, to] = [0, 1].map(() =>
    gpu.createBuffer({ label: "bench:copy", size: copyBytes, usage: COPY_SRC | COPY_DST }),
  );
  const seconds = await secondsOf(
    gpu,
    () => {
      const encoder = gpu.createCommandEncoder();
      encoder.copyBufferToBuffer(from, 0, to, 0, copyBytes);
      gpu.queue.submit([encoder.finish()]);
    },
    clock,
  );
  from.destroy();
  to.destroy();
  return (2 * copyBytes) / seconds;
}

/** Kernels of one call of `step`, once it is compiled. */
function dispatchesOf(backend: WebGpuBackend, step: () => void): number {
  step();
  const before = backend.statistics.dispatches;
  step();
  return backend.statistics.dispatches - before;
}

/** Power spectrogram and log-mel: bytes of the clips and the result over time, as a share of `bandwidth`. */
export async function audio(backend: WebGpuBackend, sizes: HardwareSizes, bandwidth: number): Promise<Measured[]> {
  const y = clipsOf(sizes.clips, 0, "webgpu");
  const { nFft, hopLength } = LOG_MEL;
  const works = {
    "power STFT": compile((y: Tensor) => noGrad(() => stft(y, { nFft, hopLength }).abs().square())),
    "fused log-mel": makeLogMel(null),
  };
  const lines: Measured[] = [];
  for (const [name, work] of Object.entries(works)) {
    const bytes = 4 * (y.numel + scope(() => work(y).numel));
    const step = (): void => scope(() => void work(y));
    const note = `in ${dispatchesOf(backend, step)} dispatches`;
    const seconds = await secondsOf(backend.gpu, step, sizes.clock);
    const clip = sizes.clips.samples / LOG_MEL.sampleRate;
    const what = `${sizes.clips.batch} × ${clip} s, nFft ${nFft}, hop ${hopLength}`;
    lines.push({ name: `${name}, ${what}`, value: seconds * 1e3, unit: "ms", note });
    lines.push({ name, value: (100 * bytes) / seconds / bandwidth, unit: "%", note: "of copy bandwidth" });
  }
  return lines;
}

/** Products of matrices and the three convolutions. */
export async function products({ gpu }: WebGpuBackend, { matmul: n, conv, clock }: HardwareSizes): Promise<Measured[]> {
  const { batch, channels, size } = conv;
  const image = [batch, channels, size, size];
  const [a, b] = [random([n, n], 1), random([n, n], 2)];
  const [x, w, g] = [random(image, 3), random([channels, channels, 3, 3], 4), random(image, 5)];
  const through = (wanted: "x" | "w") =>
    compile((x: Tensor, w: Tensor, g: Tensor) => {
      const leaf = (wanted === "x" ? x : w).detach().requiresGrad_();
      const y =
        wanted === "x" ? conv2d(leaf, w, undefined, { padding: 1 }) : conv2d(x, leaf, undefined, { padding: 1 });
      return grad(y, leaf, { gradOutputs: g })[0];
    });
  const product = compile((a: Tensor, b: Tensor) => matmul(a, b));
  const forward = compile((x: Tensor, w: Tensor) => conv2d(x, w, undefined, { padding: 1 }));
  const [inputGrad, weightGrad] = [through("x"), through("w")];
  const convFlops = 2 * 9 * channels ** 2 * batch * size ** 2;
  const works: readonly (readonly [name: string, flops: number, work: () => Tensor])[] = [
    [`matmul ${n} × ${n}`, 2 * n ** 3, () => product(a, b)],
    [`conv 3 × 3, ${image.join(" × ")}`, convFlops, () => forward(x, w)],
    ["its input gradient", convFlops, () => inputGrad(x, w, g)],
    ["its weight gradient", convFlops, () => weightGrad(x, w, g)],
  ];
  const lines: Measured[] = [];
  for (const [name, flops, work] of works) {
    const seconds = await secondsOf(gpu, () => scope(() => void work()), clock);
    lines.push({ name, value: flops / seconds / 1e12, unit: "TFLOP/s" });
  }
  return lines;
}

/** Time of one kernel of a plan with next to nothing to do, on the GPU and of JavaScript. */
export async function replayedDispatch(backend: WebGpuBackend, { chain, clock }: HardwareSizes): Promise<Measured[]> {
  const [a, x] = [random([8, 8], 6), random([8, 8], 7)];
  const run = compile((x: Tensor, a: Tensor) => {
    let y = x;
    for (let i = 0; i < chain; i++) y = matmul(y, a);
    return y;
  });
  const step = (): void => scope(() => void run(x, a));
  const dispatches = dispatchesOf(backend, step);
  const seconds = await secondsOf(backend.gpu, step, clock);
  const runs = 50;
  const start = performance.now();
  for (let i = 0; i < runs; i++) step();
  const host = (performance.now() - start) / 1000 / runs;
  await backend.gpu.queue.onSubmittedWorkDone();
  return [
    { name: `replayed dispatch, in a chain of ${dispatches}`, value: (seconds / dispatches) * 1e6, unit: "µs" },
    { name: "of that JavaScript and Dawn", value: (host / dispatches) * 1e6, unit: "µs" },
  ];
}

const CHECKED_STEPS = 4;

const nameOf = ({ batch, size }: BatchSize): string => `training step, ${batch} × 1 × ${size} × ${size}`;

/**
 * The standard network, compiled; steps follow each other as in training.
 *
 * @throws Error  the GPU trains otherwise than the CPU
 */
export async function training(backend: WebGpuBackend, { training: sizes, clock }: HardwareSizes): Promise<Measured[]> {
  const lines: Measured[] = [];
  for (const size of sizes) {
    const model = makeModel(size).to("webgpu");
    const train = compile(makeTrainStep(model), { name: "training step" });
    const step = (i: number): void => scope(() => void train(...tensorsOf(size, i, "webgpu")));
    for (let i = 0; i < CHECKED_STEPS; i++) step(i);
    const wrong = size === sizes[0] ? await differsFromCpu(model, size, CHECKED_STEPS) : [];
    if (wrong.length > 0) throw new Error(`hardware: the GPU trains otherwise than the CPU.\n${wrong.join("\n")}`);
    const [x, y] = tensorsOf(size, 0, "webgpu");
    const again = (): void => scope(() => void train(x, y));
    const note = `in ${dispatchesOf(backend, again)} dispatches`;
    const seconds = await secondsOf(backend.gpu, again, clock);
    lines.push({ name: nameOf(size), value: seconds * 1e3, unit: "ms", note });
  }
  return lines;
}
