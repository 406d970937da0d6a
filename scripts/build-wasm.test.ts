import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compilePasses, GENERATED } from "./build-wasm.js";

it("carries what the files in assembly compile to: `pnpm wasm` writes it", async () => {
  expect(readFileSync(GENERATED, "utf8")).toBe(await compilePasses());
});
