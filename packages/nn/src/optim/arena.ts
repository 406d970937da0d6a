// Many tensors in one piece of memory. On a GPU an optimizer's step is then one dispatch over all of them instead of one
// each, since a kernel binds few buffers and these share one.
import { isContiguous, keep, noGrad, zeros, zerosLike, type Tensor } from "@sonograd/core";
import { replaceData } from "../modules/index.js";

/** Zeros shaped like each of `tensors`, one behind the other. They need one device and dtype. */
function zerosInOnePiece(tensors: readonly Tensor[]): Tensor[] {
  const total = tensors.reduce((sum, t) => sum + t.numel, 0);
  const { device, dtype } = tensors[0];
  const whole = keep(zeros([total], { device, dtype }));
  let start = 0;
  return tensors.map((t) => {
    const view = whole.narrow(0, start, t.numel).reshape(t.shape);
    start += t.numel;
    return view;
  });
}

/** Whether tensors can share a piece of memory, and gain by it. */
const canShare = (tensors: readonly Tensor[]): boolean =>
  tensors.length > 1 &&
  tensors.every(({ device, dtype }) => device !== "cpu" && device === tensors[0].device && dtype === tensors[0].dtype);

/** Zeros that outlive the step, shaped like each of `tensors`, in one piece where that is possible and of use. */
export const zerosLikeEach = (tensors: readonly Tensor[]): Tensor[] =>
  canShare(tensors) ? zerosInOnePiece(tensors) : tensors.map((t) => keep(zerosLike(t.detach())));

function liesInOnePiece(tensors: readonly Tensor[]): boolean {
  let end = tensors[0].offset;
  return tensors.every(({ storage, shape, strides, offset, numel }) => {
    const goesOn = storage === tensors[0].storage && offset === end && isContiguous(shape, strides);
    end += numel;
    return goesOn;
  });
}

/**
 * Moves tensors on a GPU into one piece of memory, where they are not yet: the handles stay, views made of them before
 * keep the old memory, as when a module moves to another device.
 */
export function gather(tensors: readonly Tensor[]): void {
  if (!canShare(tensors) || liesInOnePiece(tensors)) return;
  noGrad(() => {
    const places = zerosInOnePiece(tensors);
    tensors.forEach((t, i) => {
      places[i].copy_(t.detach());
      replaceData(t, places[i]);
    });
  });
}

/**
 * Tensors and partners of the same shapes as pairs of contiguous views, as few as their memory allows: on a GPU one pair for all parameters
 * of an optimizer, so that what is done to each pair is one dispatch.
 */
export function flatPieces(tensors: readonly Tensor[], partners: readonly Tensor[]): [Tensor, Tensor][] {
  const pieces: [Tensor[], Tensor[]][] = [];
  tensors.forEach((t, i) => {
    const last = pieces.at(-1);
    const goesOn =
      last && t.device !== "cpu" && [t, partners[i]].every((own, side) => liesInOnePiece([last[side].at(-1)!, own]));
    if (goesOn) [t, partners[i]].forEach((own, side) => last[side].push(own));
    else pieces.push([[t], [partners[i]]]);
  });
  const flat = (list: readonly Tensor[]): Tensor =>
    list.length === 1 ? list[0] : list[0].asStrided([list.reduce((sum, t) => sum + t.numel, 0)], [1], list[0].offset);
  return pieces.map((sides) => sides.map((list) => flat(list.map((t) => t.detach()))) as [Tensor, Tensor]);
}
