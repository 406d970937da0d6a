// Answers to the exercises of chapter 18.
import { cat, cdist, Generator, linspace, randn, stack, type Tensor } from "@sonograd/core";
import { expect, it } from "vitest";

/** Share of the rows of `x` whose nearest row, itself left out unless `withItself`, has the same class. */
async function oneNearest(x: Tensor, classes: number[], { withItself = false } = {}): Promise<number> {
  const order = (await cdist(x, x).topk(2, { largest: false }).indices.array()) as number[][];
  const right = order.filter(([first, second], i) => classes[withItself ? first : second] === classes[i]);
  return right.length / classes.length;
}

/** Two classes of 60 points that differ along the first axis; the second is noise of another unit. */
const noise = randn([120], { generator: new Generator(1) }).mul(1000);
const value = cat([linspace(0, 1, 60), linspace(2, 3, 60)], 0);
const points = stack([value, noise], 1);
const classes = Array.from({ length: 120 }, (_, i) => Number(i >= 60));

it("exercise 1: tested on what it has learned, one nearest neighbour is always right", async () => {
  expect(await oneNearest(points, classes, { withItself: true })).toBe(1);
  expect(await oneNearest(points, classes)).toBeLessThan(0.7);
});

it("exercise 2: a feature in large units drowns all others until it is scaled", async () => {
  const scaled = points.sub(points.mean(0)).div(points.std(0));
  expect(await oneNearest(points, classes)).toBeLessThan(0.7);
  expect(await oneNearest(scaled, classes)).toBeGreaterThan(0.95);
});
