// Resampling by a fraction as one matrix product. Output j is the sum of the inputs around j · down / up, weighted by a
// filter; the weights repeat every `up` outputs, for which `down` inputs pass by.
import { fromTypedArray, indexSelect } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { constant } from "../constant.js";

/** A filter between the samples: positions count steps of 1 / up of an input sample. */
export interface ResampleFilter {
  readonly up: number;
  readonly down: number;
  /** No weight stands further than this many steps from the output. */
  readonly reach: number;
  /** Weight of the input that lies `step` after the output. */
  readonly weight: (step: number) => number;
}

/** Shape of the matrices: `blocks` of them, each for the outputs over `hop` inputs, which see `width` inputs. */
interface Layout {
  /** Outputs and inputs of one period of the matrices. */
  readonly outputs: number;
  readonly inputs: number;
  readonly blocks: number;
  readonly hop: number;
  readonly width: number;
  /** Inputs before the first output that it sees. */
  readonly before: number;
}

function layOut({ up, down, reach }: ResampleFilter, length: number): Layout {
  const before = Math.ceil(reach / up);
  const taps = 2 * before + 2;
  // A matrix wastes `hop` products per output, and copies every input taps / hop times.
  const wanted = Math.max(48, Math.ceil(taps / 2));
  const repeats = down < wanted ? Math.ceil(wanted / down) : 1;
  // Signals shorter than one period need only a part of it.
  const outputs = Math.min(up * repeats, length);
  const inputs = outputs === up * repeats ? down * repeats : Math.floor(((outputs - 1) * down) / up) + 1;
  const blocks = Math.max(1, Math.round(inputs / wanted));
  const hop = Math.ceil(inputs / blocks);
  return { outputs, inputs, blocks, hop, width: hop - 1 + taps, before };
}

/** The matrices [blocks, width, most], and which of the blocks · most columns the outputs are. */
function matrices({ up, down, reach, weight }: ResampleFilter, { outputs, blocks, hop, width, before }: Layout) {
  const blockOf = (j: number): number => Math.floor(Math.floor((j * down) / up) / hop);
  const counts = new Int32Array(blocks);
  for (let j = 0; j < outputs; j++) counts[blockOf(j)]++;
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const values = new Float64Array(blocks * width * most);
  const columns = new Int32Array(outputs);
  counts.fill(0);
  for (let j = 0; j < outputs; j++) {
    const block = blockOf(j);
    const column = counts[block]++;
    columns[j] = block * most + column;
    const start = block * hop - before;
    const first = Math.ceil((j * down - reach) / up);
    const last = Math.floor((j * down + reach) / up);
    for (let i = first; i <= last; i++) values[(block * width + i - start) * most + column] = weight(i * up - j * down);
  }
  return { values, columns, most };
}

/** Resamples along the last dimension; inputs outside the signal are 0: [..., n] → [..., length]. */
export function polyphase(x: Tensor, length: number, filter: ResampleFilter): Tensor {
  const layout = layOut(filter, length);
  const { outputs, inputs, blocks, hop, width, before } = layout;
  const { values, columns, most } = matrices(filter, layout);
  const table = constant(values, blocks === 1 ? [width, most] : [blocks, width, most], x.dtype, x.device);

  const periods = Math.ceil(length / outputs);
  const seen = (blocks - 1) * hop + width;
  const needed = (periods - 1) * inputs + seen - before;
  const n = x.shape.at(-1)!;
  const padded = (needed < n ? x.narrow(-1, 0, needed) : x).pad([before, Math.max(0, needed - n)]);
  const spans = padded.unfold(-1, seen, inputs); // [..., periods, seen]
  const lead = x.shape.slice(0, -1);
  if (blocks === 1)
    return spans
      .matmul(table)
      .reshape([...lead, periods * outputs])
      .narrow(-1, 0, length);

  const windows = spans.unfold(-1, width, hop).transpose(-2, -3); // [..., blocks, periods, width]
  const found = windows.matmul(table).transpose(-2, -3); // [..., periods, blocks, most]
  const flat = found.reshape([...lead, periods, blocks * most]);
  const inOrder = indexSelect(flat, -1, fromTypedArray(columns, [outputs], { device: x.device }));
  return inOrder.reshape([...lead, periods * outputs]).narrow(-1, 0, length);
}
