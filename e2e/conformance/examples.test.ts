// Every example runs and asserts its own result.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chirp } from "@sonograd/core";
import { encodeWav } from "@sonograd/io";
import { afterAll, beforeAll, expect, it } from "vitest";

const EXAMPLES = resolve(import.meta.dirname, "../../examples");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sonograd-examples-"));
  const y = chirp({ fmin: 100, fmax: 4000, sampleRate: 16000, duration: 1 });
  writeFileSync(join(folder, "chirp.wav"), encodeWav(y, 16000));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (name: string, ...args: string[]): string =>
  execFileSync(process.execPath, ["--conditions=@sonograd/source", "--import", "tsx", name, ...args], {
    cwd: EXAMPLES,
    encoding: "utf8",
  });

it("analyze-a-recording.ts writes its picture", () => {
  const picture = join(folder, "chirp.png");
  expect(run("analyze-a-recording.ts", join(folder, "chirp.wav"), picture)).toMatch(/16000 Hz, 1.00 s, RMS 0\.\d+/);
  expect(existsSync(picture)).toBe(true);
});

it("train-a-classifier.ts reaches the accuracy it promises", () => {
  expect(run("train-a-classifier.ts")).toMatch(/accuracy on new sounds: \d+ %/);
});

it("compile-a-step.ts fuses its step and computes the same", () => {
  expect(run("compile-a-step.ts")).toMatch(/\d+ primitives in [1-6] kernels/);
});

it("fit-an-oscillator.ts finds the pitch from below and from above", () => {
  expect(run("fit-an-oscillator.ts")).toMatch(/392 Hz became 523\.\d+ Hz/);
  expect(run("fit-an-oscillator.ts", "1000")).toMatch(/1000 Hz became 523\.\d+ Hz/);
  expect(() => run("fit-an-oscillator.ts", "20")).toThrow(/start=20 must be within an octave/);
});

it("no example is left out here", () => {
  // The chapters of the course run by themselves: scripts/check.mjs.
  const examples = readdirSync(EXAMPLES).filter((f) => f.endsWith(".ts") && !/^(\d\d-.*|chapter)\.ts$/.test(f));
  expect(examples).toEqual([
    "analyze-a-recording.ts",
    "compile-a-step.ts",
    "fit-an-oscillator.ts",
    "train-a-classifier.ts",
  ]);
});
