// What the readers of audio folders report.
import type { SkippedFile } from "./check-files.js";

/** One labelled file. */
export interface AudioItem {
  readonly path: string;
  /** Number of its class in `classes`. */
  readonly label: number;
  /** UrbanSound8K's and ESC's fold, from 1. */
  readonly fold?: number;
  /** The number of the recording in sets that count them, such as FSDD. */
  readonly take?: number;
  /** Who or what was recorded: clips of one group must not be on both sides of a split. */
  readonly group?: string;
  /** The part that the set's own rule puts it in. */
  readonly split?: SplitName;
}

export const SPLIT_NAMES = ["training", "validation", "testing"] as const;
export type SplitName = (typeof SPLIT_NAMES)[number];

export type AudioLayout =
  "urbansound8k" | "folder-per-class" | "fsdd" | "esc50" | "esc10" | "speech-commands" | "gtzan" | "manifest";

/** A directory of recordings: its files with labels, and the names of the classes. */
export interface AudioDataset {
  readonly directory: string;
  readonly layout: AudioLayout;
  readonly classes: readonly string[];
  readonly items: readonly AudioItem[];
  /** Files that were named but left out, where the reader checked them. */
  readonly skipped?: readonly SkippedFile[];
}
