import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FormatError, ParameterError } from "@sonograd/core";
import { openAudioDataset } from "./index.js";
import { parseCsv } from "./csv.js";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "sonograd-readers-"));
});
afterEach(() => rm(dir, { recursive: true }));

async function put(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(path.dirname(path.join(dir, name)), { recursive: true });
    await writeFile(path.join(dir, name), "");
  }
}

describe("openAudioDataset", () => {
  it("reads a folder per class, with ESC's folds and sources from the names", async () => {
    await put(
      "001 - Dog bark/1-100-A.ogg",
      "001 - Dog bark/2-100-B.ogg",
      "010 - Rain/1-7-A.wav",
      "README.md",
      ".hidden/x.wav",
    );
    const { layout, classes, items } = await openAudioDataset(dir);
    expect({ layout, classes }).toEqual({ layout: "folder-per-class", classes: ["Dog bark", "Rain"] });
    expect(items.map(({ label, fold, group }) => [label, fold, group])).toEqual([
      [0, 1, "100"],
      [0, 2, "100"],
      [1, 1, "7"],
    ]);
  });

  it("takes no folds from names that only some files have", async () => {
    await put("dog/1-100-A.wav", "dog/bark.wav", "cat/1-5-A.wav");
    expect((await openAudioDataset(dir)).items.every(({ fold }) => fold === undefined)).toBe(true);
  });

  it("reads FSDD's names, there or in recordings", async () => {
    await put("recordings/7_jackson_25.wav", "recordings/10_theo_4.wav", "recordings/7_lucas_4.wav");
    const { layout, classes, items } = await openAudioDataset(dir);
    expect({ layout, classes }).toEqual({ layout: "fsdd", classes: ["7", "10"] });
    expect(items[0]).toMatchObject({ label: 0, group: "jackson", take: 25 });
    expect((await openAudioDataset(path.join(dir, "recordings"))).items).toHaveLength(3);
  });

  it("reads UrbanSound8K's table, folds and sources, and leaves out files that are not there", async () => {
    await put("audio/fold1/100-3-0-0.wav", "audio/fold10/200-0-0-0.wav");
    const header = "slice_file_name,fsID,start,end,salience,fold,classID,class";
    const rows = [
      "100-3-0-0.wav,100,0.0,1.5,1,1,3,dog_bark",
      "200-0-0-0.wav,200,0,1,2,10,0,air_conditioner",
      "300-1-0-0.wav,300,0,1,1,5,1,car_horn",
    ];
    await mkdir(path.join(dir, "metadata"));
    await writeFile(path.join(dir, "metadata/UrbanSound8K.csv"), [header, ...rows, ""].join("\r\n"));
    await expect(openAudioDataset(dir)).rejects.toThrow(/class "car_horn" has no audio files/);
    await put("audio/fold5/300-1-0-0.wav", "audio/fold5/400-2-0-0.wav");
    await writeFile(
      path.join(dir, "metadata/UrbanSound8K.csv"),
      [header, ...rows, "400-2-0-0.wav,400,0,1,1,5,2,children_playing"].join("\n"),
    );
    const { layout, classes, items } = await openAudioDataset(dir);
    expect({ layout, classes }).toEqual({
      layout: "urbansound8k",
      classes: ["air_conditioner", "car_horn", "children_playing", "dog_bark"],
    });
    expect(items.map(({ label, fold, group }) => [label, fold, group])).toEqual([
      [3, 1, "100"],
      [0, 10, "200"],
      [1, 5, "300"],
      [2, 5, "400"],
    ]);
  });

  it("names what is wrong with a directory", async () => {
    await expect(openAudioDataset(path.join(dir, "missing"))).rejects.toThrow(/missing" does not exist/);
    await expect(openAudioDataset(dir)).rejects.toThrow(ParameterError);
    await expect(openAudioDataset(dir)).rejects.toThrow(/holds no audio files/);
    await put("loose.wav");
    await expect(openAudioDataset(dir)).rejects.toThrow(/no labels/);
    await expect(openAudioDataset(path.join(dir, "loose.wav"))).rejects.toThrow(/is a file/);
    await put("dog/1.wav", "empty/readme.txt");
    await expect(openAudioDataset(dir)).rejects.toThrow(/class "empty" has no audio files/);
    await put("metadata/UrbanSound8K.csv", "audio/fold1/x.wav");
    await expect(openAudioDataset(dir)).rejects.toThrow(FormatError);
  });
});

describe("parseCsv", () => {
  it("understands quotes, commas and line breaks in fields, and a byte-order mark", () => {
    expect(parseCsv('\uFEFFa,b\r\n1,"x, ""y""\n z"\r\n\r\n2,')).toEqual([
      { a: "1", b: 'x, "y"\n z' },
      { a: "2", b: "" },
    ]);
    expect(parseCsv("")).toEqual([]);
  });
});

const shared = path.resolve(import.meta.dirname, "../../../../../../shared/data");
if (!existsSync(shared)) console.warn(`skipped: no recordings at ${shared}`);
describe.skipIf(!existsSync(shared))("the recordings beside the project", () => {
  it("have the sizes that their descriptions give", async () => {
    const fsdd = await openAudioDataset(path.join(shared, "fsdd"));
    expect([fsdd.layout, fsdd.items.length, fsdd.classes.length]).toEqual(["fsdd", 2400, 10]);
    const esc = await openAudioDataset(path.join(shared, "esc10"));
    expect([esc.layout, esc.items.length, esc.classes.length]).toEqual(["folder-per-class", 320, 10]);
    expect(new Set(esc.items.map(({ fold }) => fold))).toEqual(new Set([1, 2, 3, 4]));
  });
});
