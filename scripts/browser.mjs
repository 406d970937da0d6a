// The browser the tests drive: one that is there, or Debian's where this may install it.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { fail } from "./bootstrap.mjs";

const CANDIDATES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** The path of a Chrome or Chromium, or undefined. */
export function findBrowser() {
  const named = process.env.PUPPETEER_EXECUTABLE_PATH;
  if (named) {
    if (!existsSync(named) || !statSync(named).isFile())
      fail(`PUPPETEER_EXECUTABLE_PATH=${named} is no program. Point it at a Chrome or Chromium, or unset it.`);
    return named;
  }
  return CANDIDATES.find((path) => existsSync(path));
}

const isDebian = () =>
  existsSync("/etc/debian_version") ||
  (existsSync("/etc/os-release") && /^ID(_LIKE)?=.*debian/m.test(readFileSync("/etc/os-release", "utf8")));

const mayInstall = () => isDebian() && process.getuid?.() === 0;

function aptInstall(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) => spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env }).status;
  return apt("update", "-qq") === 0 && apt("install", "-y", "-qq", "--no-install-recommends", name) === 0;
}

/** Dawn in Node loads the system's Vulkan loader, which Chromium does not bring along. Without it the GPU tests skip. */
export function ensureVulkanLoader() {
  if (!mayInstall() || /libvulkan\.so\.1/.test(spawnSync("ldconfig", ["-p"], { encoding: "utf8" }).stdout ?? ""))
    return;
  console.log("Installing the Vulkan loader …");
  if (!aptInstall("libvulkan1")) console.warn("apt-get could not install libvulkan1: WebGPU in Node stays without it.");
}

/** Finds a browser, installing Debian's Chromium where this runs as root on Debian; otherwise says what to install. */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (mayInstall()) {
    console.log("Installing Chromium …");
    if (!aptInstall("chromium"))
      fail(
        "apt-get could not install chromium. Install Chrome or Chromium by hand and set PUPPETEER_EXECUTABLE_PATH to it.",
      );
    const installed = findBrowser();
    if (installed) return installed;
  }
  return fail(
    "no Chrome or Chromium was found, and the browser tests need one. " +
      "Debian or Ubuntu: `sudo apt-get install chromium`. macOS: `brew install --cask google-chrome`. " +
      "Elsewhere: install Chrome and set PUPPETEER_EXECUTABLE_PATH to its program.",
  );
}
