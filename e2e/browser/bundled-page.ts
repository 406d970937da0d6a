// A script of e2e/pages with its workers, bundled as a user would bundle it, open in Chromium.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import type { Page } from "puppeteer-core";
import { build } from "vite";
import { launchChromium } from "./chromium.js";

const PAGES = path.resolve(import.meta.dirname, "../pages");

export interface BundledPage {
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** Opens an empty page that runs `script`; ready once the script has set `window[ready]`. */
export async function openBundledPage(script: string, ready: string): Promise<BundledPage> {
  const site = await mkdtemp(path.join(os.tmpdir(), "sonograd-page-"));
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
      rolldownOptions: { input: path.join(PAGES, script), output: { entryFileNames: "page.js" } },
    },
  });
  const server = createServer((request, response) => {
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
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(`window.${ready}`);
  const close = async (): Promise<void> => {
    await browser.close();
    server.close();
    await rm(site, { recursive: true });
  };
  return { page, close };
}
