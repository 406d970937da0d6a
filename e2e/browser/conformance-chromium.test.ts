// The table on WebGPU in a real browser, held to the CPU in the same page, forward and gradient.
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CASES, summarize, type CaseResult, type Mode } from "../../packages/core/conformance/index.js";
import { launchChromium } from "./chromium.js";
import { startSite, type SiteServer } from "./server.js";
import { within } from "./within.js";

const BATCH = 20;
const BATCH_SECONDS = 60;

let browser: Browser;
let site: SiteServer;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), launchChromium()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function openTable(): Promise<Page> {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(`page: ${String(error)}`));
  await page.goto(`${site.url}/pages/conformance.html`);
  await page.waitForFunction(() => window.conformance !== undefined, { timeout: 30_000 });
  return page;
}

/** Cases that a page never answered for. */
function unanswered(from: number, to: number, why: string): CaseResult[] {
  return CASES.slice(from, to).map(({ name }) => ({
    name,
    passed: false,
    skipped: false,
    forward: Infinity,
    gradient: Infinity,
    message: `${name}: ${why}`,
  }));
}

/** The whole table; a batch that hangs or crashes fails, and the rest goes on in a fresh page. */
async function runTable(first: Page, mode: Mode): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  let page = first;
  for (let from = 0; from < CASES.length; from += BATCH) {
    const to = Math.min(CASES.length, from + BATCH);
    try {
      const batch = await within(
        BATCH_SECONDS,
        page.evaluate((a, b, how) => window.conformance!.run(a, b, how), from, to, mode),
      );
      results.push(...batch.map((r) => ({ ...r, forward: Number(r.forward), gradient: Number(r.gradient) })));
    } catch (error) {
      results.push(...unanswered(from, to, error instanceof Error ? error.message : String(error)));
      await page.close().catch(() => undefined);
      page = await openTable();
      await page.evaluate(() => window.conformance!.start());
    }
  }
  return results;
}

it.for<Mode>(["eager", "compiled"])(
  "WebGPU in Chromium agrees with the CPU on every case, %s",
  async (mode, context) => {
    const page = await openTable();
    const names = await page.evaluate(() => window.conformance!.names);
    expect(names).toEqual(CASES.map(({ name }) => name));
    const { adapter, reason } = await page.evaluate(() => window.conformance!.start());
    if (adapter === undefined) {
      const message = `WebGPU in Chromium is missing, ${CASES.length} cases not run: ${reason}`;
      if (process.env["REQUIRE_GPU"] === "1") throw new Error(message);
      console.warn(message);
      return context.skip();
    }
    const results = await runTable(page, mode);
    const dispatches = page.isClosed() ? undefined : await page.evaluate(() => window.conformance!.dispatches());
    console.log(summarize(results, `Chromium (${adapter}), ${mode}`));
    expect(results).toHaveLength(CASES.length);
    expect(results.filter(({ passed }) => !passed).map(({ message }) => message)).toEqual([]);
    expect(dispatches).toBeGreaterThan(CASES.length);
  },
);
