// The two looks of a figure. Series colours keep at least 3:1 contrast against the background of their theme.

import { parseColor } from "./color.js";
import type { SceneColor, SeriesColorName } from "./scene.js";

/** Names of the looks. */
export type ThemeName = "light" | "dark";

/** Colours of a look, 0xrrggbb. */
export interface Theme {
  readonly background: number;
  readonly text: number;
  readonly mutedText: number;
  readonly axis: number;
  readonly grid: number;
  readonly series: Readonly<Record<SeriesColorName, number>>;
}

const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: {
    background: 0xffffff,
    text: 0x1b1f24,
    mutedText: 0x4a525c,
    axis: 0x5c6670,
    grid: 0xe4e7eb,
    series: {
      blue: 0x1f6fb4,
      orange: 0xd35f00,
      green: 0x1f8a4c,
      red: 0xc62f3b,
      purple: 0x7a4fb3,
      brown: 0x8a5a36,
      pink: 0xc2478d,
      gray: 0x6b7480,
    },
  },
  dark: {
    background: 0x14171c,
    text: 0xe8ebef,
    mutedText: 0xb0b8c2,
    axis: 0x8a939e,
    grid: 0x2b3139,
    series: {
      blue: 0x5caaf2,
      orange: 0xf79d4b,
      green: 0x57c785,
      red: 0xf2727c,
      purple: 0xb794f0,
      brown: 0xc89a72,
      pink: 0xee86c1,
      gray: 0x9aa4b0,
    },
  },
};

/** The order in which layers without a colour take theirs. */
export const SERIES_ORDER: readonly SeriesColorName[] = [
  "blue",
  "orange",
  "green",
  "red",
  "purple",
  "brown",
  "pink",
  "gray",
];

/** The colours of a look. */
export function themeOf(name: ThemeName): Theme {
  return THEMES[name];
}

/** The colour 0xrrggbb of layer number `index`, which may name its own. */
export function layerColor(theme: Theme, color: SceneColor | undefined, index: number): number {
  const wanted = color ?? SERIES_ORDER[index % SERIES_ORDER.length];
  if (wanted === "text") return theme.text;
  return wanted in theme.series ? theme.series[wanted as SeriesColorName] : parseColor(wanted);
}
