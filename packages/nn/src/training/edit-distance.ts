// How far a recognised sequence is from the right one.

/**
 * The least number of insertions, deletions and replacements that turn one sequence into the other (Levenshtein): of
 * characters where they are strings, of words, labels or numbers where they are lists. Divided by the length of the right
 * one it is the error rate of characters or words.
 *
 * @param a, b  strings, by code points, or lists whose elements are compared with `===`
 * @returns 0…max(length of a, length of b)
 * @source torchaudio.functional.edit_distance
 * @example editDistance("turn left".split(" "), "turn it left".split(" ")) // 1
 */
export function editDistance<T>(a: Iterable<T>, b: Iterable<T>): number {
  const columns = [...b];
  let above = [0, ...columns.map((_, j) => j + 1)]; // from what there is of a so far to each beginning of b
  for (const each of a) {
    const row = [above[0] + 1];
    for (const [j, other] of columns.entries())
      row.push(Math.min(above[j] + (each === other ? 0 : 1), above[j + 1] + 1, row[j] + 1));
    above = row;
  }
  return above[columns.length];
}
