// Colours as 24-bit numbers, 0xrrggbb.

import { ParameterError } from "@sonograd/core";

/** `#rrggbb` or `#rgb` as 0xrrggbb. */
export function parseColor(text: string): number {
  const long = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.test(text) ? text.replaceAll(/[0-9a-f]/gi, "$&$&") : text;
  if (!/^#[0-9a-f]{6}$/i.test(long)) {
    throw new ParameterError(`color: color=${JSON.stringify(text)} must be #rrggbb or #rgb, or a name of the theme.`);
  }
  return Number.parseInt(long.slice(1), 16);
}

/** 0xrrggbb as `#rrggbb`. */
export function colorToHex(color: number): string {
  return `#${color.toString(16).padStart(6, "0")}`;
}

/** Between two colours, channel by channel: 0 is `a`, 1 is `b`. */
export function mixColors(a: number, b: number, amount: number): number {
  let mixed = 0;
  for (const shift of [16, 8, 0]) {
    const from = (a >> shift) & 255;
    mixed |= Math.round(from + (((b >> shift) & 255) - from) * amount) << shift;
  }
  return mixed;
}

/** Relative luminance 0…1 (WCAG 2), to choose text that can be read on a colour. */
export function luminance(color: number): number {
  const channel = (shift: number): number => {
    const value = ((color >> shift) & 255) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0);
}

/** Black or white, whichever has more contrast on the colour. */
export function readableOn(background: number): number {
  const level = luminance(background);
  return (level + 0.05) / 0.05 > 1.05 / (level + 0.05) ? 0x000000 : 0xffffff;
}

/** Nearest entry of the terminal's 256 colours: the 6 × 6 × 6 cube or the grey ramp. */
export function nearest256(color: number): number {
  const levels = [0, 95, 135, 175, 215, 255];
  const nearestLevel = (value: number): number => {
    let best = 0;
    for (let i = 1; i < 6; i++) if (Math.abs(levels[i] - value) < Math.abs(levels[best] - value)) best = i;
    return best;
  };
  const [r, g, b] = [16, 8, 0].map((shift) => (color >> shift) & 255);
  const [ri, gi, bi] = [r, g, b].map(nearestLevel);
  const gray = Math.max(0, Math.min(23, Math.round(((r + g + b) / 3 - 8) / 10)));
  const distance = (x: number, y: number, z: number): number => (x - r) ** 2 + (y - g) ** 2 + (z - b) ** 2;
  const grayLevel = 8 + 10 * gray;
  return distance(grayLevel, grayLevel, grayLevel) < distance(levels[ri], levels[gi], levels[bi])
    ? 232 + gray
    : 16 + 36 * ri + 6 * gi + bi;
}
