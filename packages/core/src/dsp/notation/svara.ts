// Hindustani and Carnatic names of pitches, counted from the tonic Sa.
import { ParameterError } from "../../errors/index.js";
import { hzToMidi } from "../frequency-units.js";
import { roundHalfEven } from "../round-half-even.js";
import { wrap } from "./accidentals.js";
import { melaToSvara, type Mela } from "./mela.js";
import { namingNumbers, renaming } from "./naming.js";
import { noteToMidi } from "./note-names.js";

const HINDUSTANI = ["Sa", "re", "Re", "ga", "Ga", "ma", "Ma", "Pa", "dha", "Dha", "ni", "Ni"];

/** @typeParam Tonic  number or name */
export interface SvaraOptions<Tonic> {
  /** The pitch of Sa, in the unit of what is named. */
  readonly Sa: Tonic;
  /** First letters (default true). */
  readonly abbr?: boolean;
  /** Mark the octave above Sa's with a dot above, the one below with a dot below (default true). */
  readonly octave?: boolean;
  /** Dots, and lowered digits, rather than ' and , (default true). */
  readonly unicode?: boolean;
}
export interface CarnaticOptions<Tonic> extends SvaraOptions<Tonic> {
  /** The melakarta raga, number 1…72 or name. */
  readonly mela: Mela;
}

/** One of twelve names, with the mark of its octave. */
function marked(names: readonly string[], semitones: number, { octave = true, unicode = true }: SvaraOptions<number>) {
  const name = names[wrap(semitones, 12)];
  const step = octave ? Math.floor(semitones / 12) : 0;
  if (step !== 1 && step !== -1) return name;
  const [dot, mark] = step === 1 ? ["\u0307", "'"] : ["\u0323", ","];
  return unicode ? name[0] + dot + name.slice(1) : name + mark;
}

function aboveSa(op: string, midi: number, Sa: unknown): number {
  if (typeof Sa !== "number" || !Number.isFinite(Sa))
    throw new ParameterError(`${op}: Sa=${String(Sa)} must be a finite number, the pitch of the tonic.`);
  return roundHalfEven(midi - Sa);
}

function hindustani(op: string, midi: number, options: SvaraOptions<number>): string {
  const names = (options.abbr ?? true) ? HINDUSTANI.map((name) => name[0]) : HINDUSTANI;
  return marked(names, aboveSa(op, midi, options.Sa), options);
}
function carnatic(op: string, midi: number, options: CarnaticOptions<number>): string {
  return marked(melaToSvara(options.mela, options), aboveSa(op, midi, options.Sa), options);
}

/** The frequency of Sa as a note number. */
const tonicOfHz = <Options extends SvaraOptions<number>>(op: string, hz: number, options: Options): Options => {
  if (!(hz > 0 && options.Sa > 0))
    throw new ParameterError(`${op}: hz=${hz} and Sa=${String(options.Sa)} must be > 0. Both are frequencies in Hz.`);
  return { ...options, Sa: hzToMidi(options.Sa) };
};
/** The note number of Sa's name. */
const tonicOfNote = <Options extends SvaraOptions<string>>(options: Options) => ({
  ...options,
  Sa: noteToMidi(options.Sa),
});

/**
 * Hindustani names of MIDI notes.
 *
 * @param midi     note number or a list of them; fractions go to the nearest
 * @param options.Sa       note number of Sa
 * @param options.abbr     one letter, small for the lower of two (default true)
 * @param options.octave   mark the octaves above and below (default true)
 * @param options.unicode  dots rather than ' and , (default true)
 * @returns name, or a list of them
 * @throws ParameterError  no finite number
 * @source librosa.midi_to_svara_h
 * @example midiToSvaraH([60, 62, 72], { Sa: 60, abbr: false, unicode: false }) // ["Sa", "Re", "Sa'"]
 */
export const midiToSvaraH = namingNumbers<SvaraOptions<number>>("midiToSvaraH", "midi", (midi, options) =>
  hindustani("midiToSvaraH", midi, options),
);

/** Hindustani names of frequencies in Hz; Sa in Hz, the rest as `midiToSvaraH`. @throws ParameterError  no frequency > 0
 * @source librosa.hz_to_svara_h @example hzToSvaraH(220, { Sa: 220 }) // "S" */
export const hzToSvaraH = namingNumbers<SvaraOptions<number>>("hzToSvaraH", "hz", (hz, options) =>
  hindustani("hzToSvaraH", hzToMidi(hz), tonicOfHz("hzToSvaraH", hz, options)),
);

/** Hindustani names of named notes; Sa is a name, the rest as `midiToSvaraH`. @throws ParameterError  no note name
 * @source librosa.note_to_svara_h @example noteToSvaraH("C#4", { Sa: "C4" }) // "r" */
export const noteToSvaraH = renaming<SvaraOptions<string>>("noteToSvaraH", "note", (note, options) =>
  hindustani("noteToSvaraH", noteToMidi(note, { roundMidi: false }), tonicOfNote(options)),
);

/**
 * Carnatic names of MIDI notes.
 *
 * @param midi     note number or a list of them; fractions go to the nearest
 * @param options.Sa       note number of Sa
 * @param options.mela     raga, number 1…72 or name
 * @param options.abbr     one letter (default true)
 * @param options.octave   mark the octaves above and below (default true)
 * @param options.unicode  dots and lowered digits (default true)
 * @returns name, or a list of them
 * @throws ParameterError  no finite number, no raga
 * @source librosa.midi_to_svara_c
 * @example midiToSvaraC(62, { Sa: 60, mela: 1, unicode: false }) // "G1"
 */
export const midiToSvaraC = namingNumbers<CarnaticOptions<number>>("midiToSvaraC", "midi", (midi, options) =>
  carnatic("midiToSvaraC", midi, options),
);

/** Carnatic names of frequencies in Hz; Sa in Hz, the rest as `midiToSvaraC`. @throws ParameterError  no frequency > 0, no raga
 * @source librosa.hz_to_svara_c @example hzToSvaraC(220, { Sa: 220, mela: 36 }) // "S" */
export const hzToSvaraC = namingNumbers<CarnaticOptions<number>>("hzToSvaraC", "hz", (hz, options) =>
  carnatic("hzToSvaraC", hzToMidi(hz), tonicOfHz("hzToSvaraC", hz, options)),
);

/** Carnatic names of named notes; Sa is a name, the rest as `midiToSvaraC`. @throws ParameterError  no note name, no raga
 * @source librosa.note_to_svara_c @example noteToSvaraC("C4", { Sa: "C4", mela: 1 }) // "S" */
export const noteToSvaraC = renaming<CarnaticOptions<string>>("noteToSvaraC", "note", (note, options) =>
  carnatic("noteToSvaraC", noteToMidi(note, { roundMidi: false }), tonicOfNote(options)),
);
