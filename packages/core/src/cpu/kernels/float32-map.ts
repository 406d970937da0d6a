// Runs the float32 program of an expression chunk by chunk.
import { contiguousStrides, sizeOf, type Shape, type View } from "../../tensor/index.js";
import {
  FLOAT32_BLOCK,
  Float32Reader,
  Float32Writer,
  isPlainFloat32,
  periodOf,
  repeat,
  windowOf,
} from "../float32-blocks.js";
import { CpuStorage, dataOf } from "../storage.js";
import { compiledRunOf } from "./expr/compiled-loops.js";
import { compileFloat32, type Float32Program } from "./expr/float32-program.js";
import { axesOf, extentsAlong, split } from "./expr/hoist.js";

/** A program in two stages: parts that are broadcast, and the rest, which reads them as further inputs. */
interface Stages {
  readonly parts: readonly { readonly program: Float32Program; readonly axes: number }[];
  readonly main: Float32Program;
}

const stagesOf = new WeakMap<Float32Program, Map<string, Stages | null>>();
/** Ways to lie of a program's inputs that are remembered. */
const LAYOUTS = 16;
/** Elements from which on the way through the compiled loops' memory is worth its while. */
const COMPILED = 4096;
/** Elements from which on stages are worth their setting up. */
const STAGED = 4096;

/** Runs the program in place or in stages. Inputs and outputs have one shape. */
export function runFloat32Program(
  program: Float32Program,
  inputs: readonly View[],
  outputs: readonly View[],
  scalars: readonly number[],
): void {
  const { shape } = outputs[0];
  const stages = program.steps.length > 1 && sizeOf(shape) >= STAGED ? findStages(program, inputs, shape) : null;
  if (!stages) return runWhole(program, inputs, outputs, scalars);
  const results = stages.parts.map(({ program, axes }) => {
    const extents = extentsAlong(shape, axes);
    const size = sizeOf(extents);
    const storage = new CpuStorage("float32", size, new Float32Array(size));
    const view = { storage, dtype: "float32", offset: 0 } as const;
    const strides = contiguousStrides(extents);
    runWhole(program, inputs.map((input) => ({ ...input, shape: extents })), [{ ...view, shape: extents, strides }], scalars); // prettier-ignore
    return { ...view, shape, strides: strides.map((stride, axis) => ((axes >> axis) & 1 ? stride : 0)) };
  });
  runWhole(stages.main, [...inputs, ...results], outputs, scalars);
}

function findStages(program: Float32Program, inputs: readonly View[], shape: Shape): Stages | null {
  const axes = inputs.map(axesOf);
  let known = stagesOf.get(program);
  if (!known || known.size >= LAYOUTS) stagesOf.set(program, (known = new Map()));
  const key = `${axes.join()} ${shape.join()}`;
  let stages = known.get(key);
  if (stages === undefined) {
    const found = split(program.form, shape, axes);
    stages = found && {
      main: compileFloat32(found.main)!,
      parts: found.parts.map(({ form, axes }) => ({ program: compileFloat32(form)!, axes })),
    };
    known.set(key, stages);
  }
  return stages;
}

/** Gets the array of a place ready for `count` elements from the `position`-th on. */
type Feed = (position: number, count: number) => void;

// Shared by all programs: only one runs at a time.
const scratch: Float32Array[] = [];

function runWhole(
  program: Float32Program,
  inputs: readonly View[],
  outputs: readonly View[],
  scalars: readonly number[],
): void {
  const size = sizeOf(outputs[0].shape);
  const compiled = size >= COMPILED ? compiledRunOf(program) : null;
  while (scratch.length < program.places) scratch.push(new Float32Array(FLOAT32_BLOCK));
  const arrays = compiled ? [...compiled.blocks] : scratch.slice(0, program.places);
  const feeds: Feed[] = [];
  let chunk = Math.min(size, FLOAT32_BLOCK);
  const patterns: { readonly place: number; readonly period: number }[] = [];
  for (const { kind, index, dtype, place } of program.leaves) {
    if (kind === "scalar") {
      const value = dtype === "bool" ? +(scalars[index] !== 0) : scalars[index];
      arrays[place].fill(value, 0, chunk);
      continue;
    }
    const view = inputs[index];
    if (!compiled && isPlainFloat32(view)) {
      feeds.push((position, count) => {
        arrays[place] = windowOf(view, position, count);
      });
      continue;
    }
    const reader = new Float32Reader(view);
    const period = periodOf(view);
    if (period < size && period <= chunk) {
      reader.read(period, arrays[place]);
      patterns.push({ place, period });
    } else feeds.push((_, count) => reader.read(count, arrays[place]));
  }
  // Periods are products of trailing extents, so the longest is a multiple of all.
  const longest = patterns.reduce((most, { period }) => Math.max(most, period), 1);
  chunk -= chunk % longest;
  for (const { place, period } of patterns) repeat(arrays[place], period, chunk);

  const drains: ((count: number) => void)[] = [];
  outputs.forEach((out, k) => {
    const place = program.roots[k];
    const isInPlace = !compiled && program.ownPlace[k] && isPlainFloat32(out);
    if (isInPlace && (outputs.length === 1 || !inputs.some((view) => overlaps(view, out)))) {
      feeds.push((position, count) => {
        arrays[place] = windowOf(out, position, count);
      });
    } else {
      const writer = new Float32Writer(out);
      drains.push((count) => writer.write(count, arrays[place]));
    }
  });

  const { steps } = program;
  for (let position = 0; position < size; position += chunk) {
    const count = Math.min(chunk, size - position);
    for (const feed of feeds) feed(position, count);
    if (compiled) for (const step of compiled.steps) step(count);
    else
      for (const { loop, out, a, b, c, d } of steps)
        loop(count, arrays[out], arrays[a], arrays[b], arrays[c], arrays[d]);
    for (const drain of drains) drain(count);
  }
}

/** A result that overwrites an input is stored when all of its chunk has been computed. */
function overlaps(input: View, output: View): boolean {
  const [a, b] = [dataOf(input), dataOf(output)];
  return (
    a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength
  );
}
