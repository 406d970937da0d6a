// Peers that nothing of ours may depend on, because of their licence or their size: fetched from npm when a race asks for them.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const FOLDER = resolve(import.meta.dirname, "../node_modules/.cache/peers");

/** `require` for packages given as name → version, installed beside this folder's own where they are not there yet. */
export function requirePeers(versions: Readonly<Record<string, string>>): NodeJS.Require {
  mkdirSync(FOLDER, { recursive: true });
  const missing = Object.entries(versions).filter(([name]) => !existsSync(resolve(FOLDER, "node_modules", name)));
  if (missing.length > 0) {
    writeFileSync(resolve(FOLDER, "package.json"), JSON.stringify({ private: true }));
    const names = missing.map(([name, version]) => `${name}@${version}`);
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", FOLDER, ...names], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  return createRequire(resolve(FOLDER, "here.js"));
}
