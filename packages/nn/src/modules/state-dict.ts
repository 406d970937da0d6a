// Copying saved tensors into live ones.
import { formatShape, noGrad, ParameterError, sameShape, ShapeError, type Tensor } from "@sonograd/core";

/** Tensors by dotted name, in PyTorch's order. */
export type StateDict = Record<string, Tensor>;

export interface LoadResult {
  readonly missingKeys: readonly string[];
  readonly unexpectedKeys: readonly string[];
}

/** Overwrites the elements of `target` by those of `source` (same shape), converting dtype and device. */
export function copyInto(target: Tensor, source: Tensor): void {
  noGrad(() => target.copy_(source.to(target.device)));
}

/** Copies `source` into `target` by name after checking all of it, so that a refused load changes nothing. */
export function loadTensors(
  owner: string,
  target: StateDict,
  source: Readonly<Record<string, Tensor>>,
  strict: boolean,
): LoadResult {
  const missingKeys = Object.keys(target).filter((name) => !(name in source));
  const unexpectedKeys = Object.keys(source).filter((name) => !(name in target));
  if (strict && missingKeys.length + unexpectedKeys.length > 0)
    throw new ParameterError(
      `loadStateDict: the names do not fit ${owner}: missing [${missingKeys.join(", ")}], unexpected [${unexpectedKeys.join(", ")}]. ` +
        "Build the model with the saved settings, or pass { strict: false }.",
    );
  const wrong = Object.keys(target).filter(
    (name) => name in source && !sameShape(target[name].shape, source[name].shape),
  );
  if (wrong.length > 0)
    throw new ShapeError(
      `loadStateDict: shapes do not fit ${owner}: ` +
        wrong
          .map(
            (name) =>
              `${name} is ${formatShape(target[name].shape)} here, ${formatShape(source[name].shape)} in the dict`,
          )
          .join("; ") +
        ". Build the model with the saved settings.",
    );
  for (const [name, tensor] of Object.entries(target)) if (name in source) copyInto(tensor, source[name]);
  return { missingKeys, unexpectedKeys };
}
