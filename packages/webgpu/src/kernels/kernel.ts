// What a kernel is, and the builder that keeps its WGSL declarations, bindings and uniform numbers in step.
import type { DType, View } from "@sonograd/core";
import { GpuStorage } from "../storage.js";
import { computedRead, sinkWrite } from "./fused-access.js";
import { SinkStorage, VirtualStorage } from "./virtual.js";
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
  /** The numbers among `params` that may change between replays. */
  readonly live: readonly LiveWord[];
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

/** Whether a view is memory: an input of a fused kernel may be an expression that is computed where it is read. */
export const isStored = (view: View): boolean => view.storage instanceof GpuStorage;

/** Invocations of a workgroup of the one-thread-per-item kernels. */
export const WORKGROUP_SIZE = 64;
/** Storage buffers that every device binds. */
const PORTABLE_BINDINGS = 8;
const MAX_GROUPS = 65535;
const FOLD = 32768;

/** Workgroups for `count` of them, folded into two dimensions where one has no room. */
export function foldGrid(count: number): [number, number, number] {
  return count <= MAX_GROUPS ? [Math.max(count, 1), 1, 1] : [FOLD, Math.ceil(count / FOLD), 1];
}

const floatBits = new Float32Array(1);
const floatWord = new Uint32Array(floatBits.buffer);

/** A number of a kernel; one that may change between replays is given as a function. */
export type KernelNumber = number | (() => number);

/** A number that a replay asks for again, and its place among the parameters. */
export interface LiveWord {
  readonly word: number;
  readonly read: () => number;
}

const wholeWord = (value: number): number => value >>> 0;
function floatBitsOf(value: number): number {
  floatBits[0] = value;
  return floatWord[0];
}

/**
 * Collects a kernel's views and numbers. A view `x` gives the body `x_get(c0, c1, …)` and its index `x_at(c0, c1, …)`, a written
 * one also `y_set(c0, c1, …, value)`, with one coordinate per axis; a number `n` is read as `p.n`, a stride as `p.x_s0`.
 *
 * A view on a `VirtualStorage` is computed by `x_get`, one on a `SinkStorage` goes on to its epilogue in `y_set`.
 */
export class KernelBuilder {
  private readonly fields: string[] = [];
  private readonly words: number[] = [];
  private readonly live: LiveWord[] = [];
  private readonly functions = new Set<string>();
  private readonly bindings: NamedBinding[] = [];

  constructor(private readonly label: string) {}

  u32(name: string, value: KernelNumber): this {
    return this.field(name, "u32", value, wholeWord);
  }

  i32(name: string, value: KernelNumber): this {
    return this.field(name, "i32", value, wholeWord);
  }

  f32(name: string, value: KernelNumber): this {
    return this.field(name, "f32", value, floatBitsOf);
  }

  /** Numbers `${prefix}0`, `${prefix}1`, … */
  extents(prefix: string, shape: readonly number[]): this {
    shape.forEach((extent, axis) => this.u32(`${prefix}${axis}`, extent));
    return this;
  }

  read(name: string, view: View): this {
    if (view.storage instanceof VirtualStorage) computedRead(this, name, view, view.storage);
    else {
      this.bind(name, view, "read");
      this.index(name, view);
      this.getter(name, view);
    }
    return this;
  }

  write(name: string, view: View): this {
    if (view.storage instanceof SinkStorage) {
      sinkWrite(this, name, view, view.storage);
      return this;
    }
    this.bind(name, view, "read_write");
    this.index(name, view);
    this.getter(name, view);
    const args = argumentsOf(view);
    const value = `${args ? `${args}, ` : ""}value: ${valueType(view.dtype)}`;
    return this.include(
      `fn ${name}_set(${value}) { ${name}[${name}_at(${namesOf(view)})] = ${storeExpr(view.dtype, "value")}; }`,
    );
  }

  /** Module-scope WGSL: functions the body calls, each declaration from the start of a line. The same one twice counts once. */
  include(code: string): this {
    for (const declaration of code.split(/\n(?=(?:fn|const|struct|var|alias)\b)/))
      this.functions.add(declaration.trim());
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

  /**
   * A kernel whose `body` is run by a workgroup of `lanes` for each `i` below `teams`; the body knows its `lane`. `declarations`
   * is for workgroup memory.
   */
  team(teams: number, lanes: number, declarations: string, body: string): Kernel {
    this.u32("teams", teams);
    return this.assemble(
      foldGrid(teams),
      `${declarations}
@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) wg_id: vec3<u32>, @builtin(num_workgroups) wg_count: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let i = wg_id.y * wg_count.x + wg_id.x;
  if (i >= p.teams) { return; }
${body}
}`,
    );
  }

  /** A kernel with an entry point of its own. */
  assemble(grid: [number, number, number], main: string): Kernel {
    const { bindings, renamed } = this.merged();
    const declarations = bindings.map(
      ({ name, access, type }, k) => `@group(0) @binding(${k + 1}) var<storage, ${access}> ${name}: array<${type}>;`,
    );
    let code = [
      `struct Params {\n${this.fields.map((f) => `  ${f},`).join("\n")}\n}`,
      "@group(0) @binding(0) var<uniform> p: Params;",
      ...declarations,
      ...this.functions,
      main,
    ].join("\n");
    for (const [name, bound] of renamed) code = code.replaceAll(new RegExp(`\\b${name}\\[`, "g"), `${bound}[`);
    return { label: this.label, code, bindings, params: Uint32Array.from(this.words), live: this.live, grid };
  }

  /** The index function alone. */
  index(name: string, view: View): this {
    const base = view.storage instanceof GpuStorage ? view.storage.base : 0;
    this.u32(`${name}_offset`, view.offset + base);
    // Index arithmetic wraps modulo 2^32, so negative strides work as unsigned numbers. That an axis is broadcast or the
    // innermost is part of the code: it depends on how a tensor lies, not on how large it is.
    view.strides.forEach((stride, axis) => this.u32(`${name}_s${axis}`, stride));
    const terms = view.strides.map((stride, axis) =>
      stride === 0 ? null : stride === 1 ? `c${axis}` : `c${axis} * p.${name}_s${axis}`,
    );
    const sum = [`p.${name}_offset`, ...terms.filter((term) => term !== null)].join(" + ");
    return this.include(`fn ${name}_at(${argumentsOf(view)}) -> u32 { return ${sum}; }`);
  }

  private getter(name: string, view: View): void {
    const element = `${name}[${name}_at(${namesOf(view)})]`;
    this.include(
      `fn ${name}_get(${argumentsOf(view)}) -> ${valueType(view.dtype)} { return ${loadExpr(view.dtype, element)}; }`,
    );
  }

  private field(name: string, type: string, value: KernelNumber, bits: (value: number) => number): this {
    this.fields.push(`${name}: ${type}`);
    if (typeof value === "function") this.live.push({ word: this.words.length, read: () => bits(value()) });
    this.words.push(bits(typeof value === "function" ? value() : value));
    return this;
  }

  private bind(name: string, view: View, access: Binding["access"]): void {
    this.bindings.push({ name, storage: view.storage as GpuStorage, access, type: storageType(view.dtype) });
  }

  // A buffer that is written has one binding for all its names: two would be refused. Where bindings are short, any has.
  private merged(): { bindings: readonly NamedBinding[]; renamed: ReadonlyMap<string, string> } {
    const bindings: NamedBinding[] = [];
    const renamed = new Map<string, string>();
    const same = (a: NamedBinding, b: NamedBinding): boolean => a.storage.slot === b.storage.slot && a.type === b.type;
    const isShort = this.bindings.length > PORTABLE_BINDINGS;
    for (const binding of this.bindings) {
      const all = this.bindings.filter((other) => same(binding, other));
      const isWritten = all.some(({ access }) => access === "read_write");
      if (!isWritten && !isShort) bindings.push(binding);
      else if (all[0] === binding) bindings.push({ ...binding, access: isWritten ? "read_write" : "read" });
      else renamed.set(binding.name, all[0].name);
    }
    return { bindings, renamed };
  }
}

interface NamedBinding extends Binding {
  readonly name: string;
  readonly type: string;
}

/** `c0: u32, c1: u32, …` of a view's axes. */
export const argumentsOf = (view: View): string => view.shape.map((_, axis) => `c${axis}: u32`).join(", ");
/** `c0, c1, …` of a view's axes. */
export const namesOf = (view: View): string => coordinates("c", view.shape.length);

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
