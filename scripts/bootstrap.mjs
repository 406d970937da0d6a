// Brings a fresh clone to a working state with only Node and npm: pnpm, the locked packages, the build.
// Nothing is fetched but registry packages, and nothing at all where it is already there.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const PNPM = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).packageManager; // "pnpm@12.x.y"
const STAMPS = join(ROOT, "node_modules", ".sonograd");

/** Ends with one clear line. */
export function fail(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}

/** Runs a command in the root; returns its exit status. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: "inherit", ...options });
  if (result.error) fail(`${command} could not be started: ${result.error.message}`);
  return result.status ?? 1;
}

export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Node ${process.versions.node} is too old: Sonograd needs Node 20.19 or newer (https://nodejs.org).`);
}

/** pnpm of the pinned version: the one on the path, else through npx, which puts it on the path of what it runs. */
function pnpm(args, options = {}) {
  const wanted = PNPM.split("@")[1];
  const probe = { cwd: ROOT, encoding: "utf8", env: { ...process.env, COREPACK_ENABLE_DOWNLOAD_PROMPT: "0" } };
  if (spawnSync("pnpm", ["--version"], probe).stdout?.trim() === wanted) return run("pnpm", args, options);
  return run("npx", ["--yes", "--prefer-offline", PNPM, ...args], options);
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest("hex");
}

function stampIs(name, value) {
  const file = join(STAMPS, name);
  return existsSync(file) && readFileSync(file, "utf8") === value;
}

function stamp(name, value) {
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(join(STAMPS, name), value);
}

function filesUnder(folder) {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(ROOT, path)).isDirectory() ? filesUnder(path) : [path];
  });
}

/** Installs the locked packages, unless this lockfile is installed already. */
export function install() {
  const value = hashOf(["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"]);
  if (stampIs("installed", value)) return;
  console.log("Installing packages from the lockfile …");
  if (pnpm(["install", "--frozen-lockfile", "--prefer-offline"]) !== 0)
    fail("the packages could not be installed. The first run needs the npm registry; later ones work offline.");
  stamp("installed", value);
}

const PACKAGES = readdirSync(join(ROOT, "packages"));

/** Compiles every package to its dist/, unless nothing changed since the last time. */
export function build() {
  const examples = readdirSync(join(ROOT, "examples")).filter((name) => name.endsWith(".ts"));
  const sources = [
    ...PACKAGES.flatMap((p) => [...filesUnder(`packages/${p}/src`), `packages/${p}/package.json`]),
    ...examples.map((name) => `examples/${name}`),
    "scripts/pack-course.mjs",
  ].sort();
  const value = hashOf(["pnpm-lock.yaml", "tsconfig.base.json", ...sources]);
  const complete = PACKAGES.every((p) => existsSync(join(ROOT, "packages", p, "dist")));
  if (complete && stampIs("built", value)) return;
  console.log("Building …");
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
  // By way of pnpm, because turbo looks for it on the path.
  if (pnpm(["exec", "turbo", "run", "build", "--output-logs=errors-only"], { env }) !== 0)
    fail("the build failed; its messages stand above.");
  stamp("built", value);
}
