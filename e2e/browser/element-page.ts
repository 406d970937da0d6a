// A page with the elements on it, and what tests ask of it.
import type { Browser, Page } from "puppeteer-core";

/** What a page recorded of an element's events. */
export interface SeenEvent {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

declare global {
  interface Window {
    seen?: SeenEvent[];
  }
}

/** Opens a page of the site that records the elements' events from the start; errors of the page fail the test. */
export async function openPage(browser: Browser, url: string, errors: string[] = []): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width: 900, height: 800, deviceScaleFactor: 1 });
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.evaluateOnNewDocument(() => {
    const seen: SeenEvent[] = [];
    window.seen = seen;
    for (const type of ["sonograd-load", "sonograd-error", "sonograd-cursor"])
      document.addEventListener(type, (event) => {
        const { error: _, ...detail } = (event as CustomEvent).detail;
        seen.push({ type, detail });
      });
  });
  await page.goto(url);
  return page;
}

/** Puts markup into the page and waits until every element is ready or shows an error. */
export async function show(page: Page, markup: string): Promise<void> {
  await page.evaluate((html) => {
    document.querySelector("main")!.innerHTML = html;
  }, markup);
  await settled(page);
}

/** Waits until no element loads and all is drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll("sonograd-spectrogram, sonograd-waveform")].every(
        (element) => "state" in element && element.state !== "loading",
      ),
    { timeout: 30_000 },
  );
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Number of different colours on an element's canvas, and the colour of its corner. */
export async function canvasColors(page: Page, selector: string): Promise<{ count: number; corner: number[] }> {
  return page.$eval(selector, (element) => {
    const canvas = element.shadowRoot!.querySelector("canvas")!;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    const pixels = new Uint32Array(data.buffer);
    return { count: new Set(pixels).size, corner: [...data.subarray(0, 3)] };
  });
}

/** What a screen reader hears of an element first. */
export async function textAlternative(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) =>
    element.shadowRoot!.querySelector("[role=group]")!.getAttribute("aria-label")!,
  );
}
