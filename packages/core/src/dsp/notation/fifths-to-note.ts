import { ParameterError } from "../../errors/index.js";
import { accidentalsFor, toAscii, wrap } from "./accidentals.js";
import { parseNote } from "./note-names.js";

const CIRCLE = "FCGDAEB";

export interface FifthsOptions {
  /** Name of the note that the fifths are counted from. */
  readonly unison: string;
  /** Perfect fifths up, or down where negative; an integer. */
  readonly fifths: number;
  /** ♯ 𝄪 ♭ 𝄫 rather than # ## b bb (default true). */
  readonly unicode?: boolean;
}

/**
 * The name of the note so many perfect fifths above another. Fifths are pure, so twelve of them lead to a B♯, not to C.
 *
 * @param options.unison   note to count from, letter and accidentals
 * @param options.fifths   integer, down where negative
 * @param options.unicode  ♯ rather than # (default true)
 * @returns name without octave; of several accidentals the double ones come first
 * @throws ParameterError  no note, no integer
 * @source librosa.fifths_to_note
 * @example fifthsToNote({ unison: "G", fifths: -3 }) // "B♭"
 */
export function fifthsToNote({ unison, fifths, unicode = true }: FifthsOptions = {} as never): string {
  if (!Number.isInteger(fifths))
    throw new ParameterError(`fifthsToNote: fifths=${String(fifths)} must be an integer. It counts perfect fifths.`);
  const { letter, semitones } = parseNote("fifthsToNote", "unison", unison);
  const place = CIRCLE.indexOf(letter) + fifths;
  const accidentals = Array.from(accidentalsFor(semitones + Math.floor(place / 7))).reverse();
  const name = CIRCLE[wrap(place, 7)] + accidentals.join("");
  return unicode ? name : toAscii(name);
}
