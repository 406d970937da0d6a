// A training run as it stands, on the host: what is needed to go on when a device is lost with everything that was on it.
import { defaultGenerator, fromTypedArray, type Tensor } from "@sonograd/core";
import { replaceData, type TensorModule } from "../modules/index.js";
import type { LRScheduler, Optimizer, OptimizerStateDict } from "../optim/index.js";

export interface Trained {
  readonly model: TensorModule;
  readonly optimizer: Optimizer;
  readonly scheduler?: LRScheduler;
}

const onHost = async (tensors: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>> => {
  const entries = Object.entries(tensors).map(async ([name, t]) => {
    const copy = fromTypedArray(await t.data(), t.shape, { dtype: t.dtype, device: "cpu" });
    return [name, copy] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
};

export class Snapshot {
  private constructor(
    private readonly model: Record<string, Tensor>,
    private readonly optimizer: OptimizerStateDict,
    private readonly lastEpoch: number | undefined,
    private readonly random: { seed: number; offset: number },
  ) {}

  /** Copies values to the host; the device computes on meanwhile. */
  static async take({ model, optimizer, scheduler }: Trained): Promise<Snapshot> {
    const { state, paramGroups } = optimizer.stateDict();
    const states = Object.entries(state).map(
      async ([i, { step, tensors }]) => [i, { step, tensors: await onHost(tensors) }] as const,
    );
    const settings = structuredClone(paramGroups) as typeof paramGroups;
    const random = defaultGenerator.getState();
    const [tensors, entries] = await Promise.all([onHost(model.stateDict()), Promise.all(states)]);
    const saved = { state: Object.fromEntries(entries), paramGroups: settings };
    return new Snapshot(tensors, saved, scheduler?.lastEpoch, random);
  }

  /** Puts everything back as it was, on the devices where it was: those may have been lost and made anew. */
  restore({ model, optimizer, scheduler }: Trained): void {
    for (const [name, t] of Object.entries(model.stateDict())) {
      replaceData(t, this.model[name].to(t.device).clone());
      t.grad = null;
    }
    optimizer.loadStateDict(this.optimizer);
    if (scheduler && this.lastEpoch !== undefined) scheduler.lastEpoch = this.lastEpoch;
    defaultGenerator.setState(this.random);
  }
}
