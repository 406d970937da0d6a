import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fromTypedArray } from "@sonograd/core";
import { encodeWav, save } from "@sonograd/io";
import { writeSyntheticUrbanSound8K } from "@sonograd/nn/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../test/fake-host.js";

let directory = "";
const inside = (args: readonly string[], more: Parameters<typeof run>[1] = {}): ReturnType<typeof run> =>
  run(args, { workingDirectory: directory, ...more });

const wav = (): Uint8Array => {
  const samples = Float32Array.from({ length: 2000 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 500 * i) / 8000));
  return encodeWav(fromTypedArray(samples, [1, 2000]), 8000);
};

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "sonograd-cli-"));
  await writeFile(path.join(directory, "tone.wav"), wav());
  await writeFile(path.join(directory, "truncated.wav"), wav().subarray(0, 1000));
  await writeFile(path.join(directory, "empty.wav"), "");
  await writeFile(path.join(directory, "text.wav"), "these are words\n");
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe("sonograd", () => {
  it("has help with examples for every command", async () => {
    const { stdout } = await inside(["--help"]);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[options\]|<)/gm)].map(([, name]) => name);
    expect(commands).toEqual(["analyze", "train", "evaluate", "predict", "demo", "course", "doctor"]);
    for (const command of commands) {
      const help = await inside([command, "--help"]);
      expect(help).toMatchObject({ code: 0, stderr: "" });
      expect(help.stdout).toContain(`$ sonograd ${command}`);
    }
  });

  it("points to its help after a wrong command line", async () => {
    const { code, stderr } = await inside(["analyse", "tone.wav"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Did you mean analyze?");
    expect(stderr).toContain("See `sonograd --help`.");
  });

  it("says that samples are not numbers", async () => {
    await save(path.join(directory, "nan.wav"), fromTypedArray(new Float32Array([0, Number.NaN]), [1, 2]), 8000, {
      float: true,
      bitDepth: 32,
    });
    const { code, stdout, stderr } = await inside(["analyze", "nan.wav", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ peak: null });
    expect(stderr).toBe(
      "warning: nan.wav: holds samples that are NaN or infinite; what depends on them has no value\n",
    );
  });

  it("prints its version", async () => {
    const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as {
      version: string;
    };
    expect(await inside(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it.each([
    [[]],
    [["analize"]],
    [["analyze"]],
    [["analyze", "tone.wav", "--wrong"]],
    [["analyze", "tone.wav", "--hop-length", "0"]],
    [["analyze", "tone.wav", "--json", "--csv"]],
    [["analyze", "tone.wav", "--frames"]],
    [["analyze", "-", "-"]],
    [["train", "recordings", "--model", "vgg99"]],
    [["train", "recordings", "--out", "x", "--lr", "fast"]],
  ])("exits with 2 and says why for the command line %j", async (args) => {
    const { code, stdout, stderr } = await inside(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^(error: |Usage: )/);
  });
});

describe("sonograd analyze", () => {
  it("prints lines without escape sequences where standard output is no terminal", async () => {
    const { code, stdout, stderr } = await inside(["analyze", "tone.wav"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^tone\.wav\n {2}format +wav, 8 kHz, mono, 16 bit\n/);
    expect(stdout).not.toContain("\x1b");
  });

  it("prints one JSON object for one file and an array for several", async () => {
    const one = JSON.parse((await inside(["analyze", "tone.wav", "--json"])).stdout) as Record<string, unknown>;
    expect(one).toMatchObject({
      file: "tone.wav",
      format: "wav",
      sampleRate: 8000,
      channels: 1,
      durationSeconds: 0.25,
    });
    expect(one["peak"]).toBeCloseTo(0.5, 3);
    expect(one["rms"]).toBeCloseTo(0.5 / Math.SQRT2, 3);
    const both = JSON.parse(
      (await inside(["analyze", "tone.wav", "tone.wav", "--json", "--frames"])).stdout,
    ) as object[];
    expect(both).toHaveLength(2);
    expect(both[0]).toHaveProperty("frames.spectralCentroidHz");
  });

  it("prints a table per frame as CSV", async () => {
    const { stdout } = await inside(["analyze", "tone.wav", "--csv", "--n-fft", "512", "--hop-length", "500"]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toBe("time_seconds,rms,zcr,centroid_hz,bandwidth_hz,envelope");
    expect(lines.slice(1).map((line) => line.split(",")[0])).toEqual(["0", "0.0625", "0.125", "0.1875", "0.25"]);
  });

  it("reads standard input as -", async () => {
    const { code, stdout } = await inside(["analyze", "-", "--json"], { stdin: wav() });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ file: "standard input", samples: 2000 });
  });

  it("writes a picture where asked to", async () => {
    const { code, stdout } = await inside(["analyze", "tone.wav", "--png", "pictures/"]);
    expect(code).toBe(0);
    expect(stdout).toContain(path.join("pictures", "tone.png"));
    const bytes = await readFile(path.join(directory, "pictures", "tone.png"));
    expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  });

  it.each([
    ["truncated.wav", /truncated/],
    ["empty.wav", /is empty/],
    ["text.wav", /no supported audio format/],
    ["missing.wav", /no such file/],
    [".", /is a directory/],
  ])("names %s and what is wrong with it in one line", async (file, cause) => {
    const { code, stdout, stderr } = await inside(["analyze", file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.startsWith(`error: ${file}: `)).toBe(true);
    expect(stderr).toMatch(cause);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("analyses the good files, reports the bad ones and exits with 1", async () => {
    const { code, stdout, stderr } = await inside(["analyze", "empty.wav", "tone.wav", "text.wav", "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual([expect.objectContaining({ file: "tone.wav" })]);
    expect(stderr.match(/^error: /gm)).toHaveLength(2);
  });

  it("prints the stack only for those who ask for it", async () => {
    const { stderr } = await inside(["analyze", "empty.wav"], { env: { SONOGRAD_DEBUG: "1" } });
    expect(stderr).toMatch(/\n {4}at /);
  });
});

describe("sonograd train, evaluate, predict", () => {
  it("trains, evaluates on what was held out, and predicts", async () => {
    await writeSyntheticUrbanSound8K(path.join(directory, "data"), {
      clipsPerClassPerFold: 1,
      seconds: 0.3,
      sampleRate: 8000,
    });
    const train = await inside([
      "train",
      "data",
      "--out",
      "out",
      "--epochs",
      "1",
      "--batch-size",
      "64",
      "--test-fold",
      "2",
    ]);
    expect(train.stderr).toBe("");
    expect(train.code).toBe(0);
    expect(train.stdout).toContain("test set: fold 2");
    const written = await readdir(path.join(directory, "out"));
    for (const name of [
      /^model\.safetensors$/,
      /^events\.out\.tfevents\./,
      /^confusion-matrix\.png$/,
      /^summary\.json$/,
    ])
      expect(written).toContainEqual(expect.stringMatching(name));

    const model = path.join("out", "model.safetensors");
    const evaluated = JSON.parse((await inside(["evaluate", model, "data", "--json"])).stdout) as { accuracy: number };
    const summary = JSON.parse(await readFile(path.join(directory, "out", "summary.json"), "utf8")) as {
      evaluation: { accuracy: number };
    };
    expect(evaluated).toMatchObject({ samples: 10, testSet: "fold 2" });
    expect(evaluated.accuracy).toBeCloseTo(summary.evaluation.accuracy, 9);
    expect(JSON.parse((await inside(["evaluate", model, "data", "--json", "--all"])).stdout)).toMatchObject({
      samples: 100,
    });

    const predicted = await inside(["predict", model, "tone.wav", "empty.wav", "--json", "--top", "2"]);
    expect(predicted.code).toBe(1);
    expect(predicted.stderr).toMatch(/^error: empty\.wav: /);
    const [tone] = JSON.parse(predicted.stdout) as { predictions: { probability: number }[] }[];
    expect(tone.predictions).toHaveLength(2);
    expect(tone.predictions[0].probability).toBeGreaterThanOrEqual(tone.predictions[1].probability);
  }, 120_000);

  it.each([
    [["evaluate", "text.wav", "data"], /^error: text\.wav: /],
    [["predict", "missing.safetensors", "tone.wav"], /^error: missing\.safetensors: no such file/],
    [["train", "missing", "--out", "out"], /^error: missing: does not exist/],
  ])("names what is wrong for %j", async (args, message) => {
    const { code, stderr } = await inside(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("sonograd doctor", () => {
  it("lists backends, codecs and the terminal", async () => {
    const { code, stdout } = await inside(["doctor", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      node: { isSupported: true },
      webgpu: { available: expect.any(Boolean) },
      codecs: ["wav", "flac", "mp3", "vorbis", "opus"].map((format) => ({ format, works: true })),
      terminal: { isInteractive: false },
    });
  });
});
