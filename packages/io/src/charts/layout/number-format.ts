// Numbers as axis labels: as few digits as the step needs, and SI prefixes for units that take them.

import type { Axis } from "../scene/scene.js";

/** True minus sign, as wide as a plus; painters without Unicode replace it. */
const MINUS = "−";

/** Decimals that tell multiples of `step` apart, for example 0.25 → 2. */
export function decimalsOf(step: number): number {
  const size = Math.abs(step);
  if (!(size > 0) || !Number.isFinite(size)) return 0;
  for (let decimals = 0; decimals < 12; decimals++) {
    const scaled = size * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return decimals;
  }
  return 12;
}

/** A number with fixed decimals, or in powers of ten (`2e−5`) when very large or very small. */
export function formatNumber(value: number, decimals = decimalsOf(value)): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? `${MINUS}∞` : "∞";
  const size = Math.abs(value);
  // Beside powers of ten, zeros behind the point say nothing.
  if (size === 0 && decimals > 4) return "0";
  if (size !== 0 && (size >= 1e6 || (size < 1e-4 && decimals > 4))) {
    return value
      .toExponential(Math.max(0, Math.min(2, decimalsOf(value / 10 ** Math.floor(Math.log10(size))))))
      .replaceAll("-", MINUS)
      .replace("e+", "e");
  }
  const text = size.toFixed(Math.min(decimals, 12));
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** A point in time as m:ss or h:mm:ss, with decimals where the step needs them. */
export function formatClock(seconds: number, decimals = 0): string {
  const sign = seconds < 0 ? MINUS : "";
  const scale = 10 ** decimals;
  const total = Math.round(Math.abs(seconds) * scale) / scale;
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const rest = (total % 60).toFixed(decimals).padStart(decimals > 0 ? decimals + 3 : 2, "0");
  return hours > 0 ? `${sign}${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${sign}${minutes}:${rest}`;
}

/** How an axis writes its values: `value * factor` in `unit`. */
export interface UnitFormat {
  readonly factor: number;
  /** With prefix, for example kHz; empty without unit. */
  readonly unit: string;
  readonly clock: boolean;
  /** Thousands are written as `k` behind the number, because the axis reaches over several decades. */
  readonly thousands: boolean;
}

/**
 * Unit that suits the values of an axis: kHz from 1 kHz (on log and mel axes Hz with `k` behind the thousands, as on
 * instruments), ms below 0.1 s, m:ss from one minute. Units other than Hz and s stay as they are.
 */
export function unitFormat({ unit, range, scale }: Pick<Axis, "unit" | "range" | "scale">): UnitFormat {
  const largest = Math.max(Math.abs(range[0]), Math.abs(range[1]));
  const plain = { factor: 1, unit: unit ?? "", clock: false, thousands: false };
  if (unit === "s") {
    if (largest >= 60) return { ...plain, unit: largest >= 3600 ? "h:mm:ss" : "m:ss", clock: true };
    if (largest < 1e-4 && largest > 0) return { ...plain, factor: 1e6, unit: "µs" };
    if (largest < 0.1 && largest > 0) return { ...plain, factor: 1e3, unit: "ms" };
  }
  if (unit === "Hz" && largest >= 1000) {
    if (scale === "log" || scale === "mel") return { ...plain, thousands: true };
    return largest >= 1e6 ? { ...plain, factor: 1e-6, unit: "MHz" } : { ...plain, factor: 1e-3, unit: "kHz" };
  }
  return plain;
}
