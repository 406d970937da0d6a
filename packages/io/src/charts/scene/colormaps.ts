// Colour maps: 256 colours each, equal to matplotlib's.

import { COLORMAP_TABLES } from "../generated/colormap-tables.js";

/** Perceptually uniform maps, and grey. */
export type ColorMapName = keyof typeof COLORMAP_TABLES;

/** Every colour map there is. */
export const COLOR_MAP_NAMES = Object.keys(COLORMAP_TABLES) as readonly ColorMapName[];

const decoded = new Map<ColorMapName, Uint8Array>();

/**
 * The table of a colour map: 256 × (red, green, blue), 0…255.
 *
 * @source matplotlib.colormaps[name], 8 bits per channel
 */
export function colorMap(name: ColorMapName): Uint8Array {
  let table = decoded.get(name);
  if (table === undefined) {
    table = Uint8Array.from(atob(COLORMAP_TABLES[name]), (character) => character.charCodeAt(0));
    decoded.set(name, table);
  }
  return table;
}

/** Index 0…255 of a value between the ends of a range; values beyond take the end. NaN gives −1. */
export function colorIndex(value: number, range: readonly [number, number]): number {
  const extent = range[1] - range[0];
  if (Number.isNaN(value)) return -1;
  if (!(Math.abs(extent) > 0)) return value > range[0] ? 255 : 0;
  return Math.max(0, Math.min(255, Math.floor(((value - range[0]) / extent) * 256)));
}

/** Colour 0xrrggbb of a value, or undefined for NaN. */
export function colorOfValue(name: ColorMapName, value: number, range: readonly [number, number]): number | undefined {
  const index = colorIndex(value, range);
  if (index < 0) return undefined;
  const table = colorMap(name);
  return (table[3 * index] << 16) | (table[3 * index + 1] << 8) | table[3 * index + 2];
}
