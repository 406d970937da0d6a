// Counts what a program asks of WebGPU, by wrapping the methods on the prototypes: any library's calls are seen.

/** What is counted, in the order of the tables. */
export const COUNTED = ["dispatches", "submits", "bindGroups", "buffers", "pipelines"] as const;
export type Counts = Readonly<Record<(typeof COUNTED)[number], number>>;

const METHODS: Readonly<Record<string, Readonly<Record<string, keyof Counts>>>> = {
  GPUComputePassEncoder: { dispatchWorkgroups: "dispatches", dispatchWorkgroupsIndirect: "dispatches" },
  GPUQueue: { submit: "submits" },
  GPUDevice: {
    createBindGroup: "bindGroups",
    createBuffer: "buffers",
    createComputePipeline: "pipelines",
    createComputePipelineAsync: "pipelines",
  },
};

type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Wraps the counted methods and returns a function that reads the counts since then.
 *
 * @param classes  where the WebGPU classes are: `globalThis` in a browser, `globals` of the `webgpu` package in Node
 * @throws Error  a class or method is missing, so that its calls would go by unseen
 */
export function countCalls(classes: object): () => Counts {
  const counts = Object.fromEntries(COUNTED.map((name) => [name, 0])) as Record<keyof Counts, number>;
  for (const [className, methods] of Object.entries(METHODS)) {
    const { prototype } = ((classes as Record<string, unknown>)[className] ?? {}) as { prototype?: object };
    for (const [name, counted] of Object.entries(methods)) {
      const method = (prototype as Record<string, unknown> | undefined)?.[name] as Method | undefined;
      if (typeof method !== "function") throw new Error(`counts: there is no ${className}.${name} to count.`);
      (prototype as Record<string, Method>)[name] = function (...args) {
        counts[counted]++;
        return method.apply(this, args);
      };
    }
  }
  return () => ({ ...counts });
}

export const difference = (after: Counts, before: Counts): Counts =>
  Object.fromEntries(COUNTED.map((name) => [name, after[name] - before[name]])) as Counts;

/** Work that is done again and again, once per batch. */
export type Step = (index: number) => unknown;

/** What each of `steps` calls costs once `warmUp` calls are over. What a call leaves to the end of its turn is counted with it. */
export async function countSteps(
  read: () => Counts,
  step: Step,
  { warmUp = 2, steps = 4 }: { warmUp?: number; steps?: number } = {},
): Promise<Counts[]> {
  const each: Counts[] = [];
  for (let i = 0; i < warmUp + steps; i++) {
    const before = read();
    await step(i);
    // Submits may wait for a microtask.
    await new Promise((done) => setTimeout(done, 0));
    if (i >= warmUp) each.push(difference(read(), before));
  }
  return each;
}
