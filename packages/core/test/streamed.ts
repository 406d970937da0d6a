// A whole signal sent through a stage in blocks of given lengths, and the results side by side.
import { cat, stream, type AsyncStreamStage, type StreamStage, type Tensor } from "../src/index.js";

export async function streamed(
  y: Tensor,
  lengths: readonly number[],
  ...stages: readonly (StreamStage | AsyncStreamStage)[]
): Promise<Tensor | undefined> {
  const blocks: Tensor[] = [];
  let at = 0;
  for (const n of lengths) {
    blocks.push(y.narrow(-1, at, n));
    at += n;
  }
  const pieces: Tensor[] = [];
  for await (const out of stream(blocks, ...stages)) pieces.push(out);
  return pieces.length === 0 ? undefined : cat(pieces, -1);
}
