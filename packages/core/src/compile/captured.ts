// A recorded function that can be run: what it takes, what it gives back, and what it changes.
import { backendGeneration, getDefaultDevice, keep, noteAccess, tick, TraceStorage } from "../backend/index.js";
import { differentiableMany, isGradEnabled } from "../autograd/index.js";
import { BackendError, CaptureError, ParameterError } from "../errors/index.js";
import { sameShape, Tensor, type Device, type Storage, type View } from "../tensor/index.js";
import { mapTensors, withTensors, type CallArguments } from "./arguments.js";
import { BackwardPart, recordWalk, type RecordedWalk } from "./backward-part.js";
import { gradOf, GradWatch, setGrad, type GradUse } from "./grads.js";
import type { TracedCall } from "./graph.js";
import { compareRecordings } from "./same-structure.js";
import { ownConstants } from "./own-constants.js";
import { Program, type Binding } from "./program.js";
import { Recording } from "./recording.js";

/** A tensor without values in the place of `t`. */
function standInFor(t: Tensor): Tensor {
  const extent = t.shape.includes(0) ? 0 : t.shape.reduce((last, n, d) => last + (n - 1) * t.strides[d], 1);
  const storage = new TraceStorage(t.device, t.dtype, extent);
  storage.madeAt = tick(); // so that the tape sees it overwritten
  const standIn = new Tensor(storage, t.shape, { dtype: t.dtype, strides: t.strides });
  standIn.requiresGrad = t.requiresGrad;
  return standIn;
}

/** `t` in other memory; a leaf that wants a gradient still does. */
function onStorage(t: Tensor, storage: Storage): Tensor {
  const { shape, dtype, strides, offset } = t;
  const moved = new Tensor(storage, shape, { dtype, strides, offset });
  if (t.isLeaf && t.requiresGrad) moved.requiresGrad = true;
  return moved;
}

interface GivenGrad {
  /** The tensor whose gradient is read: a parameter, or the argument at this place. */
  readonly of: Tensor | number;
  readonly standIn: Tensor | null;
}

interface GradEffect {
  readonly of: Tensor | number;
  readonly grad: Tensor | null;
}

/** What running the function once without values showed. */
export interface Trial {
  readonly recording: Recording;
  readonly calls: readonly TracedCall[];
  readonly standIns: readonly Tensor[];
  readonly result: unknown;
  readonly givenGrads: readonly GivenGrad[];
  readonly gradEffects: readonly GradEffect[];
  /** Where results want gradients: the walk back, recorded in the calls from `backwardFrom` on. */
  readonly walk: RecordedWalk | null;
  readonly backwardFrom: number;
}

/** Runs `fn` without values. */
export function record(
  name: string,
  fn: (...args: never[]) => unknown,
  args: readonly unknown[],
  { tensors }: CallArguments,
): Trial {
  const recording = new Recording(name);
  const standIns: Tensor[] = [];
  tensors.forEach((t, i) => {
    const twin = tensors.indexOf(t);
    standIns.push(twin < i ? standIns[twin] : standInFor(t));
  });
  const watch = new GradWatch(standInFor);
  standIns.forEach((s, i) => s.isLeaf && s.requiresGrad && watch.watch(s, gradOf(tensors[i])));
  let walk: RecordedWalk | null = null;
  let backwardFrom = 0;
  const result = watch.during(() =>
    recording.during(() => {
      const value = fn(...(withTensors(args, standIns) as never[]));
      backwardFrom = recording.calls.length;
      walk = recordWalk(tensorsIn(value));
      return value;
    }),
  );
  if (result instanceof Promise) {
    result.catch(() => {});
    throw new CaptureError(
      `compile: "${name}" returns a promise. A captured function must be synchronous: await outside of it.`,
    );
  }
  const ownerOf = ({ leaf }: GradUse): Tensor | number => (standIns.includes(leaf) ? standIns.indexOf(leaf) : leaf);
  const uses = watch.all;
  // What the caller gets it may write into; results on the tape are told apart by what they are.
  const leaving = [...tensorsIn(result).filter((t) => t.isLeaf), ...uses.flatMap((use) => use.after ?? [])];
  const { calls, own } = ownConstants(recording, leaving.map((t) => t.storage)); // prettier-ignore
  const moved = (t: Tensor): Tensor => {
    const storage = own.get(t.storage);
    return storage ? onStorage(t, storage) : t;
  };
  return {
    recording,
    calls,
    backwardFrom: backwardFrom + calls.length - recording.calls.length,
    walk,
    standIns,
    result: mapTensors(result, moved),
    givenGrads: uses.flatMap((use) => (use.seen === undefined ? [] : [{ of: ownerOf(use), standIn: use.seen }])),
    gradEffects: uses.flatMap((use) => (use.isSet ? [{ of: ownerOf(use), grad: use.after && moved(use.after) }] : [])),
  };
}

/** Tensors in a value. */
function tensorsIn(value: unknown): Tensor[] {
  const found: Tensor[] = [];
  mapTensors(value, (t) => found.push(t));
  return found;
}

function deviceOf(calls: readonly TracedCall[], given: readonly Storage[]): Device {
  const devices = new Set(calls.map(({ call }) => call.outputs[0].storage.device));
  if (calls.length === 0) for (const { device } of given) devices.add(device);
  if (devices.size > 1)
    throw new BackendError(
      `compile: the function computes on "${[...devices].join('" and "')}". A captured function stays on one device: move its inputs there first.`,
    );
  return [...devices][0] ?? getDefaultDevice();
}

const bindingOf = ({ storage, dtype, offset }: View): Binding => ({ storage, dtype, offset });

export class Captured {
  readonly program: Program;
  /** The storages that come out, in the order of the program's results. */
  private readonly placeOf: ReadonlyMap<Storage, number>;
  private readonly written: readonly View[];
  readonly backward: BackwardPart | null;
  private fresh = true;

  constructor(private readonly trial: Trial) {
    const { standIns, givenGrads, walk } = trial;
    const calls = trial.calls.slice(0, trial.backwardFrom);
    const device = deviceOf(trial.calls, standIns.map((t) => t.storage)); // prettier-ignore
    const given = [...standIns, ...givenGrads.flatMap((g) => g.standIn ?? [])].map((t) => t.storage);
    const leaving = [...tensorsIn(trial.result), ...trial.gradEffects.flatMap((e) => e.grad ?? [])];
    this.backward = walk && new BackwardPart(walk, calls, trial.calls.slice(trial.backwardFrom), given, device);
    const kept = [...leaving.map((t) => t.storage), ...(this.backward?.saved ?? [])];
    const results = [...new Set(kept)].filter((s) => s instanceof TraceStorage && !given.includes(s));
    this.placeOf = new Map(results.map((s, i) => [s, i]));
    const lasting = results.filter((s) => this.mayLast(s));
    this.program = new Program(calls, given, results, device, lasting);
    const outputs = calls.flatMap(({ call }) => call.outputs);
    this.written = outputs.filter((v) => !(v.storage instanceof TraceStorage));
  }

  /** Whether a result is nothing but the gradient of parameters, which the function does not add to what was there. */
  private mayLast(storage: Storage): boolean {
    const { gradEffects, givenGrads, result } = this.trial;
    const owners = gradEffects.filter((e) => e.grad?.storage === storage).map((e) => e.of);
    if (owners.length === 0 || owners.some((of) => typeof of === "number")) return false;
    if (givenGrads.some((g) => g.standIn && owners.includes(g.of))) return false;
    return !tensorsIn(result).some((t) => t.storage === storage) && !this.backward?.saved.includes(storage);
  }

  /** The guard that no longer holds, or null. */
  brokenGuard({ tensors }: CallArguments): string | null {
    for (const { label, read, values } of this.trial.recording.guards) {
      const now = read();
      if (now.length !== values.length || now.some((v, i) => !Object.is(v, values[i]))) return label;
    }
    for (const { of, standIn } of this.trial.givenGrads) {
      const grad = gradOf(typeof of === "number" ? tensors[of] : of);
      const fits = standIn ? grad !== null && grad.dtype === standIn.dtype && sameShape(grad.shape, standIn.shape) && sameShape(grad.strides, standIn.strides) : grad === null; // prettier-ignore
      if (!fits) return typeof of === "number" ? `args tensor ${of} grad` : "grad of a parameter";
    }
    return null;
  }

  /** Waits for what the first run would wait for. */
  async warmup(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.warmup()));
  }

  private get programs(): readonly Program[] {
    return this.backward ? [this.program, this.backward.program] : [this.program];
  }

  /** Takes over the numbers of another recording of the same structure; false where it has another one. */
  takeNumbers(other: Trial): boolean {
    const differences = compareRecordings(this.trial, other);
    if (!differences) return false;
    for (const program of this.programs) {
      for (const { index, position, value } of differences) program.setScalar(this.trial.calls[index], position, value);
      // Attributes that are found anew were found while recording.
      this.trial.calls.forEach((traced, i) => traced.refresh && program.setNumbers(traced, other.calls[i].call.attrs));
    }
    this.fresh = true;
    return true;
  }

  run({ tensors }: CallArguments): unknown {
    const { recording, standIns, givenGrads, gradEffects, result } = this.trial;
    // The recording itself was the first run's host work.
    if (this.fresh) this.fresh = false;
    else
      for (const update of recording.updates)
        if ("action" in update) update.action();
        else {
          const attrs = update.traced.refresh!();
          for (const program of this.programs) program.setNumbers(update.traced, attrs);
        }
    this.refuseOverlap(tensors);
    const owner = (of: Tensor | number): Tensor => (typeof of === "number" ? tensors[of] : of);
    const grads = givenGrads.filter((g) => g.standIn).map((g) => gradOf(owner(g.of))!);
    const made = this.program.run([...tensors, ...grads].map(bindingOf));
    noteAccess([], this.written);
    const sources = [...tensors, ...grads];
    const places = [...standIns, ...givenGrads.flatMap((g) => g.standIn ?? [])];
    const real = (t: Tensor): Tensor => {
      const argument = standIns.indexOf(t);
      if (argument >= 0) return tensors[argument];
      const { shape, dtype, strides, offset } = t;
      const at = this.placeOf.get(t.storage);
      if (at !== undefined) return onStorage(t, made[at]);
      const place = places.findIndex((p) => p.storage === t.storage);
      if (place < 0) return t;
      const source = sources[place];
      return new Tensor(source.storage, shape, { dtype, strides, offset: source.offset + offset });
    };
    for (const { of, grad } of gradEffects) setGrad(owner(of), grad && keep(real(grad)));
    const outs = this.backward ? this.recorded(this.backward, real, made, sources, places) : new Map<Tensor, Tensor>();
    return mapTensors(result, (t) => outs.get(t) ?? real(t));
  }

  /** The results that want gradients, on the tape as made by one operation. */
  private recorded(
    backward: BackwardPart,
    real: (t: Tensor) => Tensor,
    made: readonly Storage[],
    sources: readonly Tensor[],
    places: readonly Tensor[],
  ): Map<Tensor, Tensor> {
    const { outs, leaves } = backward.walk;
    const find = (storage: Storage): Binding => {
      const at = this.placeOf.get(storage);
      if (at !== undefined) return { storage: made[at], dtype: storage.dtype, offset: 0 };
      return bindingOf(sources[places.findIndex((p) => p.storage === storage)]);
    };
    const inputs = leaves.map(real);
    const tensors = outs.map(real);
    const numbers = backward.program.saveNumbers();
    const recorded = differentiableMany("compiled", inputs, () => tensors, () => (gradients) => backward.run(gradients, find, numbers)); // prettier-ignore
    return new Map(outs.map((t, i) => [t, recorded[i]]));
  }

  /** An argument that is overwritten must not be read through another one. */
  private refuseOverlap(tensors: readonly Tensor[]): void {
    const { overwritten } = this.program;
    if (overwritten.size === 0) return;
    this.trial.standIns.forEach((s, i) => {
      if (!overwritten.has(s.storage)) return;
      const other = tensors.findIndex((t, k) => k !== i && t !== tensors[i] && t.storage === tensors[i].storage);
      if (other >= 0)
        throw new ParameterError(
          `compile: args tensor ${i} is overwritten and shares memory with args tensor ${other}. Pass a clone of one of them.`,
        );
    });
  }
}

/** What else a recording depends on than its arguments and guards. */
export const surroundings = (): { label: string; value: unknown }[] => [
  { label: "gradient mode (noGrad)", value: isGradEnabled() },
  { label: "default device", value: getDefaultDevice() },
  { label: "a backend, which was replaced", value: backendGeneration() },
];
