import { complex, fromTypedArray, ParameterError, tensor, type Generator, type Tensor } from "@sonograd/core";
import { ArrayDataset, Dataset, IterableDataset } from "../src/data/dataset.js";
import { MapDataset } from "../src/data/map-dataset.js";

export interface Sample {
  readonly x: Tensor;
  readonly parts: readonly [Tensor, { readonly loud: boolean }];
  readonly name: string;
  readonly y: number;
  readonly draw: number;
  readonly shared: Tensor;
}

/** Samples of all that travels; 90 cannot be made, 91 ends the worker, 93 cannot travel. */
export class Squares extends Dataset<Sample> {
  readonly #draws: Dataset<number>;
  /** Part of every sample: sending it must leave it whole. */
  readonly #shared = tensor([1, 2, 3]);
  constructor(readonly length = 94) {
    super();
    const draw = (_: number, { generator }: { generator: Generator }): number => generator.bits(1)[0];
    this.#draws = new MapDataset(new ArrayDataset(Array.from({ length }, () => 0)), draw, { seed: 7 });
  }
  override setEpoch(epoch: number): void {
    this.#draws.setEpoch?.(epoch);
  }
  override async get(index: number): Promise<Sample> {
    if (index === 90) throw new ParameterError("sample 90 is broken");
    if (index === 91) process.exit(5);
    const z = complex(tensor([index]), tensor([-index]));
    return {
      x: tensor([
        [index, 0],
        [0, index * index],
      ]).t(),
      parts: [z, { loud: index % 2 === 0 }],
      name: index === 93 ? ((() => {}) as unknown as string) : `n${index}`,
      y: index,
      shared: this.#shared,
      draw: (await this.#draws.get(index)) % 1000,
    };
  }
}

/** 0 … 10, dealt out to the workers. */
export class Streams extends IterableDataset<Tensor> {
  constructor(
    readonly id = 0,
    readonly numWorkers = 1,
  ) {
    super();
  }
  override async *[Symbol.asyncIterator]() {
    for (let i = this.id; i < 11; i += this.numWorkers) yield fromTypedArray(Int32Array.of(i));
  }
}
