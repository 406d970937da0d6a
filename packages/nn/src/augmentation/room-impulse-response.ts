import { fftconvolve, type Tensor } from "@sonograd/core";
import { Augmentation, counting, samplesAt, type AugmentationOptions, type Draws } from "./augmentation.js";
import { bankOf } from "./bank.js";

export interface RoomImpulseResponseOptions extends AugmentationOptions {
  /** Impulse responses, [rooms, samples] or a list of [samples] each, such as those of `simulateRirIsm`. */
  readonly impulseResponses: Tensor | readonly Tensor[];
  /** Take the way of the direct sound off, so that nothing is late (default false). */
  readonly compensateForPropagationDelay?: boolean;
}

/**
 * Each example in one of several rooms: convolved with its impulse response, as long as before.
 *
 * @throws ParameterError  no impulse responses; ShapeError: rooms that are no lines of samples
 * @example new augmentation.RoomImpulseResponse({ impulseResponses: simulateRirIsm([4, 5, 3], [1, 1, 1], [[3, 3, 1]], 6, 0.3) })(waveform)
 */
export class RoomImpulseResponse extends Augmentation {
  readonly #bank: Tensor;
  readonly #isPrompt: boolean;
  constructor({ impulseResponses, compensateForPropagationDelay = false, ...options }: RoomImpulseResponseOptions) {
    super(options);
    this.#bank = bankOf("RoomImpulseResponse", "impulseResponses", impulseResponses, "zeros");
    this.#isPrompt = compensateForPropagationDelay;
  }
  protected override change(x: Tensor, draws: Draws): Tensor {
    const n = x.shape.at(-1)!;
    const bank = this.#bank.to({ dtype: x.dtype, device: x.device });
    const rooms = bank.indexSelect(0, draws.index(bank.shape[0])).unsqueeze(1); // [batch, 1, taps]
    const wet = fftconvolve(x, rooms);
    if (!this.#isPrompt) return wet.narrow(-1, 0, n);
    return samplesAt(wet, rooms.abs().argmax(-1, { keepdim: true }).add(counting(n, x)));
  }
}
