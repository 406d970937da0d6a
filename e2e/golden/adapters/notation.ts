// librosa's notation, and the conversions that name or count.
import * as core from "@sonograd/core";
import type { Adapter, AdapterTable, GoldenValue } from "../adapter.js";
import { toCamelCase, toOptions } from "../options.js";

/** Calls the function of the same name with the parameters `names` in order, and the others as options. */
const call =
  (name: string, ...names: readonly string[]): Adapter =>
  ({ params }) => {
    const f = core[toCamelCase(name) as keyof typeof core] as (...args: readonly unknown[]) => never;
    const result: GoldenValue | string = f(...names.map((n) => params[n]), toOptions(params, { omit: names }));
    return typeof result === "string" ? [result] : result;
  };

const FIRST: Readonly<Record<string, string>> = {
  key_to_notes: "key",
  key_to_degrees: "key",
  mela_to_degrees: "mela",
  mela_to_svara: "mela",
  thaat_to_degrees: "thaat",
  interval_to_fjs: "interval",
  hz_to_fjs: "frequencies",
  hz_to_note: "frequencies",
  midi_to_note: "midi",
  note_to_midi: "note",
  note_to_hz: "note",
  midi_to_svara_h: "midi",
  hz_to_svara_h: "frequencies",
  note_to_svara_h: "notes",
  midi_to_svara_c: "midi",
  hz_to_svara_c: "frequencies",
  note_to_svara_c: "notes",
  blocks_to_frames: "blocks",
  blocks_to_samples: "blocks",
  blocks_to_time: "blocks",
  Z_weighting: "frequencies",
  frequency_weighting: "frequencies",
};

export const notation: AdapterTable = {
  ...Object.fromEntries(Object.entries(FIRST).map(([name, first]) => [`librosa.${name}`, call(name, first)])),
  "librosa.fifths_to_note": ({ params }) => [core.fifthsToNote(toOptions(params) as never as core.FifthsOptions)],
  "librosa.list_thaat": () => core.listThaat(),
  "librosa.samples_like": ({ params }, { X }) =>
    core.samplesLike(X ?? (params.X as number), toOptions(params, { omit: ["X"] })),
  "librosa.times_like": ({ params }, { X }) =>
    core.timesLike(X ?? (params.X as number), toOptions(params, { omit: ["X"] })),
  "librosa.multi_frequency_weighting": ({ params }) => {
    const frequencies = params.frequencies as number[];
    const rows = core.multiFrequencyWeighting(frequencies, toOptions(params, { omit: ["frequencies"] }));
    return { shape: [rows.length, frequencies.length], data: rows.flatMap((row) => Array.from(row)) };
  },
};
