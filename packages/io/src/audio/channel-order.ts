// Vorbis and Opus put the centre between left and right; WAVE and FLAC put it third. Everything leaves in WAVE's order.

// Position in the codec's order for each channel in WAVE's order (Vorbis I specification, section 4.3.9).
const VORBIS_TO_WAVE: Record<number, readonly number[]> = {
  3: [0, 2, 1], // left, right, centre
  5: [0, 2, 1, 3, 4], // …, rear left, rear right
  6: [0, 2, 1, 5, 3, 4], // …, LFE, rear left, rear right
  7: [0, 2, 1, 6, 5, 3, 4], // …, LFE, rear centre, side left, side right
  8: [0, 2, 1, 7, 5, 6, 3, 4], // …, LFE, rear left, rear right, side left, side right
};

/** Channels reordered from Vorbis order to WAVE order; mono, stereo and four channels are alike in both. */
export function fromVorbisOrder<T>(channels: readonly T[]): readonly T[] {
  return VORBIS_TO_WAVE[channels.length]?.map((from) => channels[from]) ?? channels;
}
