// Functions with a gradient rule of the user's own.
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, isFloatingPoint, needFunction, sameShape, Tensor } from "../tensor/index.js";
import { filled } from "./filled.js";
import { differentiableMany, type GradientRowOfMany } from "./tape.js";

/** What forward and backward of one call share. */
export interface FunctionContext<Args extends readonly unknown[] = readonly unknown[]> {
  /** The arguments of the call, for those that are no tensors. */
  readonly args: Args;
  /** One per argument: whether its gradient is wanted; in backward, by the walk at hand. */
  readonly needsInputGrad: readonly boolean[];
  /** In forward: puts tensors aside for backward, inputs and results with their history. */
  saveForBackward(...tensors: Tensor[]): void;
  /** In backward: what was put aside, in order. */
  readonly savedTensors: readonly Tensor[];
  /** In forward: these results carry no gradient; backward gets zeros for them. */
  markNonDifferentiable(...results: Tensor[]): void;
}

type Gradients = Tensor | null | readonly (Tensor | null)[];

export interface CustomFunction<Args extends readonly unknown[], Result extends Tensor | readonly Tensor[]> {
  /** For messages and the tape. */
  readonly name: string;
  /** Computes the result, unrecorded. */
  readonly forward: (ctx: FunctionContext<Args>, ...args: Args) => Result;
  /**
   * From one gradient per result to one per argument: null where there is none, for arguments that are no tensors
   * always. A single one need not stand in a list. Written in ops, it can be differentiated again.
   */
  readonly backward: (ctx: FunctionContext<Args>, ...gradOutputs: Tensor[]) => Gradients;
}

function checkedResults(name: string, results: readonly Tensor[]): readonly Tensor[] {
  const at = results.findIndex((t) => !(t instanceof Tensor));
  if (at < 0) return results;
  throw new ParameterError(`${name}: forward returned ${typeof results[at]} as result ${at}. Return a tensor or a list of tensors.`); // prettier-ignore
}

/** What `backward` gave, checked, one for every tensor among the arguments. */
function checkedGradients(name: string, given: Gradients, args: readonly unknown[]): (Tensor | null)[] {
  const list = given === null || given instanceof Tensor ? [given] : given;
  if (!Array.isArray(list) || list.length !== args.length)
    throw new ParameterError(
      `${name}: backward returned ${Array.isArray(list) ? list.length : typeof given} gradient(s) for ${args.length} argument(s). Return one per argument, null where there is none.`,
    );
  const tensors: (Tensor | null)[] = [];
  args.forEach((arg, i) => {
    const g = list[i] ?? null;
    const where = `${name}: backward returned as gradient ${i}`;
    if (g !== null && !(g instanceof Tensor))
      throw new ParameterError(`${where} ${typeof g}. Return a tensor or null.`);
    if (!(arg instanceof Tensor)) {
      if (g) throw new ParameterError(`${where} a tensor, but argument ${i} is ${typeof arg}. Return null there.`);
      return;
    }
    tensors.push(g);
    if (!g || !arg.requiresGrad) return;
    if (!sameShape(g.shape, arg.shape))
      throw new ShapeError(
        `${where} a tensor ${formatShape(g.shape)}, but argument ${i} is ${formatShape(arg.shape)}. Sum what was broadcast with .sumToSize().`,
      );
    if (isComplex(g.dtype) ? !isComplex(arg.dtype) : !isFloatingPoint(g.dtype))
      throw new DTypeError(
        `${where} a tensor of ${g.dtype}, but argument ${i} is ${arg.dtype}. ${isComplex(g.dtype) ? "Take .real()." : `Convert with .to("${arg.dtype}").`}`,
      );
  });
  return tensors;
}

/**
 * A function with a gradient of its own, as a subclass of `torch.autograd.Function` gives its `apply`.
 *
 * Tensors among the arguments take part (not those inside lists or objects). A result that got no gradient arrives in
 * `backward` as zeros. Both functions share `ctx`; state that is no tensor can also live in `ctx.args` or a closure.
 *
 * @returns a function of the arguments of `forward` after `ctx`
 * @throws in `backward()`: ParameterError, ShapeError, DTypeError for gradients that do not fit the arguments
 * @example
 * const cube = customFunction({
 *   name: "cube",
 *   forward(ctx, x: Tensor) {
 *     ctx.saveForBackward(x);
 *     return x.mul(x).mul(x);
 *   },
 *   backward: ({ savedTensors: [x] }, g) => x.mul(x).mul(3).mul(g),
 * });
 */
export function customFunction<Args extends readonly unknown[], Result extends Tensor | readonly Tensor[]>(
  definition: CustomFunction<Args, Result>,
): (...args: Args) => Result {
  const { name, forward, backward } = definition;
  needFunction(name ?? "customFunction", forward, "forward");
  needFunction(name ?? "customFunction", backward, "backward");
  return (...args) => {
    const inputs = args.filter((arg) => arg instanceof Tensor);
    const positions = args.flatMap((arg, i) => (arg instanceof Tensor ? [i] : []));
    const call = { needs: args.map((arg) => arg instanceof Tensor && arg.requiresGrad), saved: [] as Tensor[], unmarked: [] as Tensor[] }; // prettier-ignore
    const ctx: FunctionContext<Args> = {
      args,
      get needsInputGrad() {
        return call.needs;
      },
      saveForBackward: (...tensors) => void (call.saved = tensors),
      get savedTensors() {
        return call.saved;
      },
      markNonDifferentiable: (...results) => void (call.unmarked = results),
    };
    let isList = false;
    const run = (): readonly Tensor[] => {
      const result: Tensor | readonly Tensor[] = forward(ctx, ...args);
      isList = Array.isArray(result);
      return checkedResults(name, isList ? (result as readonly Tensor[]) : [result as Tensor]);
    };
    const row = (outs: readonly Tensor[]): GradientRowOfMany => {
      const specs = outs.map(({ shape, dtype, device }) => ({ shape, dtype, device }));
      return (grads, needs) => {
        call.needs = args.map((_, i) => needs[positions.indexOf(i)] ?? false);
        const full = grads.map((g, i) => g ?? filled(specs[i], 0));
        return checkedGradients(name, backward(ctx, ...full), args);
      };
    };
    const outs = differentiableMany(name, inputs, run, row, (out) => !call.unmarked.includes(out));
    return (isList ? outs : outs[0]) as Result;
  };
}
