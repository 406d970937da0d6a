// What the readers of audio folders report.

/** One labelled file. */
export interface AudioItem {
  readonly path: string;
  /** Number of its class in `classes`. */
  readonly label: number;
  /** UrbanSound8K's and ESC's fold, from 1. */
  readonly fold?: number;
  /** FSDD's recording number. */
  readonly take?: number;
  /** Who or what was recorded: clips of one group must not be on both sides of a split. */
  readonly group?: string;
}

export type AudioLayout = "urbansound8k" | "folder-per-class" | "fsdd";

/** A directory of recordings: its files with labels, and the names of the classes. */
export interface AudioDataset {
  readonly directory: string;
  readonly layout: AudioLayout;
  readonly classes: readonly string[];
  readonly items: readonly AudioItem[];
}
