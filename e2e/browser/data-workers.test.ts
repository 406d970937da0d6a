// A data loader with Web Workers in Chromium, bundled as a user would bundle it.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import type { Browser, Page } from "puppeteer-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "./chromium.js";
import { within } from "./within.js";

const PAGES = path.resolve(import.meta.dirname, "../pages");
let site = "";
let server: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  site = await mkdtemp(path.join(os.tmpdir(), "sonograd-data-workers-"));
  await build({
    configFile: false,
    logLevel: "warn",
    root: PAGES,
    base: "/",
    publicDir: false,
    resolve: { conditions: ["@sonograd/source", "module", "browser", "production"] },
    worker: { format: "es" },
    build: {
      target: "es2022",
      outDir: site,
      emptyOutDir: true,
      rolldownOptions: { input: path.join(PAGES, "data-workers.ts"), output: { entryFileNames: "page.js" } },
    },
  });
  server = createServer((request, response) => {
    const name = new URL(request.url ?? "/", "http://localhost").pathname;
    if (name === "/")
      response.setHeader("content-type", "text/html").end('<script type="module" src="/page.js"></script>');
    else
      readFile(path.join(site, path.normalize(name))).then(
        (bytes) => response.setHeader("content-type", "text/javascript").end(bytes),
        () => response.writeHead(404).end(),
      );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  browser = await launchChromium();
  page = await browser.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction("window.labelsByWorkers");
});
afterAll(async () => {
  await browser.close();
  server.close();
  await rm(site, { recursive: true });
});

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
