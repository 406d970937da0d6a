// A training run as it stands, on the host: what is needed to go on when a device is lost with everything that was on it, or a
// process with everything that was in it.
import { defaultGenerator, fromTypedArray, ParameterError, type Tensor } from "@sonograd/core";
import { replaceData, type TensorModule } from "../modules/index.js";
import type { LRScheduler, Optimizer, OptimizerStateDict, SchedulerStateDict } from "../optim/index.js";
import { Progress } from "./progress.js";
import type { TrainingState } from "./training-state.js";

export interface Trained {
  readonly model: TensorModule;
  readonly optimizer: Optimizer;
  readonly scheduler?: LRScheduler;
}

/** What a state must have in common with the run that resumes it. */
export interface RunShape {
  readonly model: TensorModule;
  readonly epochs: number;
  readonly batchesPerEpoch: number;
  /** Batches per step. */
  readonly accumulate: number;
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
    private readonly schedule: SchedulerStateDict | undefined,
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
    const schedule = scheduler && structuredClone(scheduler.stateDict());
    return new Snapshot(tensors, saved, schedule, random);
  }

  /** Puts everything back as it was, on the devices where it was: those may have been lost and made anew. */
  restore({ model, optimizer, scheduler }: Trained): void {
    for (const [name, t] of Object.entries(model.stateDict())) {
      replaceData(t, this.model[name].to(t.device).clone());
      t.grad = null;
    }
    optimizer.loadStateDict(this.optimizer);
    if (scheduler && this.schedule) scheduler.loadStateDict(this.schedule);
    this.restoreRandom();
  }

  /** Sets the default generator back. */
  restoreRandom(): void {
    defaultGenerator.setState(this.random);
  }

  /** As a state to be written. */
  toState(
    { model, epochs, batchesPerEpoch, accumulate, source }: RunShape & { source: unknown },
    progress: Progress,
  ): TrainingState {
    const { state, paramGroups } = this.optimizer;
    const tensors = Object.entries(this.model).map(([name, t]): [string, Tensor] => [`model.${name}`, t]);
    for (const [i, { tensors: own }] of Object.entries(state))
      for (const [name, t] of Object.entries(own)) tensors.push([`optimizer.${i}.${name}`, t]);
    return {
      tensors: Object.fromEntries(tensors),
      values: {
        model: String(model),
        epochs,
        batchesPerEpoch,
        accumulate,
        paramGroups: paramGroups as unknown as Record<string, unknown>[],
        steps: Object.fromEntries(Object.entries(state).map(([i, { step }]) => [i, step])),
        scheduler: this.schedule ?? null,
        random: this.random,
        source: source ?? null,
        progress: progress.toValues(),
      },
    };
  }

  /** @throws ParameterError  the state is of another model, or of a run of another length */
  static fromState(
    { tensors, values }: TrainingState,
    { model, epochs, batchesPerEpoch, accumulate }: RunShape,
  ): Snapshot {
    const refuse = (what: string): ParameterError =>
      new ParameterError(`Trainer: resume ${what} Resume with the settings the run was started with, or start anew.`);
    const lines = [values.model, String(model)].map((text) => text.split("\n"));
    const differs = lines[0].findIndex((line, i) => line !== lines[1][i]);
    if (differs >= 0 || lines[0].length !== lines[1].length)
      throw refuse(
        `is of another model: it says "${(lines[0][differs] ?? "").trim()}", this one "${(lines[1][differs] ?? "").trim()}".`,
      );
    for (const [name, have] of Object.entries({ epochs, batchesPerEpoch, accumulate })) {
      const was = values[name as "epochs"] ?? 1; // states from before there was `accumulate`
      if (was !== have) throw refuse(`is of a run with ${name}=${was}, this one has ${have}.`);
    }
    const own = Object.entries(model.stateDict());
    for (const [name, t] of own)
      if (tensors[`model.${name}`]?.shape.join() !== t.shape.join())
        throw refuse(`does not hold "${name}" as this model has it.`);
    const state: Record<number, OptimizerStateDict["state"][number]> = {};
    for (const [i, step] of Object.entries(values.steps)) {
      const prefix = `optimizer.${i}.`;
      const found = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
      state[Number(i)] = {
        step,
        tensors: Object.fromEntries(found.map(([name, t]) => [name.slice(prefix.length), t])),
      };
    }
    const paramGroups = values.paramGroups as unknown as OptimizerStateDict["paramGroups"];
    return new Snapshot(
      Object.fromEntries(own.map(([name]) => [name, tensors[`model.${name}`]])),
      { state, paramGroups },
      values.scheduler ?? undefined,
      values.random,
    );
  }
}
