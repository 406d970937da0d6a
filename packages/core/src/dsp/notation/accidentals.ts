// Letters and accidentals: how far a sign moves a note, and how a number of semitones is written.

/** Semitones of the white keys above C. */
export const LETTERS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

const SEMITONES: Readonly<Record<string, number>> = {
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
const ASCII: Readonly<Record<string, string>> = { "♯": "#", "𝄪": "##", "♭": "b", "𝄫": "bb", "♮": "n" };

/** The accidentals of a pattern that reads notes. */
export const ACCIDENTALS = "[#♯𝄪b!♭𝄫♮n]*";

/** The sum of the accidentals in semitones. */
export const semitonesOf = (accidentals: string): number =>
  Array.from(accidentals).reduce((sum, sign) => sum + SEMITONES[sign], 0);

/** With # b n in place of the signs that only Unicode has. */
export const toAscii = (text: string): string => Array.from(text, (sign) => ASCII[sign] ?? sign).join("");

/** Accidentals that move by so many semitones, a single one first. */
export function accidentalsFor(semitones: number): string {
  const [single, double] = semitones < 0 ? ["♭", "𝄫"] : ["♯", "𝄪"];
  const size = Math.abs(semitones);
  return single.repeat(size % 2) + double.repeat(Math.floor(size / 2));
}

/** x modulo n, 0…n - 1 for negative x too. */
export const wrap = (x: number, n: number): number => ((x % n) + n) % n;
