// What a kernel is, and the builder that keeps its WGSL declarations, bindings and uniform numbers in step.
import type { DType, View } from "@sonograd/core";
import type { GpuStorage } from "../storage.js";
import { storeExpr, loadExpr, storageType, valueType } from "./wgsl-types.js";

export interface Binding {
  readonly storage: GpuStorage;
  readonly access: "read" | "read_write";
}

/** One dispatch. */
export interface Kernel {
  readonly label: string;
  readonly code: string;
  /** Storage buffers at binding 1, 2, …; binding 0 holds `params`. */
  readonly bindings: readonly Binding[];
  readonly params: Uint32Array;
  /** Workgroups per dimension. */
  readonly grid: readonly [number, number, number];
}

/** What a lowering may ask for besides dispatches. */
export interface LowerContext {
  /** Kernels may use workgroup memory and barriers: true on hardware, where they are cheap. */
  readonly barriers: boolean;
  emit(kernel: Kernel): void;
  /** A contiguous tensor that lives until the call has run. Not zeroed. */
  temporary(dtype: DType, shape: readonly number[]): View;
  /** A constant array, uploaded once per key. */
  table(key: string, build: () => Float32Array): View;
}

/** Invocations of a workgroup of the one-thread-per-item kernels. */
export const WORKGROUP_SIZE = 64;
const MAX_GROUPS = 65535;
const FOLD = 32768;

/** Workgroups for `count` of them, folded into two dimensions where one has no room. */
export function foldGrid(count: number): [number, number, number] {
  return count <= MAX_GROUPS ? [Math.max(count, 1), 1, 1] : [FOLD, Math.ceil(count / FOLD), 1];
}

const floatBits = new Float32Array(1);
const floatWord = new Uint32Array(floatBits.buffer);

/**
 * Collects a kernel's views and numbers. A view `x` gives the body `x_get(c0, c1, …)` and its index `x_at(c0, c1, …)`, a written
 * one also `y_set(c0, c1, …, value)`, with one coordinate per axis; a number `n` is read as `p.n`, a stride as `p.x_s0`.
 */
export class KernelBuilder {
  private readonly fields: string[] = [];
  private readonly words: number[] = [];
  private readonly declarations: string[] = [];
  private readonly functions: string[] = [];
  private readonly bindings: Binding[] = [];

  constructor(private readonly label: string) {}

  u32(name: string, value: number): this {
    return this.field(`${name}: u32`, value >>> 0);
  }

  i32(name: string, value: number): this {
    return this.field(`${name}: i32`, value >>> 0);
  }

  f32(name: string, value: number): this {
    floatBits[0] = value;
    return this.field(`${name}: f32`, floatWord[0]);
  }

  /** Numbers `${prefix}0`, `${prefix}1`, … */
  extents(prefix: string, shape: readonly number[]): this {
    shape.forEach((extent, axis) => this.u32(`${prefix}${axis}`, extent));
    return this;
  }

  read(name: string, view: View): this {
    this.bind(name, view, "read");
    this.accessors(name, view, false);
    return this;
  }

  write(name: string, view: View): this {
    this.bind(name, view, "read_write");
    this.accessors(name, view, true);
    return this;
  }

  /** Module-scope WGSL: functions the body calls. */
  include(code: string): this {
    this.functions.push(code);
    return this;
  }

  /** A kernel whose `body` runs once for each `i` below `threads`. */
  build(threads: number, body: string): Kernel {
    this.u32("threads", threads);
    return this.assemble(
      foldGrid(Math.ceil(threads / WORKGROUP_SIZE)),
      `@compute @workgroup_size(${WORKGROUP_SIZE})
fn main(@builtin(workgroup_id) wg_id: vec3<u32>, @builtin(num_workgroups) wg_count: vec3<u32>, @builtin(local_invocation_index) wg_lane: u32) {
  let i = (wg_id.y * wg_count.x + wg_id.x) * ${WORKGROUP_SIZE}u + wg_lane;
  if (i >= p.threads) { return; }
${body}
}`,
    );
  }

  /** A kernel with an entry point of its own. */
  assemble(grid: [number, number, number], main: string): Kernel {
    const code = [
      `struct Params {\n${this.fields.map((f) => `  ${f},`).join("\n")}\n}`,
      "@group(0) @binding(0) var<uniform> p: Params;",
      ...this.declarations,
      ...this.functions,
      main,
    ].join("\n");
    return { label: this.label, code, bindings: this.bindings, params: Uint32Array.from(this.words), grid };
  }

  private field(declaration: string, word: number): this {
    this.fields.push(declaration);
    this.words.push(word);
    return this;
  }

  private bind(name: string, view: View, access: Binding["access"]): void {
    const at = this.bindings.length + 1;
    this.bindings.push({ storage: view.storage as GpuStorage, access });
    this.declarations.push(
      `@group(0) @binding(${at}) var<storage, ${access}> ${name}: array<${storageType(view.dtype)}>;`,
    );
  }

  // Index arithmetic wraps modulo 2^32, so negative strides work as unsigned numbers.
  private accessors(name: string, view: View, writable: boolean): void {
    this.u32(`${name}_offset`, view.offset);
    view.strides.forEach((stride, axis) => this.u32(`${name}_s${axis}`, stride));
    const args = view.shape.map((_, axis) => `c${axis}: u32`).join(", ");
    const names = view.shape.map((_, axis) => `c${axis}`).join(", ");
    const sum = [`p.${name}_offset`, ...view.shape.map((_, axis) => `c${axis} * p.${name}_s${axis}`)].join(" + ");
    const type = valueType(view.dtype);
    this.functions.push(
      `fn ${name}_at(${args}) -> u32 { return ${sum}; }`,
      `fn ${name}_get(${args}) -> ${type} { return ${loadExpr(view.dtype, `${name}[${name}_at(${names})]`)}; }`,
    );
    if (!writable) return;
    const value = `${args ? `${args}, ` : ""}value: ${type}`;
    this.functions.push(
      `fn ${name}_set(${value}) { ${name}[${name}_at(${names})] = ${storeExpr(view.dtype, "value")}; }`,
    );
  }
}

/** WGSL that splits `index` into coordinates `${prefix}0`, `${prefix}1`, … of a shape whose extents are `p.${extent}0`, …. */
export function unravel(index: string, rank: number, prefix: string, extent: string): string {
  if (rank === 0) return "";
  const lines = [`  var ${prefix}_rest = ${index};`];
  for (let axis = rank - 1; axis > 0; axis--) {
    lines.push(`  let ${prefix}${axis} = ${prefix}_rest % p.${extent}${axis};`);
    lines.push(`  ${prefix}_rest = ${prefix}_rest / p.${extent}${axis};`);
  }
  lines.push(`  let ${prefix}0 = ${prefix}_rest;`);
  return lines.join("\n");
}

/** `c0, c1, …` for calls of the accessors. */
export const coordinates = (prefix: string, rank: number): string =>
  Array.from({ length: rank }, (_, axis) => `${prefix}${axis}`).join(", ");
