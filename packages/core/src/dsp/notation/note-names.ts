// Names of notes: "C4", "F♯3", "B♭2+25".
import { ParameterError } from "../../errors/index.js";
import { hzToMidi, midiToHz } from "../frequency-units.js";
import { roundHalfEven } from "../round-half-even.js";
import { ACCIDENTALS, LETTERS, semitonesOf, wrap } from "./accidentals.js";
import { keyToNotes } from "./keys.js";
import { namingNumbers, reading } from "./naming.js";

const NOTE = new RegExp(
  `^(?<letter>[A-Ga-g])(?<accidentals>${ACCIDENTALS})(?<octave>[+-]?\\d+)?(?<cents>[+-]\\d+)?$`,
  "u",
);

export interface NoteNameOptions {
  /** Append the octave (default true). */
  readonly octave?: boolean;
  /** Append the deviation in cents, which needs the octave (default false). */
  readonly cents?: boolean;
  /** The key that decides between sharps and flats, as in `keyToNotes` (default "C:maj"). */
  readonly key?: string;
  /** ♯ rather than # (default true). */
  readonly unicode?: boolean;
}

/** The parts of a note's name. @throws ParameterError  no such name */
export function parseNote(op: string, name: string, note: unknown) {
  const groups = typeof note === "string" ? NOTE.exec(note)?.groups : undefined;
  if (!groups)
    throw new ParameterError(
      `${op}: ${name}="${String(note)}" is no note name. Write a letter, accidentals and an octave, as "F#3".`,
    );
  return { ...groups, letter: groups.letter.toUpperCase(), semitones: semitonesOf(groups.accidentals) } as {
    readonly letter: string;
    readonly semitones: number;
    readonly octave?: string;
    readonly cents?: string;
  };
}

/**
 * The names of MIDI notes, spelled as in a key.
 *
 * @param midi     note number or a list of them; fractions go to the nearest note
 * @param options.octave   append the octave (default true)
 * @param options.cents    append the deviation in cents (default false)
 * @param options.key      "F:min", "D♭:dorian" (default "C:maj", in sharps)
 * @param options.unicode  ♯ rather than # (default true)
 * @returns text such as "A4", or a list of them
 * @throws ParameterError  no finite number, no key, cents without octave
 * @source librosa.midi_to_note
 * @example midiToNote(61, { key: "F:min" }) // "D♭4"
 */
export const midiToNote = namingNumbers<NoteNameOptions>(
  "midiToNote",
  "midi",
  (midi, { octave = true, cents = false, key = "C:maj", unicode = true }) => {
    if (cents && !octave)
      throw new ParameterError("midiToNote: cents=true needs octave=true: C+5 could be octave 5. Leave octave out.");
    const nearest = roundHalfEven(midi);
    const name = keyToNotes(key, { unicode })[wrap(nearest, 12)];
    const deviation = Math.trunc(100 * (roundHalfEven((midi - nearest) * 100) / 100));
    const centsText = `${deviation < 0 ? "-" : "+"}${Math.abs(deviation)}`;
    return name + (octave ? Math.trunc(nearest / 12) - 1 : "") + (cents ? centsText : "");
  },
);

/** The names of the notes nearest to frequencies in Hz, options as `midiToNote`. @throws ParameterError  no frequency > 0
 * @source librosa.hz_to_note @example hzToNote(440) // "A4" */
export const hzToNote = namingNumbers<NoteNameOptions>("hzToNote", "hz", (hz, options) => {
  if (!(hz > 0)) throw new ParameterError(`hzToNote: hz=${hz} must be > 0. 0 Hz is no note.`);
  return midiToNote(hzToMidi(hz), options);
});

/**
 * The MIDI numbers of named notes.
 *
 * @param note     letter, accidentals (# ♯ 𝄪 b ! ♭ 𝄫 ♮ n), octave (default 0), cents ("+25"); or a list of names
 * @param options.roundMidi  round to a whole number (default true)
 * @returns note number, 60 for "C4", or a list of them
 * @throws ParameterError  not a note name
 * @source librosa.note_to_midi
 * @example noteToMidi("A4") // 69
 */
export const noteToMidi = reading<{ readonly roundMidi?: boolean }>(
  "noteToMidi",
  "note",
  (note, { roundMidi = true }) => {
    const { letter, semitones, octave = 0, cents = 0 } = parseNote("noteToMidi", "note", note);
    const midi = 12 * (Number(octave) + 1) + LETTERS[letter] + semitones + Number(cents) * 0.01;
    return roundMidi ? roundHalfEven(midi) : midi;
  },
);

/** The frequencies of named notes in Hz. @param options.roundMidi  leave out the cents (default true) @source librosa.note_to_hz
 * @example noteToHz("A4") // 440 */
export const noteToHz = reading<{ readonly roundMidi?: boolean }>("noteToHz", "note", (note, options) =>
  midiToHz(noteToMidi(note, options)),
);
