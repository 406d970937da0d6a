import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plot } from "../plots/plot.js";
import { subplots } from "../plots/subplots.js";
import { saveFigure } from "./save-figure.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "figures-"));
});
afterAll(() => rm(folder, { recursive: true }));

const sizeOf = async (path: string): Promise<[number, number]> => {
  const bytes = await readFile(path);
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

test("writes a PNG into folders that it makes, higher for more rows", async () => {
  const one = join(folder, "a/b/one.png");
  await saveFigure(one, plot([1, 2]), { width: 200, pixelRatio: 1 });
  const [width, height] = await sizeOf(one);
  expect(width).toBe(200);
  const three = join(folder, "three.png");
  await saveFigure(three, subplots([plot([1]), plot([2]), plot([3])]), { width: 200, pixelRatio: 1 });
  expect((await sizeOf(three))[1]).toBeGreaterThan(1.5 * height);
});

test("says which path cannot be written, and why", async () => {
  await expect(saveFigure("x.jpg", plot([1]))).rejects.toThrow(/path="x.jpg" must end with .png/);
  await writeFile(join(folder, "file"), "");
  await expect(saveFigure(join(folder, "file/x.png"), plot([1]))).rejects.toThrow(/file\/x.png" cannot be written/);
});
