// The gradient table: every public op is held to finite differences at first and second order, or named as one without
// gradient; docs/gradients.md says so and is up to date. UPDATE=1 writes it.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { gradcheck, gradgradcheck, type Tensor } from "@sonograd/core";
import { describe, expect, it, vi } from "vitest";
import { NOT_DIFFERENTIABLE, NOT_TWICE } from "../../packages/core/conformance/not-differentiable.js";
import { adapters } from "../golden/adapters/index.js";
import { countGoldenGradients, countTorchGradients } from "./golden-gradients.js";
import { worstSlopeError } from "./gradcheck-later.js";
import { renderGradients, withoutShared } from "./gradient-page.js";
import { gradientTable, PUBLIC_OPS } from "./gradient-table.js";

vi.mock("@sonograd/core", async (original) => {
  const { countedModule } = await import("./counted-ops.js");
  return countedModule(await original<object>());
});

const ROOT = resolve(import.meta.dirname, "../..");
const GOLDEN = resolve(ROOT, "../shared/golden");
const PAGE = resolve(ROOT, "docs/gradients.md");
const OUTDATED = "docs/gradients.md is out of date: UPDATE=1 npx vitest run --project conformance e2e/conformance/gradient-table.test.ts"; // prettier-ignore

type Synchronous = (...inputs: Tensor[]) => Tensor;

const { rows, failures } = await gradientTable();
const withCases = rows.filter((row) => row.cases.length > 0);
const listed = Object.values(NOT_DIFFERENTIABLE).flat();

describe("the gradient table", () => {
  it("is made of cases that run", () => {
    expect(failures).toEqual([]);
  });

  it("has a case that checks the gradient of every op, or a reason why there is none", () => {
    const bare = rows.filter((row) => row.cases.length === 0 && row.reason === null).map((row) => row.op);
    expect(bare, "Add a case to conformance/gradients.cases.ts, or a reason to not-differentiable.ts.").toEqual([]);
  });

  it("names as without gradient only ops that exist, once, and have none", () => {
    expect(listed.filter((op) => !PUBLIC_OPS.includes(op))).toEqual([]);
    expect(listed.filter((op, i) => listed.indexOf(op) !== i)).toEqual([]);
    expect(withCases.filter((row) => row.reason !== null).map((row) => row.op)).toEqual([]);
  });

  const checks = withCases.flatMap(({ op, cases }) => cases.map((c) => ({ op, ...c })));
  const excused = checks.filter((c) => c.name in NOT_TWICE);

  it("excuses from the second order only cases that there are", () => {
    expect(Object.keys(NOT_TWICE).filter((name) => !checks.some((c) => c.name === name))).toEqual([]);
  });

  it.each(excused)("$name: is rightly excused from the second order", ({ run, inputs }) => {
    expect(gradgradcheck(run as Synchronous, inputs, { raiseException: false })).toBe(false);
  });

  const smallest = withCases.flatMap(({ op, cases }) => {
    const first = cases.find((c) => c.kind !== "waits" && !(c.name in NOT_TWICE));
    return first ? [{ op, ...first }] : [];
  });
  it.each(smallest)("$op: the gradient has a gradient ($name)", ({ run, inputs }) => {
    expect(gradgradcheck(run as Synchronous, inputs)).toBe(true);
  });

  it.each(checks.filter((c) => c.kind === "function"))("$name: the gradient is the slope", ({ run, inputs }) => {
    expect(gradcheck(run as Synchronous, inputs)).toBe(true);
  });

  it.each(checks.filter((c) => c.kind === "waits"))("$name: the gradient is the slope", async ({ run, inputs }) => {
    expect(await worstSlopeError(run, inputs)).toBeLessThan(1e-8);
  });

  it("is written down in docs/gradients.md", async (context) => {
    const golden = await countGoldenGradients(GOLDEN, adapters);
    const page = renderGradients(rows, await countTorchGradients(), golden);
    if (process.env["UPDATE"] === "1" && golden) writeFileSync(PAGE, page);
    const written = readFileSync(PAGE, "utf8");
    if (golden) return expect(written, OUTDATED).toBe(page);
    console.warn(`golden files are not there, their number in the table's column on PyTorch is not checked: ${GOLDEN}`);
    expect(withoutShared(written), OUTDATED).toBe(withoutShared(page));
    return context.skip("the shared golden cases could not be counted");
  }, 300_000);
});
