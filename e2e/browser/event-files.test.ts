// A run logged in Chromium, into its private file system and as a download, against the same run logged in Node.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileStorage, streamEvents, type EventRecord, type LogStorage } from "@sonograd/io";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readZip } from "../../packages/io/src/zip/index.js";
import { logRun } from "../pages/event-log.js";
import { openBundledPage, type BundledPage } from "./bundled-page.js";
import { within } from "./within.js";

let folder = "";
let opened: BundledPage;
let page: Page;
type Files = ReadonlyMap<string, Uint8Array>;
let inNode: Files;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "sonograd-event-files-"));
  opened = await openBundledPage("event-files.ts", "logToDownload");
  page = opened.page;
  inNode = await loggedInNode(path.join(folder, "node"));
});
afterAll(async () => {
  await opened.close();
  await rm(folder, { recursive: true });
});

/** The files of the run as Node writes them, below `root`. */
async function loggedInNode(root: string): Promise<Files> {
  const below: LogStorage = {
    create: (name) => fileStorage.create(path.join(root, name)),
    write: (name, bytes) => fileStorage.write(path.join(root, name), bytes),
  };
  await logRun(below);
  const found = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = found.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
  return new Map(await Promise.all(paths.map(async (one) => [path.relative(root, one).replaceAll(path.sep, "/"), await readFile(one)] as const))); // prettier-ignore
}

/** What the files say: events without the time at which a file was begun, and the bytes of all others. */
async function contentsOf(files: Files): Promise<Record<string, unknown>> {
  const contents: Record<string, unknown> = {};
  for (const [name, bytes] of files) {
    const [folderName, isEvents] = [path.posix.dirname(name), path.posix.basename(name).startsWith("events.out.tfevents.")]; // prettier-ignore
    if (!isEvents) contents[name] = new Uint8Array(bytes);
    else {
      const events: EventRecord[] = [];
      for await (const event of streamEvents(new Uint8Array(bytes))) events.push(event);
      contents[`${folderName}/events`] = events.map((event) => event.fileVersion ?? event);
    }
  }
  return contents;
}

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

it.each(["page", "worker"] as const)("a %s logs into the private file system what Node logs into files", async (by) => {
  const files = await within(60, page.evaluate((writer) => window.logToOpfs(writer), by)); // prettier-ignore
  const contents = await contentsOf(new Map(Object.entries(files).map(([name, text]) => [name, latin1(text)])));
  expect(contents).toEqual(await contentsOf(inNode));
  expect(contents["runs/page/events"]).toHaveLength(1 + 30 + 4);
});

it("a page offers as a download what Node logs into files", async () => {
  const downloads = path.join(folder, "downloads");
  const session = await page.browser().target().createCDPSession();
  await session.send("Browser.setDownloadBehavior", {
    behavior: "allow",
    downloadPath: downloads,
    eventsEnabled: true,
  });
  const done = new Promise<void>((resolve, reject) => {
    session.on("Browser.downloadProgress", ({ state }) => {
      if (state === "completed") resolve();
      if (state === "canceled") reject(new Error("the download was cancelled"));
    });
  });
  await within(60, Promise.all([page.evaluate((name) => window.logToDownload(name), "mine.zip"), done])); // prettier-ignore
  const entries = readZip(new Uint8Array(await readFile(path.join(downloads, "mine.zip"))), "mine.zip");
  const files = new Map(entries.map((entry) => [entry.name, entry.read()]));
  expect(await contentsOf(files)).toEqual(await contentsOf(inNode));
});
