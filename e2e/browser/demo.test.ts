// The page that shows the elements to people.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { toneWav } from "./audio-fixtures.js";
import { launchChromium } from "./chromium.js";
import { canvasColors, openPage, settled, textAlternative } from "./element-page.js";
import { startSite, type SiteServer } from "./server.js";

const OUTPUT = resolve(import.meta.dirname, "../output");
let browser: Browser;
let site: SiteServer;

beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  [site, browser] = await Promise.all([startSite(), launchChromium()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

it("the demo draws a synthesised sound, then the file that is picked", async () => {
  const errors: string[] = [];
  const page = await openPage(browser, `${site.url}/demo/index.html`, errors);
  await page.waitForFunction(() => window.seen?.filter(({ type }) => type === "sonograd-load").length === 2);
  expect(await textAlternative(page, "sonograd-waveform")).toMatch(/^Waveform of a chirp: 3 seconds, 22\.05 kHz/);
  expect((await canvasColors(page, "sonograd-spectrogram")).count).toBeGreaterThan(20);
  await page.screenshot({ path: join(OUTPUT, "demo.png"), fullPage: true });

  const file = join(mkdtempSync(join(tmpdir(), "sonograd-")), "picked.wav");
  writeFileSync(file, toneWav());
  const input = await page.$("#file");
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
  await page.waitForFunction(() => window.seen?.filter(({ type }) => type === "sonograd-load").length === 4);
  await page.select("#y-scale", "linear");
  await settled(page);
  expect(await textAlternative(page, "sonograd-spectrogram")).toMatch(/^Spectrogram of picked\.wav: 2 seconds/);
  expect(errors).toEqual([]);
});
