// map: evaluates an expression block by block, one loop per node.
import type { PrimitiveCall } from "../../backend/index.js";
import { sizeOf } from "../../tensor/index.js";
import { BLOCK, BlockReader, BlockWriter, roundBlock, type Block } from "../blocks.js";
import { programOf } from "./expr/program.js";
import { runSingleOp } from "./expr/single-op.js";

export function map({ inputs, outputs: [out], attrs: { expr, scalars } }: PrimitiveCall<"map">): void {
  if (runSingleOp(expr, inputs, out, scalars)) return;
  const { leaves, steps, root } = programOf(expr);
  const readers: { reader: BlockReader; block: Block }[] = [];
  for (const { kind, index, dtype, block } of leaves) {
    if (kind === "scalar") {
      block.re.fill(scalars[index]);
      block.im.fill(0);
      roundBlock(block, BLOCK, dtype);
      continue;
    }
    const reader = new BlockReader(inputs[index]);
    if (reader.isConstant) reader.readConstant(block);
    else readers.push({ reader, block });
  }
  const writer = new BlockWriter(out);
  for (let left = sizeOf(out.shape); left > 0; left -= BLOCK) {
    const count = Math.min(left, BLOCK);
    for (const { reader, block } of readers) reader.read(count, block);
    for (const step of steps) step(count);
    writer.write(count, root);
  }
}
