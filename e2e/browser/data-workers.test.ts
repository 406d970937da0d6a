// A data loader with Web Workers in Chromium, bundled as a user would bundle it.
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBundledPage, type BundledPage } from "./bundled-page.js";
import { within } from "./within.js";

let opened: BundledPage;
let page: Page;

beforeAll(async () => {
  opened = await openBundledPage("data-workers.ts", "labelsByWorkers");
  page = opened.page;
});
afterAll(() => opened.close());

const labels = (samples: number[]): Promise<readonly number[][] | string> =>
  within(
    60,
    page.evaluate((s) => window.labelsByWorkers(s), samples),
  );

it("Web Workers give a loader its batches in order", async () => {
  expect(await labels([5, 0, 7, 2, 19, 3, 11, 4])).toEqual([[5, 0, 7], [2, 19, 3], [11, 4]]); // prettier-ignore
});

it("what a Web Worker throws comes back, asked for or not", async () => {
  // Class names are shortened by the bundler; that the page found a cause shows a WorkerError.
  expect(await labels([1, 2, 3, 20])).toMatch(
    /worker 1 failed\. \w+: sample 20 is broken \| .*squares\.worker.*\.js:/s,
  );
  expect(await labels([1, 21])).toMatch(/worker 0 threw\. .*out of the blue/);
});
