// Float32 programs on blocks in the memory of the compiled loops: those have vectors of four numbers, and V8 does not look at each
// access whether the array is still there. What a block costs on its way in and out they save many times over.
import { FLOAT32_BLOCK } from "../../float32-blocks.js";
import { COMPILED_LOOPS, passMemory, type CompiledLoop, type PassMemory } from "../../wasm/passes.js";
import { whereLess, whereUpTo } from "./float32-choices.js";
import { ENDS, INVERSES, log, LOGARITHMS } from "./float32-log.js";
import { FLOAT32_LOOPS, normalize, type Float32Loop } from "./float32-ops.js";
import type { Float32Program, Float32Step } from "./float32-program.js";

/** A program whose places are these blocks. */
export interface CompiledRun {
  readonly blocks: readonly Float32Array[];
  readonly steps: readonly ((count: number) => void)[];
}

/** Programs with more places stay in JavaScript. */
const PLACES = 64;

interface Loops {
  readonly memory: PassMemory;
  readonly byLoop: ReadonlyMap<Float32Loop, CompiledLoop>;
  /** Address of the table of `log`. */
  readonly pieces: number;
}

let loaded: Loops | null | undefined;
const runs = new WeakMap<Float32Program, CompiledRun | null>();
// Shared by all programs: only one runs at a time.
const blocks: Float32Array[] = [];

/** The program on blocks of its own; null where nothing of it is compiled. */
export function compiledRunOf(program: Float32Program): CompiledRun | null {
  let run = runs.get(program);
  if (run === undefined) runs.set(program, (run = makeRun(program)));
  return run;
}

function makeRun({ steps, places }: Float32Program): CompiledRun | null {
  if (loaded === undefined) loaded = load();
  const loops = loaded;
  if (!loops || places > PLACES || !steps.some(({ loop }) => loop === log || loops.byLoop.has(loop))) return null;
  while (blocks.length < places) blocks.push(loops.memory.floats(FLOAT32_BLOCK));
  return { blocks: blocks.slice(0, places), steps: steps.map((step) => runnerOf(step, loops)) };
}

function runnerOf({ loop, ...places }: Float32Step, { memory, byLoop, pieces }: Loops): (count: number) => void {
  const [out, a, b, c, d] = [places.out, places.a, places.b, places.c, places.d].map((place) => blocks[place]);
  const [to, x, y, z, w] = [out, a, b, c, d].map((block) => block.byteOffset);
  const compiled = byLoop.get(loop);
  if (compiled) return (count) => compiled(count, to, x, y, z, w);
  if (loop !== log) return (count) => loop(count, out, a, b, c, d);
  const { passes } = memory;
  return (count) => {
    const done = passes.log(count, to, x, pieces);
    if (done < count) log(count - done, out.subarray(done), a.subarray(done), b, c, d);
  };
}

function load(): Loops | null {
  const memory = passMemory();
  if (!memory) return null;
  const own: Partial<Record<string, Float32Loop>> = { ...FLOAT32_LOOPS, whereLess, whereUpTo, normalize };
  const byLoop = new Map(COMPILED_LOOPS.map((name) => [own[name]!, memory.passes[name]]));
  const pieces = memory.doubles(4 * ENDS.length);
  ENDS.forEach((end, k) => pieces.set([end, INVERSES[k], LOGARITHMS[k]], 4 * k));
  return { memory, byLoop, pieces: pieces.byteOffset };
}
