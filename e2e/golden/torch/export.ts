// Prints the cases that generate.py is to run, one JSON object a line, with their numbers as base64.
import { hasGradient } from "../../../packages/core/conformance/run-case.js";
import type { Tensor } from "../../../packages/core/src/index.js";
import { argumentsAsJson, bytesOf, inputsOf, isAbsolute, keyOf, outputsOf, seedsOf, torchFamilies } from "./torch-cases.js"; // prettier-ignore

const numbers = async (x: Tensor): Promise<object> => ({ shape: x.shape, dtype: x.dtype, data: bytesOf(await x.data()) }); // prettier-ignore

for (const [family, cases] of await torchFamilies())
  for (const c of cases) {
    const inputs = inputsOf(c);
    const outs = await outputsOf(c, inputs);
    const seeds = seedsOf(outs);
    const line = {
      family,
      name: c.name,
      key: await keyOf(c, inputs, seeds),
      op: c.op,
      absolute: isAbsolute(c),
      list: c.list ?? false,
      before: c.argsBefore ?? [],
      first: c.argsFirst ?? [],
      args: c.args ?? [],
      named: c.named ?? {},
      inputs: await Promise.all(
        c.inputs.map(async (spec, i) => ({
          ...(await numbers(inputs[i])),
          grad: hasGradient(spec),
          layout: spec.layout ?? null,
          matrix: spec.matrix ?? null,
        })),
      ),
      seeds: await Promise.all(seeds.map((s) => (s ? numbers(s) : null))),
    };
    console.log(argumentsAsJson(line));
  }
