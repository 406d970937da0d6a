// The compiled passes, and the memory that their plans lie in. Where WebAssembly or its vectors are missing, or a page's
// policy forbids them, there is none, and everything runs in JavaScript: the same operations in the same order.
import { MODULES } from "./generated/passes.js";

/** The loops over blocks of float32, called as the operations that they are. */
export const COMPILED_LOOPS = [
  "add", "sub", "mul", "div", "maximum", "minimum", "eq", "ne", "lt", "le", "gt", "ge", "and", "or", "xor", "neg", "abs", "square",
  "sqrt", "reciprocal", "relu", "floor", "ceil", "not", "isnan", "cast", "where", "whereLess", "whereUpTo", "normalize",
] as const; // prettier-ignore

/** Addresses of blocks for the arguments that the loop has. */
export type CompiledLoop = (n: number, out: number, a: number, b: number, c: number, d: number) => void;

/** Addresses are in bytes. What each does stands in packages/core/assembly. */
export interface Passes extends Readonly<Record<(typeof COMPILED_LOOPS)[number], CompiledLoop>> {
  radix4(x: number, y: number, m: number, stride: number, twiddles: number): void;
  radix4Last(x: number, y: number, stride: number): void;
  radix2Last(x: number, y: number, stride: number): void;
  untangle(z: number, bins: number, roots: number, n: number): void;
  taper(samples: number, window: number, out: number, n: number): void;
  narrow(x: number, out: number, n: number): void;
  squares(z: number, out: number, n: number): void;
  magnitudes(z: number, out: number, n: number): void;
  log(n: number, out: number, a: number, pieces: number): number;
}

/** Room for every plan and block there can be: its pages are taken from the system when they are first used. */
const PAGES = 128;

export interface PassMemory {
  readonly passes: Passes;
  /** Views of fresh memory; never given back. */
  doubles(count: number): Float64Array<ArrayBuffer>;
  floats(count: number): Float32Array<ArrayBuffer>;
}

let loaded: PassMemory | null | undefined;

/** Compiled once; null where that is not possible. */
export function passMemory(): PassMemory | null {
  if (loaded === undefined) loaded = load();
  return loaded;
}

function load(): PassMemory | null {
  try {
    const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });
    const exports = MODULES.map((text) => {
      const module = new WebAssembly.Module(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
      return new WebAssembly.Instance(module, { env: { memory } }).exports;
    });
    const passes = Object.assign({}, ...exports) as Passes;
    let top = 0;
    const take = (bytes: number): number => {
      const at = top;
      top += Math.ceil(bytes / 16) * 16;
      if (top > memory.buffer.byteLength) throw new RangeError(`internal: the passes need ${top} bytes of memory`);
      return at;
    };
    return {
      passes,
      doubles: (count) => new Float64Array(memory.buffer, take(8 * count), count),
      floats: (count) => new Float32Array(memory.buffer, take(4 * count), count),
    };
  } catch {
    return null;
  }
}
