// Tensor operations, forward and gradient: inputs named grad_… are the gradients of the outputs.
import * as core from "@sonograd/core";
import { grad, isComplex, isFloatingPoint, Tensor } from "@sonograd/core";
import { outputs, type Adapter, type AdapterTable, type GoldenValue } from "../adapter.js";
import { functionalCalls } from "./functional.js";
import type { Call, Named } from "./op-call.js";
import { elementwiseCalls } from "./ops-elementwise.js";
import { fourierCalls } from "./ops-fourier.js";
import { reductionCalls, waitingCounts } from "./ops-reductions.js";
import { structureCalls, waiting } from "./ops-structure.js";

const isNamed = (y: Tensor | Named): y is Named => !(y instanceof Tensor);

/** Runs the op and, where the case has gradients of the outputs, walks back to every floating input. */
export function withGradients(call: Call): Adapter {
  return ({ params }, inputs) => {
    const arrays = Object.entries(inputs).filter(([name]) => !name.startsWith("grad_"));
    for (const [, x] of arrays) x.requiresGrad = isFloatingPoint(x.dtype) || isComplex(x.dtype);
    const result = call(params, inputs);
    const named: Named = isNamed(result) ? result : { output: result };
    const all: Record<string, GoldenValue> = { ...named };
    const seeded = Object.keys(named).filter((name) => inputs[`grad_${name}`] && named[name].requiresGrad);
    const wanted = arrays.filter(([, x]) => x.requiresGrad);
    const grads = seeded.length === 0 ? [] : grad(seeded.map((n) => named[n]), wanted.map(([, x]) => x), { gradOutputs: seeded.map((n) => inputs[`grad_${n}`]), allowUnused: true }); // prettier-ignore
    wanted.forEach(([name], i) => {
      const g = grads[i];
      if (g) all[`grad_${name}`] = g;
    });
    return outputs(all);
  };
}

const productCalls: Readonly<Record<string, Call>> = Object.fromEntries(
  (["matmul", "bmm", "outer", "mv", "dot"] as const).map((name): [string, Call] => [name, (_, { a, b }) => core[name](a, b)]), // prettier-ignore
);

const underTorch = (table: Readonly<Record<string, Call>>): Readonly<Record<string, Call>> =>
  Object.fromEntries(Object.entries(table).map(([name, call]) => [`torch.${name}`, call]));

export const ops: AdapterTable = {
  ...Object.fromEntries(
    Object.entries(
      underTorch({
        ...elementwiseCalls,
        ...reductionCalls,
        ...productCalls,
        ...structureCalls,
        ...fourierCalls,
        ...functionalCalls,
      }),
    ).map(([name, call]) => [name, withGradients(call)]),
  ),
  ...waiting,
  ...waitingCounts,
};
