import { where } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { blockEnergies, toLufs, weightsOf } from "./block-energies.js";

/** Of the short-term loudnesses that count, the lowest tenth and the highest twentieth are left out. */
const [LOW, HIGH] = [0.1, 0.95];

/**
 * Loudness range (LRA): how far the 3 s loudness of a programme varies, from its 10th to its 95th percentile, without what is
 * silent (below -70 LUFS) or more than 20 LU below the rest.
 *
 * @param waveform    real, [..., channels, samples], 1…5 channels, full scale -1…1, 3 s or more
 * @param sampleRate  Hz, > 0
 * @returns [...], LU, ≥ 0; 0 for silence and for a steady signal
 * @throws ShapeError  no channels, or more than 5; ParameterError: shorter than 3 s
 * @source EBU Tech 3342, with blocks every 100 ms and the nearest rank as percentile
 * @example loudnessRange(tone(440, { sampleRate: 8000, duration: 4 }).unsqueeze(0), 8000) // 0
 */
export function loudnessRange(waveform: Tensor, sampleRate: number): Tensor {
  const energies = blockEnergies("loudnessRange", waveform, sampleRate, 3, 0.1);
  const energy = energies.mul(weightsOf(energies)).sum(-2); // [..., blocks]
  const levels = toLufs(energy);
  const audible = levels.gt(-70);
  const open = audible.to(energy.dtype);
  const mean = energy
    .mul(open)
    .sum(-1, { keepdim: true })
    .div(open.sum(-1, { keepdim: true }).clamp({ min: 1 }));
  const counts = audible.logicalAnd(levels.ge(toLufs(mean).sub(20)));
  // What does not count sorts to the front, as silent as nothing that counts.
  const sorted = where(counts, levels, -1000).sort().values;
  const blocks = levels.shape.at(-1)!;
  const kept = counts.to(energy.dtype).sum(-1, { keepdim: true });
  const atRank = (part: number): Tensor => {
    const rank = kept.sub(1).clamp({ min: 0 }).mul(part).add(0.5).floor();
    const place = rank
      .sub(kept)
      .add(blocks)
      .clamp({ max: blocks - 1 });
    return sorted.gather(-1, place.to("int32")).squeeze(-1);
  };
  return atRank(HIGH).sub(atRank(LOW));
}
