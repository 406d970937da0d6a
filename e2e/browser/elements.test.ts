// The elements in a real browser, from the bundle that pages load.
import { existsSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { toneWav } from "./audio-fixtures.js";
import { launchChromium } from "./chromium.js";
import { canvasColors, openPage, settled, show, textAlternative } from "./element-page.js";
import { startSite, type SiteServer } from "./server.js";
import { within } from "./within.js";

const ROOT = resolve(import.meta.dirname, "../..");
const OUTPUT = resolve(ROOT, "e2e/output");
const HAS_RECORDINGS = existsSync(resolve(ROOT, "../shared/data/audio/test_audio.flac"));
if (!HAS_RECORDINGS)
  console.warn("elements: ../shared/data/audio is absent, so no FLAC or Ogg is loaded in the browser");

let browser: Browser;
let site: SiteServer;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  [site, browser] = await Promise.all([startSite(), launchChromium()]);
  const wav = toneWav();
  site.provide("/generated/tone.wav", wav);
  site.provide("/generated/cut.wav", wav.subarray(0, 30));
  site.provide("/generated/text.wav", new TextEncoder().encode("this is no audio"));
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

beforeEach(async () => {
  await page?.close();
  errors.length = 0;
  page = await openPage(browser, `${site.url}/test/elements.html`, errors);
  return () => expect(errors).toEqual([]);
});

const BOTH = (src: string): string =>
  `<sonograd-waveform src="${src}"></sonograd-waveform><sonograd-spectrogram src="${src}"></sonograd-spectrogram>`;

const seen = (): Promise<NonNullable<Window["seen"]>> => page.evaluate(() => window.seen!);

describe("both elements", () => {
  it.skipIf(!HAS_RECORDINGS).each(["flac", "ogg"])("draw a recording in %s", async (format) => {
    await show(page, BOTH(`/audio/test_audio.${format}`));
    for (const tag of ["sonograd-waveform", "sonograd-spectrogram"]) {
      expect((await canvasColors(page, tag)).count).toBeGreaterThan(20);
      expect(await textAlternative(page, tag)).toMatch(
        new RegExp(`of test_audio\\.${format}: 5\\.\\d+ seconds, 44\\.1 kHz, 2 channels averaged\\. Peak −\\d`),
      );
    }
    await page.screenshot({ path: `${OUTPUT}/elements-${format}.png` });
  });

  it("say in words what they show", async () => {
    await show(page, BOTH("/generated/tone.wav"));
    const facts = "of tone.wav: 2 seconds, 22.05 kHz, 2 channels averaged. Peak −10.1 dB, loudest near 440 Hz.";
    expect(await textAlternative(page, "sonograd-waveform")).toBe(`Waveform ${facts}`);
    expect(await textAlternative(page, "sonograd-spectrogram")).toBe(`Spectrogram ${facts}`);
    const rows = await page.$eval("sonograd-spectrogram", (e) => e.shadowRoot!.querySelectorAll("tbody tr").length);
    expect(rows).toBe(12);
  });

  it("tell the page once that they have loaded", async () => {
    await show(page, BOTH("/generated/tone.wav"));
    const detail = { name: "tone.wav", durationSeconds: 2, sampleRate: 22050, channels: 2 };
    expect(await seen()).toEqual([
      { type: "sonograd-load", detail },
      { type: "sonograd-load", detail },
    ]);
  });

  it("draw samples that a script sets", async () => {
    await page.evaluate(() => {
      const element = document.createElement("sonograd-spectrogram");
      const samples = Float32Array.from({ length: 8000 }, (_, i) => Math.sin((2 * Math.PI * 1000 * i) / 8000));
      Object.assign(element, { samples, sampleRate: 8000, label: "a whistle" });
      document.querySelector("main")!.append(element);
    });
    await settled(page);
    expect(await textAlternative(page, "sonograd-spectrogram")).toBe(
      "Spectrogram of a whistle: 1 second, 8 kHz, 1 channel. Peak 0.0 dB, loudest near 1 kHz.",
    );
  });

  it("show silence in the darkest colour", async () => {
    await page.evaluate(() => {
      const element = document.createElement("sonograd-spectrogram");
      Object.assign(element, { samples: new Float32Array(8000), sampleRate: 8000, label: "silence" });
      document.querySelector("main")!.append(element);
    });
    await settled(page);
    const middle = await page.$eval("sonograd-spectrogram", (element) => {
      const canvas = element.shadowRoot!.querySelector("canvas")!;
      const { data } = canvas.getContext("2d")!.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1);
      return [...data.subarray(0, 3)];
    });
    expect(Math.max(...middle)).toBeLessThan(16);
  });

  it("do not mind a second copy of the library on the page", async () => {
    await show(page, BOTH("/generated/tone.wav"));
    // As text: the test runner rewrites `import(…)` in functions.
    const isSecond = await page.evaluate(`import("/cdn/sonograd.js?second").then(
      (copy) => copy.SonogradWaveform !== customElements.get("sonograd-waveform"),
    )`);
    expect(isSecond).toBe(true);
  });

  it("show one channel when asked for it", async () => {
    await show(page, `<sonograd-spectrogram channel="1" src="/generated/tone.wav"></sonograd-spectrogram>`);
    expect(await textAlternative(page, "sonograd-spectrogram")).toContain(
      "channel 1 of 2. Peak −18.1 dB, loudest near 1 kHz",
    );
  });

  it("reflect properties to attributes in kebab case", async () => {
    await show(
      page,
      `<sonograd-spectrogram n-fft="1024" min-db="-60" src="/generated/tone.wav"></sonograd-spectrogram>`,
    );
    const attributes = await page.$eval("sonograd-spectrogram", async (element) => {
      const { nFft, minDb } = element;
      Object.assign(element, { hopLength: 128, yScale: "log", colorMap: "viridis", maxDb: 0, channel: 0 });
      await element.updateComplete;
      const names = ["n-fft", "hop-length", "y-scale", "color-map", "min-db", "max-db", "channel"];
      return [nFft, minDb, ...names.map((name) => element.getAttribute(name))];
    });
    expect(attributes).toEqual([1024, -60, "1024", "128", "log", "viridis", "-60", "0", "0"]);
    await settled(page);
  });

  it("have no accessibility violation that axe-core finds, in any state", async () => {
    await show(page, BOTH("/generated/tone.wav") + BOTH("/generated/text.wav") + BOTH(""));
    await page.focus("sonograd-spectrogram");
    await page.keyboard.press("ArrowRight");
    await page.addScriptTag({ path: resolve(ROOT, "node_modules/axe-core/axe.min.js") });
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import("axe-core") };
      const found = await axe.run(document);
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("; ")}`);
    });
    expect(violations).toEqual([]);
  });
});

describe("the cursor", () => {
  const markup = `<sonograd-spectrogram y-scale="linear" src="/generated/tone.wav"></sonograd-spectrogram>`;

  it("moves with the arrow keys in time and frequency and tells the page", async () => {
    await show(page, markup);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("sonograd-spectrogram");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    const moves = (await seen()).filter(({ type }) => type === "sonograd-cursor").map(({ detail }) => detail);
    expect(moves.map(({ timeSeconds }) => timeSeconds)).toEqual([0.02, 0.02, 2, 0]);
    expect(moves[0]["frequencyHz"]).toBeCloseTo(11025 / 2, 6);
    expect(moves[1]["frequencyHz"]).toBeCloseTo(0.51 * 11025, 6);
  });

  it("reads the level of the tone where the tone is", async () => {
    await show(page, markup);
    const box = (await (await page.$("sonograd-spectrogram >>> .plot"))!.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height * (1 - 440 / 11025));
    const { detail } = (await seen()).at(-1)!;
    expect(detail["timeSeconds"]).toBeCloseTo(1, 1);
    expect(Math.abs((detail["frequencyHz"] as number) - 440)).toBeLessThan(30);
    // Half of full scale in one of two averaged channels: −12 dB, a little less beside the middle of the bin.
    expect(detail["levelDb"]).toBeGreaterThan(-30);
    expect(detail["levelDb"]).toBeLessThan(-11);
  });

  it("has a focus ring and is announced, but not more than twice a second", async () => {
    await show(page, markup);
    await page.keyboard.press("Tab");
    const outline = await page.$eval("sonograd-spectrogram", (element) => {
      const plot = element.shadowRoot!.querySelector(".plot")!;
      const status = element.shadowRoot!.querySelector("[role=status]")!;
      const spoken: string[] = [];
      Object.assign(window, { spoken });
      new MutationObserver(() => spoken.push(status.textContent ?? "")).observe(status, {
        subtree: true,
        childList: true,
        characterData: true,
      });
      return getComputedStyle(plot).outlineStyle;
    });
    expect(outline).toBe("solid");
    for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => (window as unknown as { spoken: string[] }).spoken.length > 0);
    const spoken = await page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
    expect(spoken.length).toBeLessThan(4);
    expect(spoken.at(-1)).toMatch(/^0\.\d{3} s, 5\.51 kHz, −\d+\.\d dB$/);
    await page.screenshot({ path: `${OUTPUT}/elements-cursor.png` });
  });

  it("zooms with plus, minus and zero", async () => {
    await show(page, `<sonograd-waveform src="/generated/tone.wav"></sonograd-waveform>`);
    await page.focus("sonograd-waveform");
    const picture = (): Promise<string> =>
      page.$eval("sonograd-waveform", (element) => element.shadowRoot!.querySelector("canvas")!.toDataURL());
    const whole = await picture();
    for (let i = 0; i < 8; i++) await page.keyboard.press("+");
    await settled(page);
    expect(await picture()).not.toBe(whole);
    await page.screenshot({ path: `${OUTPUT}/elements-zoom.png` });
    await page.keyboard.press("0");
    await settled(page);
    expect(await picture()).toBe(whole);
  });
});

describe("errors", () => {
  it.each([
    ["/generated/text.wav", "text.wav", /no supported audio format/],
    ["/generated/cut.wav", "cut.wav", /cut\.wav/],
    ["/generated/missing.wav", "missing.wav", /the server answered 404/],
  ])("of %s are shown with file and cause, as an alert and an event", async (src, name, cause) => {
    await show(page, `<sonograd-waveform src="${src}"></sonograd-waveform>`);
    const text = await page.$eval("sonograd-waveform", (e) => e.shadowRoot!.querySelector("[role=alert]")!.textContent);
    expect(text).toContain(name);
    expect(text).toMatch(cause);
    const [event] = await seen();
    expect(event.type).toBe("sonograd-error");
    expect(event.detail["name"]).toBe(name);
    expect(event.detail["message"]).toMatch(cause);
  });

  it("of a property name the values that are allowed, and go when it is mended", async () => {
    await show(page, `<sonograd-spectrogram color-map="jet" src="/generated/tone.wav"></sonograd-spectrogram>`);
    const alert = (): Promise<string | null> =>
      page.$eval("sonograd-spectrogram", (e) => e.shadowRoot!.querySelector("[role=alert]")?.textContent ?? null);
    expect(await alert()).toMatch(/colorMap="jet" must be one of .*magma/);
    await page.$eval("sonograd-spectrogram", (element) => element.setAttribute("color-map", "magma"));
    await settled(page);
    expect(await alert()).toBeNull();
    expect((await canvasColors(page, "sonograd-spectrogram")).count).toBeGreaterThan(20);
  });
});

describe("colours and size", () => {
  const canvasWidth = (): Promise<number> =>
    page.$eval("sonograd-spectrogram", (element) => element.shadowRoot!.querySelector("canvas")!.width);

  it("follow a change of color-scheme without being told", async () => {
    await show(page, BOTH("/generated/tone.wav"));
    expect((await canvasColors(page, "sonograd-waveform")).corner).toEqual([255, 255, 255]);
    await page.evaluate(() => {
      document.documentElement.style.colorScheme = "dark";
    });
    await page.waitForFunction(() => {
      const canvas = document.querySelector("sonograd-waveform")!.shadowRoot!.querySelector("canvas")!;
      return canvas.getContext("2d")!.getImageData(0, 0, 1, 1).data[0] < 64;
    });
    await page.screenshot({ path: `${OUTPUT}/elements-dark.png` });
  });

  it("stay readable in forced colours", async () => {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    const session = await page.createCDPSession();
    await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }, { name: "prefers-color-scheme", value: "dark" }] }); // prettier-ignore
    await show(page, BOTH("/generated/tone.wav"));
    await page.focus("sonograd-spectrogram");
    await page.keyboard.press("ArrowRight");
    await settled(page);
    expect((await canvasColors(page, "sonograd-waveform")).corner[0]).toBeLessThan(64);
    await page.screenshot({ path: `${OUTPUT}/elements-forced-colors.png` });
  });

  it("redraw at a new size", async () => {
    await show(page, `<sonograd-spectrogram style="width: 400px" src="/generated/tone.wav"></sonograd-spectrogram>`);
    expect(await canvasWidth()).toBe(400);
    await page.$eval("sonograd-spectrogram", (element) => element.style.setProperty("width", "600px"));
    await settled(page);
    expect(await canvasWidth()).toBe(600);
  });

  it("redraw at the pixel density of another screen", async () => {
    // The browser's emulation changes the density without telling media queries, so the test tells them.
    await page.evaluate(() => {
      const { matchMedia } = window;
      const lists: MediaQueryList[] = [];
      window.matchMedia = (query) => {
        lists.push(matchMedia.call(window, query));
        return lists.at(-1)!;
      };
      Object.assign(window, { tellDensity: () => lists.at(-1)!.dispatchEvent(new Event("change")) });
    });
    await show(page, `<sonograd-spectrogram style="width: 400px" src="/generated/tone.wav"></sonograd-spectrogram>`);
    for (const [deviceScaleFactor, width] of [
      [2, 800],
      [1.5, 600],
      [1, 400],
    ]) {
      await page.setViewport({ width: 900, height: 800, deviceScaleFactor });
      await page.evaluate(() => (window as unknown as { tellDensity: () => void }).tellDensity());
      await settled(page);
      expect(await canvasWidth()).toBe(width);
    }
  });
});

describe("loading and leaving", () => {
  it("a new src aborts the request for the old one", async () => {
    const aborted = new Promise<string>((done) =>
      page.on("requestfailed", (request) => done(`${request.url()} ${request.failure()?.errorText}`)),
    );
    await page.evaluate(() => {
      const element = document.createElement("sonograd-waveform");
      element.src = "/slow/never.wav";
      document.querySelector("main")!.append(element);
    });
    await page.waitForFunction(() =>
      document.querySelector("sonograd-waveform")!.shadowRoot?.textContent?.includes("Loading never.wav"),
    );
    await page.$eval("sonograd-waveform", (element) => element.setAttribute("src", "/generated/tone.wav"));
    await settled(page);
    expect(await within(10, aborted)).toBe(`${site.url}/slow/never.wav net::ERR_ABORTED`);
    expect(await seen()).toMatchObject([{ type: "sonograd-load", detail: { name: "tone.wav" } }]);
  });

  it("an element that is moved while it loads goes on", async () => {
    await page.evaluate(async () => {
      const element = document.createElement("sonograd-waveform");
      element.src = "/generated/tone.wav";
      document.querySelector("main")!.append(element);
      await element.updateComplete;
      document.body.append(element);
    });
    await settled(page);
    expect(await seen()).toMatchObject([{ type: "sonograd-load", detail: { name: "tone.wav" } }]);
  });

  it("an element that has left the page leaves nothing behind", async () => {
    await page.evaluateOnNewDocument(countObservers);
    await page.goto(`${site.url}/test/elements.html`);
    await show(page, BOTH("/generated/tone.wav"));
    const count = (): Promise<number> => page.evaluate(() => (window as unknown as { alive: () => number }).alive());
    expect(await count()).toBeGreaterThan(0);
    await page.evaluate(() => document.querySelector("main")!.replaceChildren());
    expect(await count()).toBe(0);
  });
});

/** Counts resize observers that observe and listeners on anything that outlives an element. Runs in the page. */
function countObservers(): void {
  const observing = new Set<ResizeObserver>();
  let listeners = 0;
  const { observe, disconnect } = ResizeObserver.prototype;
  ResizeObserver.prototype.observe = function (...args) {
    observing.add(this);
    observe.apply(this, args);
  };
  ResizeObserver.prototype.disconnect = function () {
    observing.delete(this);
    disconnect.apply(this);
  };
  for (const target of [Window.prototype, Document.prototype, MediaQueryList.prototype] as EventTarget[]) {
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = function (this: EventTarget, ...args: Parameters<typeof addEventListener>) {
      listeners++;
      addEventListener.apply(this, args);
    };
    target.removeEventListener = function (this: EventTarget, ...args: Parameters<typeof removeEventListener>) {
      listeners--;
      removeEventListener.apply(this, args);
    };
  }
  Object.assign(window, { alive: () => observing.size + listeners });
}
