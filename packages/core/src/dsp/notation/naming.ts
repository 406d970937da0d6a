// The shape of every function that names pitches or reads names: one value gives one result, a list gives a list.
import { ParameterError } from "../../errors/index.js";
import { nameValue } from "../../tensor/index.js";

/** Gives one value, or each value of a list, its name. */
export interface Naming<Value, Options extends object> {
  (value: Value, options?: Options): string;
  (values: ArrayLike<Value>, options?: Options): string[];
}

/** Reads one name, or each name of a list. */
export interface Reading<Options extends object> {
  (name: string, options?: Options): number;
  (names: readonly string[], options?: Options): Float64Array;
}

/** The values of a list, each a finite number or a text; null where it is one value. */
function listed<Value extends number | string>(op: string, name: string, kind: string, given: unknown): Value[] | null {
  const list = typeof given === "object" && given !== null && "length" in given;
  const values = list ? Array.from(given as ArrayLike<unknown>) : [given];
  const wrong = values.find((value) => typeof value !== kind || (kind === "number" && !Number.isFinite(value)));
  if (wrong !== undefined || values.includes(undefined))
    throw new ParameterError(
      `${op}: ${name}=${typeof wrong === "number" ? wrong : nameValue(wrong)} must be a ${kind === "number" ? "finite number" : "text"}, or a list of them.`,
    );
  return list ? (values as Value[]) : null;
}

/** What names numbers. @param name  what a number stands for, for messages */
export function namingNumbers<Options extends object>(
  op: string,
  name: string,
  formula: (value: number, options: Options) => string,
): Naming<number, Options> {
  function spell(value: number, options?: Options): string;
  function spell(values: ArrayLike<number>, options?: Options): string[];
  function spell(given: number | ArrayLike<number>, options?: Options): string | string[] {
    const values = listed<number>(op, name, "number", given);
    const settings = options ?? ({} as Options);
    return values?.map((value) => formula(value, settings)) ?? formula(given as number, settings);
  }
  return spell;
}

/** What gives named things another name. @param name  what a name stands for, for messages */
export function renaming<Options extends object>(
  op: string,
  name: string,
  formula: (value: string, options: Options) => string,
): Naming<string, Options> {
  function spell(value: string, options?: Options): string;
  function spell(values: ArrayLike<string>, options?: Options): string[];
  function spell(given: string | ArrayLike<string>, options?: Options): string | string[] {
    const values = listed<string>(op, name, "string", given);
    const settings = options ?? ({} as Options);
    return values?.map((value) => formula(value, settings)) ?? formula(given as string, settings);
  }
  return spell;
}

/** What reads names. @param name  what a name stands for, for messages */
export function reading<Options extends object>(
  op: string,
  name: string,
  formula: (value: string, options: Options) => number,
): Reading<Options> {
  function read(value: string, options?: Options): number;
  function read(values: readonly string[], options?: Options): Float64Array;
  function read(given: string | readonly string[], options?: Options): number | Float64Array {
    const values = listed<string>(op, name, "string", given);
    const settings = options ?? ({} as Options);
    return values === null
      ? formula(given as string, settings)
      : Float64Array.from(values, (value) => formula(value, settings));
  }
  return read;
}
