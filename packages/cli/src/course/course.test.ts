import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listChapters } from "./chapters.js";
import { runChapter } from "./run-chapter.js";

let folder: string;
const write = (name: string, ...lines: string[]): void => writeFileSync(join(folder, name), lines.join("\n"));
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sonograd-course-"));
  write("02-two.js", "// Chapter 2 · Two", "// sonograd course 2", "console.error('error: no'); process.exit(1);");
  write(
    "01-one.js",
    "// Chapter 1 · One: a start",
    "// sonograd course 1 [recording] [--device webgpu]",
    "console.log(process.argv.slice(2).join(' ')); console.log('3 assertions hold');",
  );
  write("chapter.js", "");
  write("01-one.d.ts", "");
  write("other.js", "");
});
afterAll(() => rmSync(folder, { recursive: true }));

it("lists chapters in order, by title, and says which run on a GPU", () => {
  expect(listChapters(folder).map(({ number, title, runsOnWebGPU }) => [number, title, runsOnWebGPU])).toEqual([
    [1, "One: a start", true],
    [2, "Two", false],
  ]);
  expect(listChapters().length).toBeGreaterThanOrEqual(31);
});

it("runs a chapter with its arguments and counts what held", async () => {
  const [one, two] = listChapters(folder);
  const run = await runChapter(one, ["--out", "pictures"], { cwd: folder });
  expect(run).toMatchObject({ passed: true, assertions: 3, output: "--out pictures\n3 assertions hold\n" });
  expect(await runChapter(two, [], { cwd: folder })).toMatchObject({ passed: false, assertions: 0, output: "error: no\n" }); // prettier-ignore
});

it("ends a chapter when asked to", async () => {
  write("03-three.js", "// Chapter 3 · Three", "// sonograd course 3", "setTimeout(() => {}, 60_000);");
  const three = listChapters(folder)[2];
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 300);
  const run = await runChapter(three, [], { cwd: folder, signal: controller.signal });
  expect(run.passed).toBe(false);
  expect(run.seconds).toBeLessThan(30);
});
