import { formatShape, ParameterError, ShapeError, stack, Tensor } from "@sonograd/core";

/** Recordings as rows of one length, that of the longest: shorter ones are repeated, or go on in silence. */
export function bankOf(op: string, name: string, given: Tensor | readonly Tensor[], fill: "repeat" | "zeros"): Tensor {
  if (given instanceof Tensor) {
    if (given.ndim !== 2 || given.numel === 0)
      throw new ShapeError(
        `${op}: ${name} ${formatShape(given.shape)} must be [recordings, samples], neither of them 0.`,
      );
    return given.detach();
  }
  if (!Array.isArray(given) || given.length === 0)
    throw new ParameterError(
      `${op}: ${name} must be a tensor [recordings, samples] or a list of recordings, not empty.`,
    );
  const lines = given as readonly Tensor[];
  for (const line of lines)
    if (!(line instanceof Tensor) || line.ndim !== 1 || line.shape[0] === 0)
      throw new ShapeError(`${op}: ${name} must hold tensors [samples] with samples. Average channels with toMono.`);
  const longest = lines.reduce((most, { shape }) => Math.max(most, shape[0]), 0);
  const long = (line: Tensor): Tensor =>
    fill === "zeros"
      ? line.pad([0, longest - line.shape[0]])
      : line.repeat(Math.ceil(longest / line.shape[0])).narrow(0, 0, longest);
  return stack(lines.map((line) => long(line.detach())));
}
