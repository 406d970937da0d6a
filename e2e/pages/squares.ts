// A dataset that the page and its workers both make.
import { ParameterError, tensor, type Tensor } from "@sonograd/core";
import { Dataset } from "@sonograd/nn";

/** Sample 20 cannot be made; 21 ends the worker's work with an error outside of any request. */
export class Squares extends Dataset<{ x: Tensor; y: number }> {
  readonly length = 22;
  override async get(index: number): Promise<{ x: Tensor; y: number }> {
    if (index === 20) throw new ParameterError("sample 20 is broken");
    if (index === 21) {
      setTimeout(() => {
        throw new RangeError("out of the blue");
      });
      await new Promise(() => {});
    }
    return { x: tensor([index, index * index]), y: index };
  }
}
