// Frequencies on the scales of the ear: critical bands (Bark) and equivalent rectangular bandwidths (ERB).
import { conversion } from "../conversion.js";

/** Where Traunmüller's straight formula is corrected. */
const LOW_BARK = 2;
const HIGH_BARK = 20.1;

/**
 * Hz to Bark. @param value Hz, ≥ 0 @returns Bark, -0.15…about 25 @source Traunmüller 1990, with his corrections at both ends
 * @example hzToBark(1000) // 8.527
 */
export const hzToBark = conversion((hz) => {
  const bark = (26.81 * hz) / (1960 + hz) - 0.53;
  if (bark < LOW_BARK) return bark + 0.15 * (LOW_BARK - bark);
  return bark > HIGH_BARK ? bark + 0.22 * (bark - HIGH_BARK) : bark;
});

/**
 * Bark to Hz. @param value Bark, below 27.6 @returns Hz @source Traunmüller 1990
 * @example barkToHz(8.527432432432434) // 1000
 */
export const barkToHz = conversion((given) => {
  const bark =
    given < LOW_BARK ? (given - 0.3) / 0.85 : given > HIGH_BARK ? (given + 0.22 * HIGH_BARK) / 1.22 : given; // prettier-ignore
  return (1960 * (bark + 0.53)) / (26.28 - bark);
});

/** Width of the ear's filter at 0 Hz, Hz, and how it grows, per Hz. @source Glasberg & Moore 1990 */
const ERB_AT_ZERO = 24.7;
const ERB_GROWTH = 4.37e-3;

/** Equivalent rectangular bandwidth at a frequency. Hz → Hz */
export const erbWidth = (hz: number): number => ERB_AT_ZERO * (1 + ERB_GROWTH * hz);

/**
 * Hz to the number of equivalent rectangular bandwidths below. @param value Hz, ≥ 0 @returns ERB rate
 * @source Glasberg & Moore 1990, integrated exactly @example hzToErb(1000) // 15.572
 */
export const hzToErb = conversion((hz) => Math.log1p(ERB_GROWTH * hz) / (ERB_AT_ZERO * ERB_GROWTH));

/**
 * ERB rate to Hz. @param value ERB rate @returns Hz @source Glasberg & Moore 1990
 * @example erbToHz(15.572016681) // 1000
 */
export const erbToHz = conversion((erb) => Math.expm1(erb * ERB_AT_ZERO * ERB_GROWTH) / ERB_GROWTH);
