// Stand-ins in the layouts of ESC-50 and ESC-10.
import { StandIn, type StandInOptions } from "./stand-in.js";

/** ESC-50's categories in the order of their numbers. */
export const ESC50_CLASSES = [
  "dog", "rooster", "pig", "cow", "frog", "cat", "hen", "insects", "sheep", "crow",
  "rain", "sea_waves", "crackling_fire", "crickets", "chirping_birds", "water_drops", "wind", "pouring_water", "toilet_flush", "thunderstorm",
  "crying_baby", "sneezing", "clapping", "breathing", "coughing", "footsteps", "laughing", "brushing_teeth", "snoring", "drinking_sipping",
  "door_wood_knock", "mouse_click", "keyboard_typing", "door_wood_creaks", "can_opening", "washing_machine", "vacuum_cleaner", "clock_alarm", "clock_tick", "glass_breaking",
  "helicopter", "chainsaw", "siren", "car_horn", "engine", "train", "church_bells", "airplane", "fireworks", "hand_saw",
] as const; // prettier-ignore

/** Numbers of the ten classes that are ESC-10. */
const ESC10_TARGETS = new Set([0, 1, 10, 11, 12, 20, 21, 38, 40, 41]);
/** ESC-10's own names and order. */
const ESC10_FOLDERS = [
  "Dog bark", "Rain", "Sea waves", "Baby cry", "Clock tick", "Person sneeze", "Helicopter", "Chainsaw", "Rooster", "Fire crackling",
]; // prettier-ignore
const FOLDS = 5;

export interface SyntheticESCOptions extends StandInOptions {
  /** Clips of each class in each of the five folds, ≥ 1 (default 1). */
  readonly clipsPerClassPerFold?: number;
}

/** Writes `meta/esc50.csv` and `audio`, as `openESC50` reads them: tones of fifty kinds. Returns how many clips. */
export async function writeSyntheticESC50(directory: string, options: SyntheticESCOptions = {}): Promise<number> {
  const { clipsPerClassPerFold = 1 } = options;
  const set = new StandIn("writeSyntheticESC50", directory, options, { clipsPerClassPerFold });
  const lines = ["filename,fold,target,category,esc10,src_file,take"];
  for (let fold = 1; fold <= FOLDS; fold++)
    for (const [target, category] of ESC50_CLASSES.entries())
      for (let k = 0; k < clipsPerClassPerFold; k++) {
        const source = 100_000 + set.clips;
        const name = `${fold}-${source}-A-${target}.wav`;
        await set.clip(`audio/${name}`, target);
        const isTen = ESC10_TARGETS.has(target) ? "True" : "False";
        lines.push([name, fold, target, category, isTen, source, "A"].join(","));
      }
  await set.file("meta/esc50.csv", `${lines.join("\n")}\n`);
  return set.clips;
}

/** Writes ESC-10's folders `001 - Dog bark` … with `{fold}-{source}-A.wav`, as `openESC10` reads them. Returns how many clips. */
export async function writeSyntheticESC10(directory: string, options: SyntheticESCOptions = {}): Promise<number> {
  const { clipsPerClassPerFold = 1 } = options;
  const set = new StandIn("writeSyntheticESC10", directory, options, { clipsPerClassPerFold });
  for (const [label, name] of ESC10_FOLDERS.entries())
    for (let fold = 1; fold <= FOLDS; fold++)
      for (let k = 0; k < clipsPerClassPerFold; k++)
        await set.clip(`${String(label + 1).padStart(3, "0")} - ${name}/${fold}-${100_000 + set.clips}-A.wav`, label);
  return set.clips;
}
