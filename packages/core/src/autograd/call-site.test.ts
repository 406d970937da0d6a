import { expect, it } from "vitest";
import { framesOutside } from "./call-site.js";

const V8 = `Error: call site
    at traceOf (file:///lib/core/src/autograd/anomaly.ts:80:9)
    at sqrt (file:///lib/core/src/ops/elementwise.ts:20:5)
    at loss (file:///home/me/train.ts:12:7)
    at file:///home/me/train.ts:30:1`;
const GECKO = `traceOf@http://host/lib/core/src/autograd/anomaly.ts:80:9
sqrt@http://host/lib/core/src/ops/elementwise.ts:20:5
loss@http://host/train.ts:12:7
`;

it("keeps the frames of the user, in both styles of stack lines", () => {
  expect(framesOutside(V8, "/lib/core/src/")).toEqual([
    "    at loss (file:///home/me/train.ts:12:7)",
    "    at file:///home/me/train.ts:30:1",
  ]);
  expect(framesOutside(GECKO, "/lib/core/src/")).toEqual(["loss@http://host/train.ts:12:7"]);
  expect(framesOutside(V8.replaceAll("/lib/", "C:\\lib\\").replaceAll("core/src", "core\\src"), "/core/src/")).toHaveLength(2); // prettier-ignore
});

it("keeps all frames of a bundle, where the library and the program are one file, and few of a deep stack", () => {
  expect(framesOutside(V8, "/")).toHaveLength(4);
  const deep = Array.from({ length: 30 }, (_, i) => `    at f (file:///x.ts:${i + 1}:1)`).join("\n");
  expect(framesOutside(deep, "/lib/")).toHaveLength(6);
});
