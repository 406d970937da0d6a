// Linear algebra under the names of torch.linalg and of torch, forward and gradient.
import * as core from "@sonograd/core";
import type { MatrixNormOrder, Tensor } from "@sonograd/core";
import type { AdapterTable } from "../adapter.js";
import { either, listed, num, optionsOf, tuple, type Call, type Named, type Params } from "./op-call.js";
import { withGradients } from "./ops.js";

type Arrays = Readonly<Record<string, Tensor>>;

/** An op of the first arrays, in their order, and of options in camelCase; several results come as an object. */
const plain =
  (op: (...args: never[]) => object, count: 1 | 2, ...omit: string[]): Call =>
  (p, x) => {
    const result = (op as (...args: unknown[]) => object)(...listed(x).slice(0, count), optionsOf<object>(p, ...omit));
    return result instanceof core.Tensor ? result : named(result as Named);
  };
const one = (op: (a: Tensor, options: never) => object, ...omit: string[]): Call => plain(op, 1, ...omit);
const two = (op: (a: Tensor, b: Tensor, options: never) => object, ...omit: string[]): Call => plain(op, 2, ...omit);

/** Results by PyTorch's names, and by their places. */
function named(results: Named): Named {
  const { singularValues, ...rest } = results as Named & { singularValues?: Tensor };
  return { ...rest, ...(singularValues && { singular_values: singularValues }), ...tuple(Object.values(results)) };
}

/** torch.svd: V in the place of its adjoint, and no whole bases unless `some` is false. */
function oldSvd(p: Params, x: Arrays): Named {
  const { U, S, Vh } = core.svd(listed(x)[0], { fullMatrices: p["some"] === false });
  return named({ U, S, V: Vh.mH });
}

const orderOf = (p: Params, key: string): MatrixNormOrder | undefined => {
  const given = either<MatrixNormOrder | "inf" | "-inf">(p, key);
  if (given === "inf" || given === "-inf") return given === "inf" ? Infinity : -Infinity;
  return given;
};
const normOptions = (p: Params): core.NormOptions => {
  const [ord, dim] = [orderOf(p, "ord"), either<number | number[]>(p, "dim")];
  return { ...(ord !== undefined && { ord }), ...(dim !== undefined && { dim }), keepdim: p["keepdim"] === true };
};

const shared: Readonly<Record<string, Call>> = {
  inv: one(core.inverse),
  det: one(core.det),
  slogdet: one(core.slogdet),
  cholesky: one(core.cholesky),
  matrix_power: (p, x) => core.matrixPower(listed(x)[0], num(p, "n")),
  matrix_exp: one(core.matrixExp),
  matrix_rank: one(core.matrixRank),
  cross: (p, x) => core.cross(listed(x)[0], listed(x)[1], num(p, "dim", -1)),
};

const linalgCalls: Readonly<Record<string, Call>> = {
  ...shared,
  solve: two(core.solve),
  solve_triangular: two(core.solveTriangular),
  lu: one(core.lu, "pivot"),
  lu_factor: one(core.luFactor, "pivot"),
  lu_solve: (p, x) => core.linalg.luSolve(x["LU"] ?? listed(x)[0], x["pivots"] ?? listed(x)[1], x["B"] ?? listed(x)[2], optionsOf(p)), // prettier-ignore
  qr: one(core.qr),
  svd: one(core.svd, "driver"),
  svdvals: one(core.svdvals, "driver"),
  eigh: one(core.eigh),
  eigvalsh: one(core.eigvalsh),
  eig: one(core.eig),
  eigvals: one(core.eigvals),
  lstsq: two(core.lstsq, "driver"),
  pinv: one(core.pinv),
  norm: (p, x) => core.linalg.norm(listed(x)[0], normOptions(p)),
  matrix_norm: (p, x) => core.matrixNorm(listed(x)[0], { ...(normOptions(p) as core.MatrixNormOptions) }),
  cond: (p, x) => core.cond(listed(x)[0], { p: orderOf(p, "p") ?? 2 }),
  vecdot: (p, x) => core.vecdot(listed(x)[0], listed(x)[1], { dim: num(p, "dim", -1) }),
  diagonal: one(core.linalg.diagonal),
  vander: one(core.linalg.vander),
};

const torchCalls: Readonly<Record<string, Call>> = {
  ...shared,
  inverse: one(core.inverse),
  logdet: one(core.logdet),
  cholesky_solve: two(core.choleskySolve),
  cholesky_inverse: one(core.choleskyInverse),
  lu_solve: (_, x) => core.luSolve(listed(x)[0], listed(x)[1], listed(x)[2]),
  qr: (p, x) => named({ ...core.qr(listed(x)[0], { mode: p["some"] === false ? "complete" : "reduced" }) }),
  svd: oldSvd,
  pinverse: (p, x) => core.pinverse(listed(x)[0], num(p, "rcond", 1e-15)),
  trace: one(core.trace),
  vander: one(core.vander),
};

const under = (prefix: string, table: Readonly<Record<string, Call>>): AdapterTable =>
  Object.fromEntries(Object.entries(table).map(([name, call]) => [`${prefix}.${name}`, withGradients(call)]));

export const linalg: AdapterTable = { ...under("torch.linalg", linalgCalls), ...under("torch", torchCalls) };
