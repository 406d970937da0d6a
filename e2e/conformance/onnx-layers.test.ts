// Every layer with random options against onnxruntime, batches of other sizes than the example's.
import { manualSeed, UnsupportedOpError, ParameterError } from "@sonograd/core";
import * as nn from "@sonograd/nn";
import { exportOnnx } from "@sonograd/nn";
import { expect, test } from "vitest";
import * as modules from "../../packages/nn/src/modules/index.js";
import { Draw, LAYERS, REFUSED } from "./onnx-layers.js";
import { expectSameInOnnx } from "./onnx-session.js";

const DRAWS = Number(process.env["ONNX_DRAWS"] ?? 2);

test.each(Object.keys(LAYERS))("%s", async (name) => {
  for (let seed = 1; seed <= DRAWS; seed++) {
    manualSeed(seed);
    const [layer, inputs, options] = LAYERS[name](new Draw(seed * 7919));
    try {
      await expectSameInOnnx(layer, inputs, options, [1, 5]);
    } catch (error) {
      throw new Error(`draw ${seed}: ${String(layer)}`, { cause: error });
    }
  }
});

test.each(Object.entries(REFUSED))("names what has no ONNX form: %s", async (_, [[layer, inputs], message]) => {
  const error: unknown = await exportOnnx(layer, inputs(2)).catch((thrown: unknown) => thrown);
  expect(error instanceof UnsupportedOpError || error instanceof ParameterError).toBe(true);
  expect(String(error)).toMatch(message);
});

test("no layer is left out", () => {
  // Containers without a forward of their own, and layers whose second input is the indices of a pooling.
  const others = ["Module", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict", "MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d", "FractionalMaxPool3d"]; // prettier-ignore
  const known = [...Object.keys(LAYERS), ...Object.keys(REFUSED).map((name) => name.split(":")[0]), ...others];
  const layers = Object.entries(modules).flatMap(([name, value]) => typeof value === "function" && value.prototype instanceof nn.Module ? [name] : []); // prettier-ignore
  expect(layers.filter((name) => !known.includes(name) && !name.startsWith("Lazy"))).toEqual([]);
});
