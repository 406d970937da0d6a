// Where a transform reads from and writes to. The passes in between know only `load` and `store`.
import type { View } from "@sonograd/core";
import type { KernelBuilder } from "../kernel.js";

/** WGSL for element `k` of line `line` (batch coordinates, comma-separated), a vec2. */
export interface Source {
  declare(builder: KernelBuilder): void;
  load(line: string, k: string): string;
}

/** WGSL statement that keeps `value`, a vec2, as element `k`. */
export interface Sink {
  declare(builder: KernelBuilder): void;
  store(line: string, k: string, value: string): string;
}

export const complexSource = (view: View): Source => ({
  declare: (builder) => void builder.read("x", view),
  load: (line, k) => `x_get(${line}, ${k})`,
});

export const realSource = (view: View): Source => ({
  declare: (builder) => void builder.read("x", view),
  load: (line, k) => `vec2<f32>(x_get(${line}, ${k}), 0.0)`,
});

/** Bins 0…n/2 of a real signal's spectrum stand for all n; imaginary parts of bins 0 and n/2 are ignored. */
export const hermitianSource = (view: View, n: number): Source => ({
  declare: (builder) => {
    const rank = view.shape.length - 1;
    const params = Array.from({ length: rank }, (_, axis) => `b${axis}: u32`).join(", ");
    const line = Array.from({ length: rank }, (_, axis) => `b${axis}`).join(", ");
    builder.u32("whole", n).read("x", view).include(`fn hermitian(${params}, k: u32) -> vec2<f32> {
  let mirrored = k > p.whole / 2u;
  let v = x_get(${line}, select(k, p.whole - k, mirrored));
  let is_real = k == 0u || 2u * k == p.whole;
  return vec2<f32>(v.x, select(select(v.y, -v.y, mirrored), 0.0, is_real));
}`);
  },
  load: (line, k) => `hermitian(${line}, ${k})`,
});

export const complexSink = (view: View): Sink => ({
  declare: (builder) => void builder.write("out", view),
  store: (line, k, value) => `out_set(${line}, ${k}, ${value});`,
});

/** The first `view.shape.at(-1)` elements. */
export const cutSink = (view: View): Sink => ({
  declare: (builder) => void builder.write("out", view).u32("kept", view.shape.at(-1)!),
  store: (line, k, value) => `if (${k} < p.kept) { out_set(${line}, ${k}, ${value}); }`,
});

export const realSink = (view: View): Sink => ({
  declare: (builder) => void builder.write("out", view),
  store: (line, k, value) => `out_set(${line}, ${k}, (${value}).x);`,
});
