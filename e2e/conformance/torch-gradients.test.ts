// Every row of the gradient table held to PyTorch: its numbers, stored in e2e/golden/torch/generated, for outputs and
// gradients of the conformance cases and of special points, in float64 on the CPU.
import { describe, expect, it } from "vitest";
import { DIFFERENCES, LOOSER, WITHOUT_TORCH } from "../golden/torch/differences.js";
import { differencesFromTorch, hasStoredGradient, storedCases, type TorchDifference } from "../golden/torch/stored.js";
import { DIFFERENTIABLE_OPS, namesOf, runForTorch, torchFamilies } from "../golden/torch/torch-cases.js";

/** Both compute in double precision, in another order. */
const BOUNDS = { rtol: 1e-9, atol: 1e-12 };
const STALE = "Run e2e/golden/torch/generate.py, whose head says what it needs.";

const cases = [...(await torchFamilies()).values()].flat();
const stored = storedCases();
const listed = Object.values(WITHOUT_TORCH).flat();
const names = new Set(cases.map((c) => c.name));

const isExcused = (name: string, { element }: TorchDifference): boolean =>
  element !== null && (DIFFERENCES[name]?.at.includes(element) ?? false);
const inWords = ({ array, element, message }: TorchDifference): string => `${array}[${element ?? ""}]: ${message}`;

describe("gradients held to PyTorch", () => {
  it("has unique names, and stores no case that is no more", () => {
    expect(names.size).toBe(cases.length);
    expect(
      [...stored.keys()].filter((name) => !names.has(name)),
      STALE,
    ).toEqual([]);
  });

  it.each(cases)("$name", async (c) => {
    const entry = stored.get(c.name);
    if (!entry && listed.includes(c.op)) return;
    if (!entry) expect.fail(`not stored. ${STALE}`);
    const run = await runForTorch(c);
    expect(entry.key, `stale: the case has changed. ${STALE}`).toBe(run.key);
    const found = differencesFromTorch(c, run, entry, { ...BOUNDS, ...LOOSER[c.name] });
    expect(found.filter((d) => !isExcused(c.name, d)).map(inWords)).toEqual([]);
    const differing = new Set(found.map((d) => d.element));
    expect((DIFFERENCES[c.name]?.at ?? []).filter((element) => !differing.has(element))).toEqual([]);
  });

  it("excuses only cases that there are", () => {
    expect([...Object.keys(DIFFERENCES), ...Object.keys(LOOSER)].filter((name) => !names.has(name))).toEqual([]);
  });

  it.each(Object.keys(LOOSER))("$0 needs its looser bounds", async (name) => {
    const c = cases.find((other) => other.name === name)!;
    expect(differencesFromTorch(c, await runForTorch(c), stored.get(name)!, BOUNDS)).not.toEqual([]);
  });

  it("has a gradient of PyTorch for every op, or a reason why there is none", () => {
    const held = new Set(cases.filter((c) => stored.has(c.name) && hasStoredGradient(stored.get(c.name)!)).flatMap((c) => namesOf(c.op))); // prettier-ignore
    expect(
      DIFFERENTIABLE_OPS.filter((op) => !held.has(op) && !listed.includes(op)),
      "Give it a case.",
    ).toEqual([]);
    expect(listed.filter((op) => held.has(op) || !DIFFERENTIABLE_OPS.includes(op)), "has a case, or is no op").toEqual([]); // prettier-ignore
  });
});
