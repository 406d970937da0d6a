// How much each pitch class belongs to a key, from the tonic up.

/** Krumhansl and Kessler 1982 (ratings of listeners), Temperley 1999 (by theory), Faraldo et al. 2016 (electronic dance music). */
export type KeyProfile = "krumhansl" | "temperley" | "edma";

interface Profile {
  readonly major: readonly number[];
  readonly minor: readonly number[];
}

export const KEY_PROFILES: Readonly<Record<KeyProfile, Profile>> = {
  krumhansl: {
    major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
    minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
  },
  temperley: {
    major: [5, 2, 3.5, 2, 4.5, 4, 2, 4.5, 2, 3.5, 1.5, 4],
    minor: [5, 2, 3.5, 4.5, 2, 4, 2, 4.5, 3.5, 2, 1.5, 4],
  },
  edma: {
    major: [1, 0.29, 0.5, 0.4, 0.6, 0.56, 0.32, 0.8, 0.31, 0.45, 0.42, 0.39],
    minor: [1, 0.31, 0.44, 0.58, 0.33, 0.49, 0.29, 0.78, 0.43, 0.29, 0.53, 0.32],
  },
};

/** The profile of a mode in each of the twelve keys, [12, 12] row by row, each row without mean and of length 1. */
function rotated(profile: readonly number[]): Float64Array {
  const mean = profile.reduce((sum, x) => sum + x, 0) / 12;
  const size = Math.hypot(...profile.map((x) => x - mean));
  return Float64Array.from(
    { length: 144 },
    (_, i) => (profile[((i % 12) - Math.floor(i / 12) + 12) % 12] - mean) / size,
  );
}

/** [24, 12]: the major keys from C up, then the minor keys. */
export const keyTemplates = (name: KeyProfile): Float64Array =>
  Float64Array.of(...rotated(KEY_PROFILES[name].major), ...rotated(KEY_PROFILES[name].minor));
