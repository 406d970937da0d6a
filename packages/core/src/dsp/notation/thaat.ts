// The ten thaats of Hindustani music.
import { ParameterError } from "../../errors/index.js";

const THAATS: ReadonlyMap<string, readonly number[]> = new Map([
  ["bilaval", [0, 2, 4, 5, 7, 9, 11]],
  ["khamaj", [0, 2, 4, 5, 7, 9, 10]],
  ["kafi", [0, 2, 3, 5, 7, 9, 10]],
  ["asavari", [0, 2, 3, 5, 7, 8, 10]],
  ["bhairavi", [0, 1, 3, 5, 7, 8, 10]],
  ["kalyan", [0, 2, 4, 6, 7, 9, 11]],
  ["marva", [0, 1, 4, 6, 7, 9, 11]],
  ["poorvi", [0, 1, 4, 6, 7, 8, 11]],
  ["todi", [0, 1, 3, 6, 7, 8, 11]],
  ["bhairav", [0, 1, 4, 5, 7, 8, 11]],
]);

/** Names of the thaats. @source librosa.list_thaat @example listThaat().length // 10 */
export const listThaat = (): string[] => [...THAATS.keys()];

/**
 * The seven svaras of a thaat.
 *
 * @param thaat  name, in any case
 * @returns semitones above Sa, seven values 0…11
 * @throws ParameterError  no such thaat
 * @source librosa.thaat_to_degrees
 * @example thaatToDegrees("todi") // [0, 1, 3, 6, 7, 8, 11]
 */
export function thaatToDegrees(thaat: string): number[] {
  const degrees = THAATS.get(String(thaat).toLowerCase());
  if (!degrees)
    throw new ParameterError(`thaatToDegrees: thaat="${String(thaat)}" must be one of ${listThaat().join(", ")}.`);
  return [...degrees];
}
