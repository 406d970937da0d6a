// Stand-ins for GTZAN, for folders and tables of one's own, and for CIFAR-10.
import { CIFAR10_CLASSES } from "../readers/cifar10.js";
import { GTZAN_GENRES } from "../readers/gtzan.js";
import { StandIn, type StandInOptions } from "./stand-in.js";

export interface SyntheticClassesOptions extends StandInOptions {
  /** ≥ 1 (default 2). */
  readonly clipsPerClass?: number;
}

/** Writes `genres/{genre}/{genre}.00000.wav` …, as `openGTZAN` reads them. Returns how many clips. */
export async function writeSyntheticGTZAN(directory: string, options: SyntheticClassesOptions = {}): Promise<number> {
  const { clipsPerClass = 2 } = options;
  const set = new StandIn("writeSyntheticGTZAN", directory, options, { clipsPerClass });
  for (const [kind, genre] of GTZAN_GENRES.entries())
    for (let k = 0; k < clipsPerClass; k++)
      await set.clip(`genres/${genre}/${genre}.${String(k).padStart(5, "0")}.wav`, kind);
  return set.clips;
}

export interface SyntheticFolderOptions extends SyntheticClassesOptions {
  /** (default low, middle and high) */
  readonly classes?: readonly string[];
  /** Also write `manifest.csv` with path, label, fold, group and split, as `openManifest` reads it (default false). */
  readonly manifest?: boolean;
}

/** Writes a folder per class, as `openAudioFolder` reads it. Returns how many clips. */
export async function writeSyntheticAudioFolder(
  directory: string,
  options: SyntheticFolderOptions = {},
): Promise<number> {
  const { classes = ["low", "middle", "high"], clipsPerClass = 2, manifest = false } = options;
  const set = new StandIn("writeSyntheticAudioFolder", directory, options, { clipsPerClass, classes: classes.length });
  const lines = ["path,label,fold,group,split"];
  for (const [kind, name] of classes.entries())
    for (let k = 0; k < clipsPerClass; k++) {
      const file = `${name}/clip${k + 1}.wav`;
      await set.clip(file, 5 * kind);
      lines.push([file, name, k + 1, `source${k + 1}`, k === 0 ? "testing" : "training"].join(","));
    }
  if (manifest) await set.file("manifest.csv", `${lines.join("\n")}\n`);
  return set.clips;
}

const SIDE = 32;

/** Writes CIFAR-10's six binary files, as `openCIFAR10` reads them: a colour and a stripe width per class, with noise. Returns how many images. */
export async function writeSyntheticCIFAR10(
  directory: string,
  { imagesPerFile = 20, seed = 0 }: { readonly imagesPerFile?: number; readonly seed?: number } = {},
): Promise<number> {
  const set = new StandIn("writeSyntheticCIFAR10", directory, { seed }, { imagesPerFile });
  const names = [1, 2, 3, 4, 5].map((k) => `data_batch_${k}`);
  for (const name of [...names, "test_batch"]) {
    const bytes: number[] = [];
    for (let k = 0; k < imagesPerFile; k++) {
      const label = k % CIFAR10_CLASSES.length;
      bytes.push(label);
      const shift = set.random.uniform(0, SIDE);
      for (let channel = 0; channel < 3; channel++)
        for (let y = 0; y < SIDE; y++)
          for (let x = 0; x < SIDE; x++) {
            const stripes = Math.sin(((x + shift) * Math.PI * (label + 1)) / SIDE);
            const colour = Math.cos(2 * Math.PI * (label / 10 + channel / 3));
            const value = 128 + 60 * stripes + 40 * colour + 10 * set.random.uniform(-1, 1);
            bytes.push(Math.max(0, Math.min(255, Math.round(value))));
          }
    }
    await set.file(`cifar-10-batches-bin/${name}.bin`, Uint8Array.from(bytes));
  }
  await set.file("cifar-10-batches-bin/batches.meta.txt", `${CIFAR10_CLASSES.join("\n")}\n`);
  return imagesPerFile * (names.length + 1);
}
