import fc from "fast-check";
import { expect, test } from "vitest";
import { sizeClass } from "./buffer-pool.js";

test("a size class holds the bytes, wastes at most half below 64 KiB and a quarter above, and is a multiple of 4", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 }), (bytes) => {
      const size = sizeClass(bytes);
      expect(size).toBeGreaterThanOrEqual(bytes);
      expect(size % 4).toBe(0);
      if (bytes > 65536) expect(size).toBeLessThanOrEqual(bytes * 1.25);
      else if (bytes > 128) expect(size).toBeLessThanOrEqual(2 * bytes);
      expect(sizeClass(size)).toBe(size);
    }),
  );
});
