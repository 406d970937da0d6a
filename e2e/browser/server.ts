// Builds what the browser tests load, as a user would, and serves it: the bundle for pages, the demo, the pages of e2e/pages
// and audio. Nothing is replaced by shims: a module that needs Node fails the build.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, resolve, sep } from "node:path";
import { build, type InlineConfig } from "vite";

const ROOT = resolve(import.meta.dirname, "../..");
const SITE = join(ROOT, "e2e/output/site");

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".wav": "audio/wav",
  ".flac": "audio/flac",
  ".ogg": "audio/ogg",
};

export interface SiteServer {
  /** `http://localhost:PORT`: WebGPU is there on localhost without certificates. */
  readonly url: string;
  /** Serves bytes under a path. */
  provide(path: string, bytes: Uint8Array): void;
  close(): Promise<void>;
}

/** Node's modules in code for the browser are an error here, where Vite only warns and puts an empty module. */
function refuseNodeModules(config: InlineConfig): InlineConfig {
  return {
    ...config,
    logLevel: "warn",
    customLogger: {
      hasWarned: false,
      hasErrorLogged: () => false,
      clearScreen: () => undefined,
      info: () => undefined,
      error: (message) => console.error(message),
      warn: checkWarning,
      warnOnce: checkWarning,
    },
  };
}

function checkWarning(message: string): void {
  if (/externalized for browser compatibility/.test(message)) throw new Error(message);
  console.warn(message);
}

/** The bundle of packages/web from its own configuration, and the test pages. */
async function buildSite(): Promise<void> {
  await build(
    refuseNodeModules({
      configFile: join(ROOT, "packages/web/vite.config.ts"),
      build: { outDir: join(SITE, "cdn"), emptyOutDir: true },
    }),
  );
  await build(
    refuseNodeModules({
      configFile: false,
      root: join(ROOT, "e2e/pages"),
      base: "/pages/",
      publicDir: false,
      resolve: { conditions: ["@sonograd/source", "module", "browser", "production"] },
      build: {
        target: "es2022",
        outDir: join(SITE, "pages"),
        emptyOutDir: true,
        rolldownOptions: { input: join(ROOT, "e2e/pages/conformance.html") },
      },
    }),
  );
}

/** Paths of a URL on this machine, by its first part. */
const FOLDERS: Readonly<Record<string, string>> = {
  cdn: join(SITE, "cdn"),
  pages: join(SITE, "pages"),
  test: join(ROOT, "e2e/pages"),
  demo: join(ROOT, "packages/web/demo"),
  dist: join(SITE),
  audio: resolve(ROOT, "../shared/data/audio"),
};

function fileOf(path: string): string | undefined {
  const [, first = "", ...rest] = path.split("/");
  const folder = FOLDERS[first];
  if (folder === undefined) return undefined;
  const file = normalize(join(folder, ...rest));
  if (!file.startsWith(folder + sep) || !existsSync(file) || !statSync(file).isFile()) return undefined;
  return file;
}

function answer(response: ServerResponse, provided: ReadonlyMap<string, Uint8Array>, path: string): void {
  const type = CONTENT_TYPES[extname(path)] ?? "application/octet-stream";
  const headers = { "content-type": type, "cache-control": "no-store" };
  const bytes = provided.get(path);
  const file = bytes ? undefined : fileOf(path);
  if (bytes) response.writeHead(200, headers).end(bytes);
  else if (file) createReadStream(file).pipe(response.writeHead(200, headers));
  else response.writeHead(404, { "content-type": "text/plain" }).end("not found");
}

/** Builds the site and serves it on a free port. `/slow/…` answers never, for tests of aborted loading. */
export async function startSite(): Promise<SiteServer> {
  await buildSite();
  const provided = new Map<string, Uint8Array>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    if (!path.startsWith("/slow/")) answer(response, provided, path);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    provide: (path, bytes) => void provided.set(path, bytes),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
