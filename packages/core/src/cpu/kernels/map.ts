// map and fusedMap: evaluate expressions block by block, one loop per node.
import type { Expr, PrimitiveCall } from "../../backend/index.js";
import { sizeOf, type View } from "../../tensor/index.js";
import { BLOCK, BlockReader, BlockWriter, castBlock, type Block } from "../blocks.js";
import { float32ProgramOf } from "./expr/float32-program.js";
import { programOf } from "./expr/program.js";
import { runSingleOp } from "./expr/single-op.js";
import { runFloat32Program } from "./float32-map.js";

export function map({ inputs, outputs: [out], attrs: { expr, scalars } }: PrimitiveCall<"map">): void {
  if (!runSingleOp(expr, inputs, out, scalars)) evaluate(expr, inputs, [out], scalars);
}

/** All blocks are read before any is written, so an output may be an input of the same layout. */
export function fusedMap({ inputs, outputs, attrs: { exprs, scalars } }: PrimitiveCall<"fusedMap">): void {
  evaluate(exprs, inputs, outputs, scalars);
}

type Evaluate = (
  source: Expr | readonly Expr[],
  inputs: readonly View[],
  outputs: readonly View[],
  scalars: readonly number[],
) => void;

const evaluate: Evaluate = (source, inputs, outputs, scalars) => {
  const program = float32ProgramOf(source);
  if (program) runFloat32Program(program, inputs, outputs, scalars);
  else evaluateInBlocks(source, inputs, outputs, scalars);
};

/** Has every dtype. */
export const evaluateInBlocks: Evaluate = (source, inputs, outputs, scalars) => {
  const { leaves, steps, roots } = programOf(source);
  const readers: { reader: BlockReader; block: Block }[] = [];
  for (const { kind, index, dtype, block } of leaves) {
    if (kind === "scalar") {
      block.re.fill(scalars[index]);
      castBlock(block, BLOCK, "float64", dtype);
      continue;
    }
    const reader = new BlockReader(inputs[index]);
    if (reader.isConstant) reader.readConstant(block);
    else readers.push({ reader, block });
  }
  const writers = outputs.map((out) => new BlockWriter(out));
  for (let left = sizeOf(outputs[0].shape); left > 0; left -= BLOCK) {
    const count = Math.min(left, BLOCK);
    for (const { reader, block } of readers) reader.read(count, block);
    for (const step of steps) step(count);
    for (let k = 0; k < writers.length; k++) writers[k].write(count, roots[k]);
  }
};
