// Names of notes: "C4", "F♯3", "B♭2+25".
import { ParameterError } from "../errors/index.js";
import { hzToMidi, midiToHz } from "./frequency-units.js";

const SHARPS = ["C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"];
const PITCH: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const ACCIDENTAL: Readonly<Record<string, number>> = {
  "#": 1,
  "♯": 1,
  "𝄪": 2,
  b: -1,
  "!": -1,
  "♭": -1,
  "𝄫": -2,
  "♮": 0,
  n: 0,
};
const NOTE = /^(?<letter>[A-Ga-g])(?<accidental>[#♯𝄪b!♭𝄫♮n]*)(?<octave>[+-]?\d+)?(?<cents>[+-]\d+)?$/u;

/** Halves go to the even neighbour, as in Python. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

export interface NoteNameOptions {
  /** Append the octave (default true). */
  readonly octave?: boolean;
  /** Append the deviation in cents (default false). */
  readonly cents?: boolean;
  /** ♯ rather than # (default true). */
  readonly unicode?: boolean;
}

/**
 * The name of a MIDI note, in sharps.
 *
 * @param midi     note number; fractions go to the nearest note
 * @returns text such as "A4"
 * @throws ParameterError  no finite number
 * @source librosa.midi_to_note for the key of C major
 * @example midiToNote(61) // "C♯4"
 */
export function midiToNote(
  midi: number,
  { octave = true, cents = false, unicode = true }: NoteNameOptions = {},
): string {
  if (!Number.isFinite(midi)) throw new ParameterError(`midiToNote: midi=${midi} must be a finite number.`);
  const nearest = roundHalfEven(midi);
  const name = SHARPS[((nearest % 12) + 12) % 12];
  const deviation = Math.trunc(100 * (roundHalfEven((midi - nearest) * 100) / 100));
  const centsText = `${deviation < 0 ? "-" : "+"}${Math.abs(deviation)}`;
  return (
    (unicode ? name : name.replace("♯", "#")) + (octave ? Math.trunc(nearest / 12) - 1 : "") + (cents ? centsText : "")
  );
}

/** The name of the note nearest to a frequency in Hz. @source librosa.hz_to_note @example hzToNote(440) // "A4" */
export const hzToNote = (hz: number, options?: NoteNameOptions): string => midiToNote(hzToMidi(hz), options);

/**
 * The MIDI number of a named note.
 *
 * @param note     letter, accidentals (# ♯ 𝄪 b ! ♭ 𝄫 ♮ n), octave (default 0), cents ("+25")
 * @param options.roundMidi  round to a whole number (default true)
 * @returns note number, 60 for "C4"
 * @throws ParameterError  not a note name
 * @source librosa.note_to_midi
 * @example noteToMidi("A4") // 69
 */
export function noteToMidi(note: string, { roundMidi = true }: { readonly roundMidi?: boolean } = {}): number {
  const groups = NOTE.exec(note)?.groups;
  if (!groups)
    throw new ParameterError(
      `noteToMidi: note="${note}" is no note name. Write a letter, accidentals and an octave, as "F#3".`,
    );
  const accidental = Array.from(groups.accidental).reduce((sum, sign) => sum + ACCIDENTAL[sign], 0);
  const midi =
    12 * (Number(groups.octave ?? 0) + 1) +
    PITCH[groups.letter.toUpperCase()] +
    accidental +
    Number(groups.cents ?? 0) / 100;
  return roundMidi ? roundHalfEven(midi) : midi;
}

/** The frequency of a named note in Hz. @source librosa.note_to_hz @example noteToHz("A4") // 440 */
export const noteToHz = (note: string): number => midiToHz(noteToMidi(note, { roundMidi: false }));
