import { defineConfig } from "vitest/config";

// Tests run on the sources: every package exports them under this condition.
const conditions = ["@sonograd/source"];
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
};

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          setupFiles: ["scripts/fixed-seed.ts"],
          include: [
            "packages/*/src/**/*.test.{ts,tsx}",
            "packages/*/test/**/*.test.{ts,tsx}",
            "scripts/**/*.test.ts",
            "e2e/golden/**/*.test.ts",
            "e2e/course/*.test.ts",
            "e2e/features/*.test.ts",
            "examples/answers/*.test.ts",
          ],
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: "conformance",
          include: ["e2e/conformance/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...shared,
        test: {
          name: "e2e",
          include: ["e2e/browser/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
