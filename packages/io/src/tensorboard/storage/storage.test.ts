import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ParameterError } from "@sonograd/core";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { EventFileWriter, MemorySink, MemoryStorage, opfsStorage, readEvents, SummaryWriter } from "../index.js";
import { scalarEvent } from "../event.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sonograd-runs-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function log(writer: SummaryWriter): void {
  writer.addScalar("a", 1, 1);
  writer.addScalars("m", { x: 1 }, 1);
  writer.addEmbedding({ dtype: "float32", shape: [1, 2], data: Float32Array.of(1, 2) });
}

/** A directory of the browser's file system, in memory: pages write to a copy that close() puts in place. */
class Directory {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly folders = new Map<string, Directory>();
  constructor(readonly isWorker: boolean) {}

  getDirectoryHandle(name: string): Promise<Directory> {
    if (!this.folders.has(name)) this.folders.set(name, new Directory(this.isWorker));
    return Promise.resolve(this.folders.get(name)!);
  }

  getFileHandle(name: string): Promise<object> {
    if (!this.files.has(name)) this.files.set(name, new Uint8Array(0));
    const put = (at: number, bytes: Uint8Array, before = this.files.get(name)!): Uint8Array<ArrayBuffer> =>
      Uint8Array.from([...before.subarray(0, at), ...bytes]);
    return Promise.resolve({
      getFile: () => Promise.resolve(new Blob([this.files.get(name)!])),
      createWritable: ({ keepExistingData }: { keepExistingData: boolean }) => {
        let copy = keepExistingData ? this.files.get(name)! : new Uint8Array(0);
        let at = 0;
        return Promise.resolve({
          seek: (to: number) => void (at = to),
          write: (bytes: Uint8Array) => void (copy = put(at, bytes, copy)),
          close: () => void this.files.set(name, copy),
        });
      },
      ...(this.isWorker && {
        createSyncAccessHandle: () =>
          Promise.resolve({
            getSize: () => this.files.get(name)!.length,
            write: (bytes: Uint8Array, { at }: { at: number }) => void this.files.set(name, put(at, bytes)),
            flush: () => undefined,
            close: () => undefined,
          }),
      }),
    });
  }

  paths(before = ""): string[] {
    const below = [...this.folders].flatMap(([name, directory]) => directory.paths(`${before}${name}/`));
    return [...[...this.files.keys()].map((name) => before + name), ...below];
  }
}

/** The same name for every event file. */
const plain = (paths: Iterable<string>): string[] => [...paths].map((path) => path.replace(/events\.out.*/, "events")).sort(); // prettier-ignore
const LAYOUT = ["00000/default/tensors.tsv", "events", "m_x/events", "projector_config.pbtxt"];

describe("a run's files", () => {
  test("lie in folders in Node, and in a zip archive in a page", async () => {
    const inNode = new SummaryWriter(join(folder, "run"));
    log(inNode);
    await inNode.close();
    const found = await readdir(join(folder, "run"), { recursive: true, withFileTypes: true });
    expect(plain(found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name).slice(folder.length + 5)))).toEqual(LAYOUT); // prettier-ignore
    const storage = new MemoryStorage();
    const inPage = new SummaryWriter("run", { storage });
    log(inPage);
    await inPage.close();
    expect(plain(Object.keys(unzipSync(storage.zip())))).toEqual(LAYOUT.map((path) => `run/${path}`));
  });

  test.each([["page", false], ["worker", true]])("lie in the browser's file system, written by a %s", async (_, isWorker) => {
    const root = new Directory(isWorker);
    const storage = await opfsStorage(root as unknown as FileSystemDirectoryHandle);
    const writer = new SummaryWriter("run", { storage, maxQueue: 1 });
    log(writer);
    await writer.flush();
    expect(plain(root.paths())).toEqual(LAYOUT.map((path) => `run/${path}`));
    const run = root.folders.get("run")!;
    const [name] = [...run.files.keys()].filter((file) => file.startsWith("events"));
    expect(readEvents(run.files.get(name)!).events).toHaveLength(2);
    writer.addScalar("a", 2, 2);
    await writer.close();
    expect(readEvents(run.files.get(name)!).events.map(({ step }) => step)).toEqual([0, 1, 2]);
  }); // prettier-ignore

  test("are refused where they cannot be", async () => {
    await writeFile(join(folder, "occupied"), "");
    await expect(new SummaryWriter(join(folder, "occupied")).close()).rejects.toThrow(ParameterError);
    await expect(opfsStorage()).rejects.toThrow(/root is missing/);
  });

  test("are offered as a download", () => {
    const link = { click: vi.fn<() => void>(), href: "", download: "" };
    vi.stubGlobal("document", { createElement: () => link });
    try {
      new MemoryStorage().download("mine.zip");
    } finally {
      vi.unstubAllGlobals();
    }
    expect([link.click.mock.calls.length, link.download, link.href.slice(0, 5)]).toEqual([1, "mine.zip", "blob:"]);
  });
});

describe("an event that has to be waited for", () => {
  test("keeps its place, and costs no other when it fails", async () => {
    const sink = new MemorySink();
    const writer = new EventFileWriter(sink);
    const soon = <T>(value: () => T): Promise<T> => new Promise((resolve) => setTimeout(resolve, 5)).then(value);
    writer.addEvent(soon(() => scalarEvent("a", 1, 1, 1)));
    writer.addEvent(Promise.reject(new Error("lost device")));
    writer.addEvent(scalarEvent("a", 2, 2, 2));
    await expect(writer.flush()).rejects.toThrow("lost device");
    await writer.close();
    expect(readEvents(sink.bytes()).events.map(({ step }) => step)).toEqual([0, 1, 2]);
  });
});
