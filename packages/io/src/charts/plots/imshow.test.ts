import { ParameterError, ShapeError, tensor, zeros } from "@sonograd/core";
import { expect, test } from "vitest";
import type { ImageLayer } from "../scene/scene.js";
import { imshow } from "./imshow.js";

const square = [[1, 2], [3, 4]]; // prettier-ignore

test("puts row 0 at the top, cells around their numbers, units equal", async () => {
  const { panels } = await imshow(square);
  expect(panels[0]).toMatchObject({
    x: { range: [-0.5, 1.5] },
    y: { range: [1.5, -0.5] },
    layers: [{ kind: "heatMap", values: Float64Array.of(1, 2, 3, 4), enlarge: "blocks", range: [1, 4] }],
    colorBar: { range: [1, 4] },
    aspect: "equal",
  });
  const lower = await imshow(square, { origin: "lower", y: { range: [10, 20] }, colorBar: false });
  expect(lower.panels[0].y.range).toEqual([5, 25]);
  expect(lower.panels[0].colorBar).toBeUndefined();
  // Units along one side only: a square cell would mean nothing.
  expect(lower.panels[0].aspect).toBeUndefined();
  expect((await imshow(zeros([2, 9]))).panels[0].aspect).toBeUndefined();
});

test("writes numbers into the cells, rounded to three digits", async () => {
  const { layers, x } = (await imshow([[1, -0.12345], [Number.NaN, 1e-9]], { values: true })).panels[0]; // prettier-ignore
  expect(layers[0]).toMatchObject({ kind: "textGrid", texts: ["1", "−0.123", "", "1e−9"] });
  expect(x).toMatchObject({ scale: "category", categories: ["0", "1"] });
});

test.each([
  ["[3, rows, columns]", [3, 2, 1], [0, 0.1, 0.2, 0.3, 0.4, 0.5]],
  ["[rows, columns, 3]", [2, 1, 3], [0, 0.2, 0.4, 0.1, 0.3, 0.5]],
])("takes %s as a picture", async (_, shape, numbers) => {
  const { layers, colorBar } = (await imshow(tensor(numbers).reshape(shape))).panels[0];
  const { kind, channels, rows, columns } = layers[0] as ImageLayer;
  expect([kind, rows, columns, colorBar]).toEqual(["image", 2, 1, undefined]);
  expect(channels).toEqual([Float32Array.of(0, 0.1), Float32Array.of(0.2, 0.3), Float32Array.of(0.4, 0.5)]);
});

test("refuses what has no cells and axes that do not fit", async () => {
  await expect(imshow([])).rejects.toThrow(/0 rows/);
  await expect(imshow(zeros([2, 2, 2, 2]))).rejects.toThrow(ShapeError);
  await expect(imshow(square, { x: { range: [1, 1] } })).rejects.toThrow(/x.range=\[1, 1\]/);
  await expect(imshow(square, { y: { names: ["a"] } })).rejects.toThrow(ParameterError);
});
