import { checkInteger } from "../../dsp/checks.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { data, full, randn, fromTypedArray, type Generator } from "../../ops/index.js";
import { formatShape, isFloatingPoint, nameValue, needTensor, type Tensor } from "../../tensor/index.js";
import { coordinateDescent, fromSingularVectors, multiplicativeUpdates, type BetaLoss, type Factors } from "./nmf.js"; // prettier-ignore

export interface DecomposeOptions {
  /** Number of components, integer ≥ 1 (default the number of features). */
  readonly nComponents?: number;
  /** Sort the components by where they are largest, for [features, frames] only (default false). */
  readonly sort?: boolean;
  /** Components that are given: only the activations are sought. [..., features, components] */
  readonly components?: Tensor;
  /** Where to start (default "nndsvda", or "random" where there are more components than features or frames). */
  readonly init?: "nndsvd" | "nndsvda" | "random";
  /** Coordinate descent or multiplicative updates (default "cd"). */
  readonly solver?: "cd" | "mu";
  /** What is made small; other than "frobenius" for "mu" only (default "frobenius"). */
  readonly betaLoss?: BetaLoss;
  /** Stop where a round improves by less than this share (default 1e-4). */
  readonly tol?: number;
  /** Most rounds, integer ≥ 1 (default 200). */
  readonly maxIter?: number;
  /** Source of a random start. */
  readonly generator?: Generator;
}

export interface Decomposition {
  /** [..., components]: what sounds. */
  readonly components: Tensor;
  /** [components, frames]: how loudly, and when. */
  readonly activations: Tensor;
}

const oneOf = (name: string, value: string, names: readonly string[]): void => {
  if (!names.includes(value))
    throw new ParameterError(`decompose: ${name}=${nameValue(value)} must be one of ${names.join(", ")}.`);
};

function randomStart(X: Tensor, k: number, generator: Generator | undefined): Factors {
  const scale = Math.sqrt(X.mean().itemSync() / k);
  const draw = (shape: number[]) =>
    randn(shape, { dtype: "float64", device: "cpu", ...(generator && { generator }) }).abs().mul(scale); // prettier-ignore
  const H = draw([k, X.shape[1]]);
  return { W: draw([X.shape[0], k]), H };
}

/** A start for the whole search, or with `H` for that of the activations only. */
function startOf(X: Tensor, k: number, H: Tensor | undefined, options: DecomposeOptions): Factors {
  if (H) {
    const value = options.solver === "mu" ? Math.sqrt(X.mean().itemSync() / k) : 0;
    return { H, W: full([X.shape[0], k], value, { dtype: "float64", device: "cpu" }) };
  }
  const most = Math.min(...X.shape);
  const init = options.init ?? (k <= most ? "nndsvda" : "random");
  if (init === "random") return randomStart(X, k, options.generator);
  if (k > most)
    throw new ParameterError(
      `decompose: init="${init}" is for nComponents ≤ ${most}, but there are ${k}. Use "random".`,
    );
  return fromSingularVectors(X, k, init === "nndsvda" ? X.mean().itemSync() : 0);
}

/** Components by the feature where they are largest, the earliest first. */
function sorted({ components, activations }: Decomposition): Decomposition {
  const peaks = components.argmax(0).arraySync() as number[];
  const order = Int32Array.from(peaks.keys()).sort((a, b) => peaks[a] - peaks[b] || a - b);
  const index = fromTypedArray(order, [order.length], { device: "cpu" });
  return { components: components.indexSelect(1, index), activations: activations.indexSelect(0, index) };
}

/**
 * Decomposes a spectrogram into sounds and when they sound: S ≈ components · activations, all of them ≥ 0.
 *
 * @param S  real and ≥ 0, [..., frames]
 * @param options.nComponents  integer ≥ 1 (default the number of features)
 * @param options.sort         sort the components by where they are largest, for [features, frames] (default false)
 * @param options.components   [..., components] where known: only the activations are sought
 * @param options.init         "nndsvd", "nndsvda" or "random", with a generator (default "nndsvda" where there are few components)
 * @param options.solver       "cd": coordinate descent, or "mu": multiplicative updates (default "cd")
 * @param options.betaLoss     "frobenius" (default); with "mu" also "kullback-leibler" or "itakura-saito"
 * @param options.tol          share of improvement where to stop (default 1e-4); maxIter rounds, integer ≥ 1 (default 200)
 * @returns a promise of components: [..., components] and activations: [components, frames]; their product has the unit of S. No gradient
 * @throws ParameterError  values < 0, a number out of range, options that do not go together
 * @throws ShapeError      components that do not fit
 * @source librosa.decompose.decompose with sklearn.decomposition.NMF; Lee & Seung 1999, Cichocki & Phan 2009, Boutsidis & Gallopoulos 2008 (start)
 * @example (await decompose(tensor([[1, 0, 2], [0, 3, 0]]), { nComponents: 2, sort: true })).components.shape // [2, 2]
 */
export async function decompose(S: Tensor, options: DecomposeOptions = {}): Promise<Decomposition> {
  const { sort = false, solver = "cd", betaLoss = "frobenius", tol = 1e-4, maxIter = 200, components: given } = options;
  needTensor("decompose", S, "S");
  if (S.ndim < 2 || !isFloatingPoint(S.dtype) || S.shape.includes(0))
    throw new ShapeError(
      `decompose: S ${S.dtype} ${formatShape(S.shape)} must be real and [..., frames], at least one of each.`,
    );
  oneOf("solver", solver, ["cd", "mu"]);
  oneOf("betaLoss", betaLoss, ["frobenius", "kullback-leibler", "itakura-saito"]);
  if (options.init !== undefined) oneOf("init", options.init, ["nndsvd", "nndsvda", "random"]);
  checkInteger("decompose", "maxIter", maxIter, 1);
  if (!(tol >= 0)) throw new ParameterError(`decompose: tol=${tol} must be ≥ 0. 0 goes on for maxIter rounds.`);
  if (solver === "cd" && betaLoss !== "frobenius")
    throw new ParameterError(`decompose: betaLoss="${betaLoss}" needs solver: "mu".`);
  if (sort && S.ndim > 2) throw new ParameterError(`decompose: sort is for [features, frames], not for S ${formatShape(S.shape)}.`); // prettier-ignore
  const features = S.shape.slice(0, -1);
  if (given !== undefined) needTensor("decompose", given, "components");
  const k = given?.shape.at(-1) ?? options.nComponents ?? features.reduce((a, b) => a * b, 1);
  checkInteger("decompose", "nComponents", k, 1);
  if (given && formatShape(given.shape) !== formatShape([...features, k]))
    throw new ShapeError(`decompose: components ${formatShape(given.shape)} must be ${formatShape([...features, k])}.`);
  const rowsOf = async (x: Tensor): Promise<Tensor> => {
    const flat = x.detach().reshape([-1, x.shape.at(-1)!]);
    const values = Float64Array.from((await data(flat)) as ArrayLike<number>);
    return fromTypedArray(values, flat.shape, { device: "cpu" }).transpose(0, 1).contiguous();
  };
  const X = await rowsOf(S);
  const least = X.amin().itemSync();
  if (!(least >= 0) || (betaLoss === "itakura-saito" && least === 0))
    throw new ParameterError(`decompose: S holds ${least}, but must be ${betaLoss === "itakura-saito" ? ">" : "≥"} 0 everywhere. Take .abs() of an stft.`); // prettier-ignore
  const start = startOf(X, k, given && (await rowsOf(given)), options);
  const search = { tol, maxIter, isFixed: given !== undefined };
  const { W, H } = solver === "cd" ? coordinateDescent(X, start, search) : multiplicativeUpdates(X, start, betaLoss, search); // prettier-ignore
  const found = { components: H.transpose(0, 1), activations: W.transpose(0, 1) };
  const { components, activations } = sort ? sorted(found) : found;
  const like = { dtype: S.dtype, device: S.device };
  return {
    components: components.reshape([...features, k]).to(like),
    activations: activations.contiguous().to(like),
  };
}
