import { PassThrough } from "node:stream";
import { start } from "node:repl";
import * as core from "@sonograd/core";
import { Generator, manualSeed, randn } from "@sonograd/core";
import { expect, it } from "vitest";

it("exercise 1: a REPL with the library's functions as its own", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const repl = start({ prompt: "", input, output });
  Object.assign(repl.context, core); // tone, stft, … without an import
  const printed = new Promise<string>((resolve) => output.once("data", (text) => resolve(String(text))));
  input.write("String(tone(2, { sampleRate: 8, length: 8 }).square().sum())\n");
  expect((await printed).trim()).toBe("'tensor(4.)'");
  repl.close();
});

it("exercise 2: a generator of one's own does not depend on what others draw", () => {
  const noise = (before: number): Float32Array => {
    manualSeed(3);
    if (before > 0) randn([before]); // someone else draws from the shared generator
    return randn([4], { generator: new Generator(7) }).dataSync() as Float32Array;
  };
  expect(noise(0)).toEqual(noise(100));

  const shared = (before: number): Float32Array => {
    manualSeed(3);
    if (before > 0) randn([before]);
    return randn([4]).dataSync() as Float32Array;
  };
  expect(shared(0)).not.toEqual(shared(100));
});
