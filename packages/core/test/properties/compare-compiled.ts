// One program run as it is written and through compile(): every result, every write and every gradient has to be the same, bit by bit.
import { compile, Generator, noGrad, randn, SonogradError, Tensor, zeros } from "../../src/index.js";
import { runProgram, type Program } from "./random-program.js";

export interface Settings {
  readonly program: Program;
  readonly seed: number;
  /** Which inputs want gradients: one bit each. */
  readonly wanted: number;
  /** Results besides the last tensor, counted back from it. */
  readonly results: readonly number[];
  /** The walk back is part of the function, comes after it, or after the next call. */
  readonly walk: "inside" | "after" | "late";
  /** This input, or behind them the first result, is overwritten between the function and its walk back; none for < 0. */
  readonly overwritten: number;
  /** The first input is passed once more at the end. */
  readonly twice: boolean;
}

const SHAPES: readonly (readonly number[])[] = [[3, 4], [4, 3], [3], [2, 3, 4], [1]]; // prettier-ignore

/** Values of a call; in the third one they lie otherwise in memory. */
function inputsOf({ seed, wanted, twice }: Settings, call: number): Tensor[] {
  const generator = new Generator(seed * 31 + call);
  const inputs = SHAPES.map((shape, i) => {
    const turned = call === 2 && shape.length > 1;
    const whole = randn(turned ? shape.toReversed() : [2, ...shape], { generator });
    const x = turned ? whole.permute(shape.map((_, d) => shape.length - 1 - d)) : whole.get(call % 2);
    return (wanted >> i) % 2 === 1 ? x.detach().requiresGrad_() : x;
  });
  return twice ? [...inputs, inputs[0]] : inputs;
}

/** The function under test, with memory of its own around it. */
function build({ program, seed, walk, results }: Settings) {
  const generator = new Generator(seed);
  const state = zeros([3, 4]);
  const weight = randn([4, 4], { generator: new Generator(seed + 1) }).requiresGrad_();
  const fn = (inputs: readonly Tensor[], numbers: { readonly a: number; readonly b: number }) => {
    const pool = runProgram(program, [...inputs, state, weight], [numbers.a, numbers.b], generator);
    const outs = results.map((back) => pool[pool.length - 1 - (back % pool.length)]);
    // Where results of one function are added up outside, the order of the terms is not its own.
    if (walk !== "inside") return { outs: outs.map((t, i) => (i === 0 ? t : t.detach())), first: outs[0], made: pool.length }; // prettier-ignore
    const sums = outs.filter((t) => t.requiresGrad && t.dtype === "float32").map((t) => t.sum());
    if (sums.length > 0) sums.reduce((x, y) => x.add(y)).backward();
    return { outs: outs.map((t) => t.detach()), first: null, made: pool.length };
  };
  return { fn, state, weight, generator };
}

function told(t: Tensor | null): string {
  if (!t) return "null";
  const values = [...t.dataSync()].map((v) => (Object.is(v, -0) ? "-0" : String(v))).join(" ");
  return `${t.dtype} [${t.shape.join()}]${t.requiresGrad ? " grad" : ""} ${values}`;
}

/** Everything that can be seen in four calls, one line per thing; an error ends it. */
export function observe(settings: Settings, isCompiled: boolean): string[] {
  const { fn, state, weight, generator } = build(settings);
  const run = isCompiled ? compile(fn) : fn;
  const seen: string[] = [];
  const pending: Tensor[] = [];
  const walkBack = (): void => pending.splice(0).forEach((t) => t.mul(2).sum().backward());
  const oneCall = (call: number): void => {
    const inputs = inputsOf(settings, call);
    const { outs, first, made } = run(inputs, { a: 1.5 - call, b: 2 + (call % 2) });
    if (settings.walk === "late") walkBack();
    if (first?.requiresGrad && first.dtype === "float32") pending.push(first);
    const target = [...inputs, outs[0]][settings.overwritten];
    if (target) noGrad(() => target.mul_(3));
    if (settings.walk === "after") walkBack();
    const note = (what: string, t: Tensor | null): void => void seen.push(`call ${call}, ${what}: ${told(t)}`);
    outs.forEach((t, i) => note(`result ${i}`, t));
    inputs.forEach((t, i) => {
      note(`input ${i}`, t);
      if (t.isLeaf && t.requiresGrad) note(`gradient of input ${i}`, t.grad);
    });
    note("state", state);
    note("gradient of the weight", weight.grad);
    seen.push(`call ${call}, ${made} tensors, ${generator.offset} blocks drawn`);
  };
  try {
    oneCall(0);
    oneCall(1);
    weight.grad = null;
    oneCall(2);
    noGrad(() => oneCall(3));
    oneCall(1);
    if (settings.walk === "late") walkBack();
    seen.push(`at last: ${told(weight.grad)}`);
  } catch (error) {
    if (!(error instanceof SonogradError)) throw error;
    seen.push(`throws ${error.constructor.name}`);
  }
  return seen;
}

/** The first thing that differs, or null. */
export function difference(settings: Settings): string | null {
  const written = observe(settings, false);
  const compiled = observe(settings, true);
  const at = written.findIndex((line, i) => line !== compiled[i]);
  if (at < 0 && written.length === compiled.length) return null;
  return `written:  ${written[at]}\ncompiled: ${compiled[at]}`;
}
