// A page of bench/pages in Chromium, on its software adapter.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, resolve } from "node:path";
import type { Page } from "puppeteer-core";
import { build } from "vite";
import { launchChromium } from "../../e2e/browser/chromium.js";

const PAGES = resolve(import.meta.dirname, "../pages");
const SITE = resolve(import.meta.dirname, "../dist/pages");
const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

async function buildPages(): Promise<void> {
  await build({
    configFile: false,
    root: PAGES,
    publicDir: false,
    logLevel: "error",
    resolve: { conditions: ["@sonograd/source", "module", "browser", "production"] },
    build: {
      target: "es2022",
      outDir: SITE,
      emptyOutDir: true,
      // TensorFlow.js is as large as it is.
      chunkSizeWarningLimit: 5000,
      rolldownOptions: { input: join(PAGES, "bench.html") },
    },
  });
}

/** Serves the pages on localhost, where a page has WebGPU without certificates. */
async function serve(): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const file = join(SITE, new URL(request.url ?? "/", "http://localhost").pathname);
    if (!file.startsWith(SITE) || !existsSync(file) || !statSync(file).isFile()) response.writeHead(404).end();
    else createReadStream(file).pipe(response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain" }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { server, url: `http://localhost:${(server.address() as AddressInfo).port}` };
}

/** Opens the page, lets `use` drive it and closes everything. What the page warns of goes to stderr. */
export async function withBenchPage<T>(use: (page: Page) => Promise<T>): Promise<T> {
  await buildPages();
  const [{ server, url }, browser] = await Promise.all([serve(), launchChromium()]);
  try {
    const page = await browser.newPage();
    page.on("pageerror", (error) => console.error(`page: ${String(error)}`));
    page.on("console", (message) => {
      if (message.type() === "warn" || message.type() === "error") console.error(`page: ${message.text()}`);
    });
    await page.goto(`${url}/bench.html`);
    await page.waitForFunction(() => window.bench !== undefined, { timeout: 30_000 });
    return await use(page);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
