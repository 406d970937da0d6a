// Where a transform reads from and writes to. The stages in between know only `load` and `store`.
import type { View } from "@sonograd/core";
import type { KernelBuilder } from "../kernel.js";

/** WGSL for element `k` of the line with these batch coordinates: a vec2, or an f32 of a real source. */
export interface Source {
  declare(builder: KernelBuilder): void;
  load(line: readonly string[], k: string): string;
}

/** WGSL statement that keeps `value`, a vec2, as element `k`. */
export interface Sink {
  declare(builder: KernelBuilder): void;
  store(line: readonly string[], k: string, value: string): string;
}

const args = (line: readonly string[], ...rest: string[]): string => [...line, ...rest].join(", ");
/** Parameters of a function that is called with `line`. */
const parameters = (view: View): string[] => view.shape.slice(0, -1).map((_, axis) => `b${axis}`);
export const declared = (names: readonly string[]): string => names.map((name) => `${name}: u32, `).join("");

/** The elements of a view as they are: complex, or real as a real source. */
export const viewSource = (view: View): Source => ({
  declare: (builder) => void builder.read("x", view),
  load: (line, k) => `x_get(${args(line, k)})`,
});

/** A real source as a complex one. */
export const complexOf = ({ declare, load }: Source): Source => ({
  declare,
  load: (line, k) => `vec2<f32>(${load(line, k)}, 0.0)`,
});

/** A real source of even length as a complex one of half the length. */
export const paired = ({ declare, load }: Source): Source => ({
  declare,
  load: (line, k) => `vec2<f32>(${load(line, `2u * (${k})`)}, ${load(line, `2u * (${k}) + 1u`)})`,
});

/** Bins 0…n/2 of a real signal's spectrum stand for all n; imaginary parts of bins 0 and n/2 are ignored. */
export const hermitianSource = (view: View, n: number): Source => ({
  declare: (builder) => {
    const line = parameters(view);
    builder.u32("whole", n).read("x", view).include(`fn hermitian(${declared(line)}k: u32) -> vec2<f32> {
  let mirrored = k > p.whole / 2u;
  let v = x_get(${args(line, "select(k, p.whole - k, mirrored)")});
  let is_real = k == 0u || 2u * k == p.whole;
  return vec2<f32>(v.x, select(select(v.y, -v.y, mirrored), 0.0, is_real));
}`);
  },
  load: (line, k) => `hermitian(${args(line, k)})`,
});

/**
 * The same for even n as a spectrum of half the length, whose inverse has the even samples for real parts and the odd ones
 * for imaginary parts: (X_k + X*_(m−k)) + i·exp(2πik/n)·(X_k − X*_(m−k)) with m = n / 2. The kernel's table holds n roots.
 */
export const halvedHermitianSource = (view: View, n: number): Source => ({
  declare: (builder) => {
    const line = parameters(view);
    builder.u32("half", n / 2).read("x", view);
    builder.include(`fn halved(${declared(line)}k: u32) -> vec2<f32> {
  let v = x_get(${args(line, "k")});
  let w = x_get(${args(line, "p.half - k")});
  if (k == 0u) { return vec2<f32>(v.x + w.x, v.x - w.x); }
  let d = vec2<f32>(v.x - w.x, v.y + w.y);
  let o = times_c(d, conj_c(table_get(k)));
  return vec2<f32>(v.x + w.x - o.y, v.y - w.y + o.x);
}`);
  },
  load: (line, k) => `halved(${args(line, k)})`,
});

export const complexSink = (view: View): Sink => ({
  declare: (builder) => void builder.write("out", view),
  store: (line, k, value) => `out_set(${args(line, k, value)});`,
});

export const realSink = (view: View): Sink => ({
  declare: (builder) => void builder.write("out", view),
  store: (line, k, value) => `out_set(${args(line, k, `(${value}).x`)});`,
});

/** Real and imaginary part as neighbouring real elements. */
export const pairedSink = (view: View): Sink => ({
  declare: (builder) => void builder.write("out", view),
  store: (line, k, value) =>
    `{ let both = ${value}; out_set(${args(line, `2u * (${k})`, "both.x")}); out_set(${args(line, `2u * (${k}) + 1u`, "both.y")}); }`,
});
