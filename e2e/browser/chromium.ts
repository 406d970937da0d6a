// Finds a Chromium on this machine and starts it with WebGPU, in software where there is no GPU.
import { accessSync, constants } from "node:fs";
import puppeteer, { type Browser } from "puppeteer-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

const FLAGS = [
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-gpu-watchdog",
  "--enable-unsafe-webgpu",
  // Software, so that every machine has an adapter and all of them the same one.
  "--use-webgpu-adapter=swiftshader",
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser's path: PUPPETEER_EXECUTABLE_PATH, or the first that is installed. @throws Error that says what to install */
export function findChromium(environment: NodeJS.ProcessEnv = process.env, places: readonly string[] = PLACES): string {
  const named = environment["PUPPETEER_EXECUTABLE_PATH"];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(
      `PUPPETEER_EXECUTABLE_PATH=${named} is no executable file. Point it at Chrome or Chromium 120 or newer.`,
    );
  }
  const found = places.find(isExecutable);
  if (found) return found;
  throw new Error(
    "The browser tests need Chrome or Chromium 120 or newer and found none. Install it (Debian, Ubuntu: apt-get install chromium; " +
      "macOS: brew install --cask google-chrome) or set PUPPETEER_EXECUTABLE_PATH to its executable. Looked in " +
      `${places.join(", ")}.`,
  );
}

/** Starts the browser without a window. */
export async function launchChromium(): Promise<Browser> {
  return puppeteer.launch({ executablePath: findChromium(), headless: true, args: FLAGS, protocolTimeout: 300_000 });
}
