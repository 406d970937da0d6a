// Colour and weight of text, as escape sequences chosen by what the terminal can do.
import type { ColorDepth } from "./capabilities.js";

/** Which background the terminal is taken to have. */
export type ThemeName = "dark" | "light";

/** What a piece of text is; the theme says how that looks. */
export type Role = "accent" | "good" | "warning" | "bad" | "muted" | "strong" | "series1" | "series2";

/** Basic colour number and 0xrrggbb. */
type Ink = readonly [basic: number, color: number];

const INKS: Readonly<Record<ThemeName, Readonly<Record<Exclude<Role, "strong">, Ink>>>> = {
  dark: {
    accent: [36, 0x5caaf2],
    good: [32, 0x57c785],
    warning: [33, 0xf7b84b],
    bad: [31, 0xf2727c],
    muted: [90, 0x8a939e],
    series1: [34, 0x5caaf2],
    series2: [33, 0xf79d4b],
  },
  light: {
    accent: [34, 0x1f6fb4],
    good: [32, 0x1f8a4c],
    warning: [33, 0x9a5b00],
    bad: [31, 0xc62f3b],
    muted: [90, 0x5c6670],
    series1: [34, 0x1f6fb4],
    series2: [33, 0xd35f00],
  },
};

/** Styles text by role; without colour it returns the text as it is. */
export type Style = (role: Role, text: string) => string;

/** The style of a terminal. */
export function styleOf(depth: ColorDepth, theme: ThemeName): Style {
  if (depth === 0) return (_, text) => text;
  return (role, text) => {
    if (text === "") return "";
    if (role === "strong") return `\x1b[1m${text}\x1b[22m`;
    return `\x1b[${foreground(INKS[theme][role], depth)}m${text}\x1b[39m`;
  };
}

function foreground([basic, color]: Ink, depth: ColorDepth): string {
  const [r, g, b] = [color >> 16, (color >> 8) & 255, color & 255];
  if (depth === 24) return `38;2;${r};${g};${b}`;
  if (depth !== 8) return String(basic);
  const level = (value: number): number => Math.round((value / 255) * 5);
  return `38;5;${16 + 36 * level(r) + 6 * level(g) + level(b)}`;
}

/** Text without escape sequences. */
// oxlint-disable-next-line no-control-regex -- the escape character is what is looked for
export const withoutStyle = (text: string): string => text.replaceAll(/\x1b\[[0-9;]*m/g, "");
