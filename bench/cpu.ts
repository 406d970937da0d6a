// CPU kernels beside plain loops and fft.js, in turn in one run: `pnpm bench`. A ratio above 1 means ours is faster.
import { conv2d, fromTypedArray, matmul, randn, rfft } from "@sonograd/core";
import FFT from "fft.js";

/** Median milliseconds of each candidate, the candidates taking turns. */
function race(candidates: Readonly<Record<string, () => void>>, rounds = 15): Record<string, number> {
  const times: Record<string, number[]> = {};
  for (let round = -3; round < rounds; round++)
    for (const [name, run] of Object.entries(candidates)) {
      const start = performance.now();
      run();
      if (round >= 0) (times[name] ??= []).push(performance.now() - start);
    }
  return Object.fromEntries(
    Object.entries(times).map(([name, list]) => [name, list.sort((a, b) => a - b)[list.length >> 1]]),
  );
}

function report(title: string, ours: number, other: number, note: string): void {
  console.log(`${title}: ${ours.toFixed(2)} ms, ${note} ${other.toFixed(2)} ms, ratio ${(other / ours).toFixed(2)}`);
}

function fftBench(n: number, rows: number): void {
  const x = randn([rows, n]);
  const samples = x.dataSync();
  const plan = new FFT(n);
  const out = plan.createComplexArray();
  const times = race({
    ours: () => rfft(x),
    other: () => {
      for (let i = 0; i < rows; i++) plan.realTransform(out, samples.subarray(i * n, (i + 1) * n));
    },
  });
  report(`rfft of ${rows} × ${n}`, times["ours"], times["other"], "fft.js");
}

function matmulBench(n: number): void {
  const [a, b] = [randn([n, n]), randn([n, n])];
  const [p, q] = [a.dataSync(), b.dataSync()];
  const naive = (): void => {
    const y = new Float32Array(n * n);
    for (let i = 0; i < n; i++)
      for (let k = 0; k < n; k++) {
        const v = p[i * n + k];
        for (let j = 0; j < n; j++) y[i * n + j] += v * q[k * n + j];
      }
    fromTypedArray(y, [n, n]);
  };
  const times = race({ ours: () => matmul(a, b), other: naive });
  report(
    `matmul of ${n}³ (${((2 * n ** 3) / times["ours"] / 1e6).toFixed(2)} GFLOP/s)`,
    times["ours"],
    times["other"],
    "plain loops",
  );
}

function convBench(): void {
  const [x, w] = [randn([8, 16, 32, 32]), randn([32, 16, 3, 3])];
  const times = race({ ours: () => conv2d(x, w, null, { padding: 1 }) });
  const flops = 2 * 8 * 32 * 32 * 32 * 16 * 9;
  console.log(
    `conv2d [8, 16, 32, 32] → 32 channels: ${times["ours"].toFixed(2)} ms, ${(flops / times["ours"] / 1e6).toFixed(2)} GFLOP/s`,
  );
}

for (const n of [512, 1024, 2048]) fftBench(n, 64);
matmulBench(256);
convBench();
