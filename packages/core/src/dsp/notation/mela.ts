// The 72 melakarta ragas of Carnatic music: their number decides which svaras they hold.
import { ParameterError } from "../../errors/index.js";
import { wrap } from "./accidentals.js";

const NAMES = (
  "kanakangi ratnangi ganamurthi vanaspathi manavathi tanarupi senavathi hanumathodi dhenuka natakapriya kokilapriya " +
  "rupavathi gayakapriya vakulabharanam mayamalavagaula chakravakom suryakantham hatakambari jhankaradhwani " +
  "natabhairavi keeravani kharaharapriya gaurimanohari varunapriya mararanjini charukesi sarasangi harikambhoji " +
  "dheerasankarabharanam naganandini yagapriya ragavardhini gangeyabhushani vagadheeswari sulini chalanatta salagam " +
  "jalarnavam jhalavarali navaneetham pavani raghupriya gavambodhi bhavapriya subhapanthuvarali shadvidhamargini " +
  "suvarnangi divyamani dhavalambari namanarayani kamavardhini ramapriya gamanasrama viswambhari syamalangi " +
  "shanmukhapriya simhendramadhyamam hemavathi dharmavathi neethimathi kanthamani rishabhapriya latangi vachaspathi " +
  "mechakalyani chitrambari sucharitra jyotisvarupini dhatuvardhini nasikabhushani kosalam rasikapriya"
).split(" ");

/** Ri and Ga of the six chakras of each half, Dha and Ni of the six ragas of each chakra, as semitones above the lower of the two. */
const PAIRS = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]] as const; // prettier-ignore

/** A raga by its name (in any case) or its number 1…72. */
export type Mela = string | number;

/** The number of a raga, from 0. */
function indexOf(op: string, mela: Mela): number {
  const index = typeof mela === "string" ? NAMES.indexOf(mela.toLowerCase()) : mela - 1;
  if (!Number.isInteger(index) || index < 0 || index >= NAMES.length)
    throw new ParameterError(
      `${op}: mela=${typeof mela === "string" ? `"${mela}"` : String(mela)} must be 1…72 or a name of listMela().`,
    );
  return index;
}

const lowerPair = (index: number) => PAIRS[Math.floor(wrap(index, 36) / 6)];
const upperPair = (index: number) => PAIRS[index % 6];

/** Names and numbers of the 72 melakarta ragas. @returns the number 1…72 by name @source librosa.list_mela
 * @example listMela().kharaharapriya // 22 */
export const listMela = (): Record<string, number> => Object.fromEntries(NAMES.map((name, i) => [name, i + 1]));

/**
 * The seven svaras of a melakarta raga.
 *
 * @param mela  number 1…72, or name
 * @returns semitones above Sa, seven values 0…11
 * @throws ParameterError  no such raga
 * @source librosa.mela_to_degrees
 * @example melaToDegrees("kanakangi") // [0, 1, 2, 5, 7, 8, 9]
 */
export function melaToDegrees(mela: Mela): number[] {
  const index = indexOf("melaToDegrees", mela);
  const [ri, ga] = lowerPair(index);
  const [dha, ni] = upperPair(index);
  return [0, 1 + ri, 1 + ga, index < 36 ? 5 : 6, 7, 8 + dha, 8 + ni];
}

export interface MelaSvaraOptions {
  /** First letters: S R G M P D N (default true). */
  readonly abbr?: boolean;
  /** R₁ rather than R1 (default true). */
  readonly unicode?: boolean;
}

/**
 * The Carnatic names of the twelve pitch classes in a melakarta raga: two of the names for the classes that have two are the
 * raga's own, and outside it every Ri precedes every Ga, every Dha every Ni.
 *
 * @param mela  number 1…72, or name
 * @param options.abbr     one letter (default true)
 * @param options.unicode  lowered digits (default true)
 * @returns twelve names, from Sa up
 * @throws ParameterError  no such raga
 * @source librosa.mela_to_svara
 * @example melaToSvara(1, { unicode: false })[2] // "G1"
 */
export function melaToSvara(mela: Mela, { abbr = true, unicode = true }: MelaSvaraOptions = {}): string[] {
  const index = indexOf("melaToSvara", mela);
  const [ri, ga] = lowerPair(index);
  const [dha, ni] = upperPair(index);
  const names = [
    "Sa", "Ri1", ga === 1 ? "Ga1" : "Ri2", ri === 2 ? "Ri3" : "Ga2", "Ga3", "Ma1", "Ma2", "Pa", "Dha1",
    ni === 1 ? "Ni1" : "Dha2", dha === 2 ? "Dha3" : "Ni2", "Ni3",
  ]; // prettier-ignore
  const short = abbr ? names.map((name) => name.replace(/[a-z]+/, "")) : names;
  return unicode ? short.map((name) => name.replace(/\d/, (digit) => "₀₁₂₃"[Number(digit)])) : short;
}
