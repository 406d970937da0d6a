// Keys and modes: which notes they hold and how the twelve pitch classes are spelled in them.
import { ParameterError } from "../../errors/index.js";
import { ACCIDENTALS, accidentalsFor, LETTERS, semitonesOf, toAscii, wrap } from "./accidentals.js";

const MODES = "(?:ion|dor|phryg|lyd|mixolyd|aeol|locr)(?:ian)?|phr|mix|aeo|loc";
const KEY = new RegExp(
  `^(?<tonic>[A-Ga-g])(?<accidentals>${ACCIDENTALS}):(?:(?<scale>maj|min)(?:or)?|(?<mode>${MODES}))$`,
  "u",
);

const MAJOR = [0, 2, 4, 5, 7, 9, 11];
const SCALES: Readonly<Record<string, readonly number[]>> = { maj: MAJOR, min: [0, 2, 3, 5, 7, 8, 10] };
/** Each mode is a major scale begun at this step. */
const STEPS: Readonly<Record<string, number>> = { ion: 0, dor: 1, phr: 2, lyd: 3, mix: 4, aeo: 5, loc: 6 };

const SHARPS = ["C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"];
const FLATS = ["C", "D♭", "D", "E♭", "E", "F", "G♭", "G", "A♭", "A", "B♭", "B"];
/** White keys that the sixth and each further sharp or flat respells. */
const SHARPER = ["E♯", "B♯", "F𝄪", "C𝄪", "G𝄪", "D𝄪", "A𝄪"];
const FLATTER = ["C♭", "F♭", "B𝄫", "E𝄫", "A𝄫", "D𝄫"];
const CIRCLE = "FCGDAEB";

interface Key {
  readonly letter: string;
  /** Accidentals of the tonic, summed. */
  readonly semitones: number;
  readonly scale: "maj" | "min";
}
/** A key, and the step of its scale that the named mode begins on. */
interface Mode extends Key {
  readonly step: number;
}

const pitchClassOf = (note: string): number => wrap(LETTERS[note[0]] + semitonesOf(note.slice(1)), 12);
const spell = (letter: string, semitones: number): string => letter + accidentalsFor(semitones);

/** The tonic of the major key whose step is `letter`, as fifths below it. */
function majorTonic(letter: string, step: number): { letter: string; semitones: number } {
  const fifths = [0, 2, 4, -1, 1, 3, 5][step]; // from the tonic of a major scale to each of its steps
  const index = CIRCLE.indexOf(letter) - fifths;
  return { letter: CIRCLE[wrap(index, 7)], semitones: Math.floor(index / 7) };
}

function parseKey(op: string, key: string): Mode {
  const groups = typeof key === "string" ? KEY.exec(key)?.groups : undefined;
  if (!groups)
    throw new ParameterError(
      `${op}: key="${String(key)}" is no key. Write the tonic, a colon and maj, min or a mode, as "E♭:maj" or "D:dorian".`,
    );
  const letter = groups.tonic.toUpperCase();
  const semitones = semitonesOf(groups.accidentals);
  if (groups.scale) return { letter, semitones, scale: groups.scale as "maj" | "min", step: 0 };
  const step = STEPS[groups.mode.slice(0, 3)];
  const tonic = majorTonic(letter, step);
  return { letter: tonic.letter, semitones: tonic.semitones + semitones, scale: "maj", step };
}

const degreesOf = ({ letter, semitones, scale, step }: Mode): number[] => {
  const degrees = SCALES[scale].map((degree) => wrap(degree + LETTERS[letter] + semitones, 12));
  return [...degrees.slice(step), ...degrees.slice(0, step)];
};

/**
 * The seven pitch classes of a key or mode, from the tonic up.
 *
 * @param key  tonic with accidentals (# ♯ 𝄪 b ! ♭ 𝄫), a colon, and maj(or), min(or), or a church mode: ion(ian), dor(ian),
 *             phr(ygian), lyd(ian), mix(olydian), aeo(lian), loc(rian)
 * @returns semitones above C, seven values 0…11
 * @throws ParameterError  no key
 * @source librosa.key_to_degrees
 * @example keyToDegrees("A:min") // [9, 11, 0, 2, 4, 5, 7]
 */
export const keyToDegrees = (key: string): number[] => degreesOf(parseKey("keyToDegrees", key));

export interface KeyNotesOptions {
  /** ♯ rather than # (default true). */
  readonly unicode?: boolean;
  /** Mark white keys that the key does not hold with ♮ (default false). */
  readonly natural?: boolean;
}

/** Spelled with at most one accidental in the tonic. */
function plainNotes(key: Key): string[] {
  const { letter, semitones, scale } = key;
  // Sharps of the key, going round the circle of fifths.
  const fifths = wrap((LETTERS[letter] + semitones) * 7 + (scale === "maj" ? 0 : 9), 12);
  const sharps = semitones > 0 || (semitones === 0 && fifths < 6);
  const count = sharps ? (fifths === 0 && letter === "B" ? 12 : fifths) : wrap(12 - fifths, 12);
  const notes = [...(sharps ? SHARPS : FLATS)];
  for (const name of (sharps ? SHARPER : FLATTER).slice(0, Math.max(0, count - 5))) notes[pitchClassOf(name)] = name;
  return notes;
}

/** Spelled for any tonic: each accidental beyond the first moves all notes of the key with one less. */
function spelledNotes(key: Key): string[] {
  const size = Math.abs(key.semitones);
  if (size < 2) return plainNotes(key);
  const sign = Math.sign(key.semitones);
  const shifted = spelledNotes({ ...key, semitones: key.semitones - sign }).map((note) =>
    spell(note[0], semitonesOf(note.slice(1)) + sign),
  );
  const first = shifted.findIndex((note) => pitchClassOf(note) === 0);
  return [...shifted.slice(first), ...shifted.slice(0, first)];
}

/**
 * The names of the twelve pitch classes from C (or what is spelled so) up, as they are written in a key.
 *
 * @param key  as in `keyToDegrees`
 * @param options.unicode  ♯ 𝄪 ♭ 𝄫 ♮ rather than # ## b bb n (default true)
 * @param options.natural  mark white keys that the key does not hold with ♮ (default false); not for keys of two accidentals or more
 * @returns twelve names
 * @throws ParameterError  no key
 * @source librosa.key_to_notes, 0.11
 * @example keyToNotes("C:min", { unicode: false })[3] // "Eb"
 */
export function keyToNotes(key: string, { unicode = true, natural = false }: KeyNotesOptions = {}): string[] {
  const mode = parseKey("keyToNotes", key);
  let notes = spelledNotes(mode);
  if (natural && Math.abs(mode.semitones) < 2) {
    const held = new Set(degreesOf(mode));
    notes = notes.map((note) => (note.length === 1 && !held.has(pitchClassOf(note)) ? `${note}♮` : note));
  }
  return unicode ? notes : notes.map(toAscii);
}
