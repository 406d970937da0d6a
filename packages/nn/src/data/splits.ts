// Dividing a dataset into parts: at random, class by class, or so that no group is in two parts.
import { ParameterError } from "@sonograd/core";
import { permutation, Subset, type Dataset } from "./dataset.js";
import { checkKeys } from "./fold-assignment.js";
import { membersOf } from "./grouped-samplers.js";
import { generatorOf, type ChanceOptions } from "./random-samplers.js";

/** Whole sizes of shares of `count`; what rounding leaves goes to the first parts, one each, as torch's random_split. */
function sizesOf(shares: readonly number[], count: number): number[] {
  const sizes = shares.map((share) => Math.floor(share * count));
  let rest = count - sizes.reduce((sum, n) => sum + n, 0);
  for (let i = 0; rest > 0; i = (i + 1) % sizes.length, rest--) sizes[i]++;
  return sizes;
}

const isShares = (lengths: readonly number[]): boolean =>
  Math.abs(lengths.reduce((sum, n) => sum + n, 0) - 1) < 1e-6 && lengths.every((share) => share >= 0);

function checkShares(op: string, shares: readonly number[]): void {
  if (!isShares(shares))
    throw new ParameterError(`${op}: shares=[${shares.join(", ")}] must be ≥ 0 and sum to 1, such as [0.8, 0.2].`);
}

/**
 * Random disjoint subsets, as `torch.utils.data.random_split`.
 *
 * @param lengths  sizes that sum to the dataset's, or shares that sum to 1 (what rounding leaves goes to the first)
 * @throws ParameterError  they sum to neither
 */
export function randomSplit<T>(
  dataset: Dataset<T>,
  lengths: readonly number[],
  options: ChanceOptions = {},
): Subset<T>[] {
  const sizes = isShares(lengths) && dataset.length !== 1 ? sizesOf(lengths, dataset.length) : [...lengths];
  if (sizes.some((n) => !Number.isInteger(n) || n < 0) || sizes.reduce((sum, n) => sum + n, 0) !== dataset.length)
    throw new ParameterError(
      `randomSplit: lengths=[${lengths.join(", ")}] must sum to the dataset's ${dataset.length} samples, or to 1 as shares.`,
    );
  const order = permutation(dataset.length, generatorOf(options));
  let from = 0;
  return sizes.map((size) => new Subset(dataset, order.slice(from, (from += size))));
}

/**
 * Random disjoint subsets that each hold every class in its share of the whole, as near as whole samples allow.
 *
 * @param labels  the class of each sample
 * @param shares  ≥ 0, summing to 1
 * @throws ParameterError  shares do not sum to 1, or labels and dataset differ in length
 */
export function stratifiedSplit<T>(
  dataset: Dataset<T>,
  labels: readonly unknown[],
  shares: readonly number[],
  options: ChanceOptions = {},
): Subset<T>[] {
  checkShares("stratifiedSplit", shares);
  checkKeys("stratifiedSplit", "labels", labels, dataset);
  const generator = generatorOf(options);
  const parts: number[][] = shares.map(() => []);
  for (const members of membersOf(labels).values()) {
    const order = permutation(members.length, generator);
    let from = 0;
    for (const [k, size] of sizesOf(shares, members.length).entries())
      parts[k].push(...order.slice(from, (from += size)).map((i) => members[i]));
  }
  return parts.map(
    (indices) =>
      new Subset(
        dataset,
        indices.sort((a, b) => a - b),
      ),
  );
}

/**
 * Random disjoint subsets of which no two share a group: whole groups, the largest first, each go to the part that is
 * furthest below its share.
 *
 * @param groups  the group of each sample, such as its speaker or source recording
 * @param shares  ≥ 0, summing to 1; few or uneven groups can only come near
 * @throws ParameterError  shares do not sum to 1, or groups and dataset differ in length
 */
export function groupSplit<T>(
  dataset: Dataset<T>,
  groups: readonly unknown[],
  shares: readonly number[],
  options: ChanceOptions = {},
): Subset<T>[] {
  checkShares("groupSplit", shares);
  checkKeys("groupSplit", "groups", groups, dataset);
  const lists = [...membersOf(groups).values()];
  const order = permutation(lists.length, generatorOf(options)).map((i) => lists[i]);
  order.sort((a, b) => b.length - a.length); // stable: groups of one size stay in random order
  const parts: number[][] = shares.map(() => []);
  for (const members of order) {
    const missing = shares.map((share, k) => share * dataset.length - parts[k].length);
    parts[missing.indexOf(Math.max(...missing))].push(...members);
  }
  return parts.map(
    (indices) =>
      new Subset(
        dataset,
        indices.sort((a, b) => a - b),
      ),
  );
}
