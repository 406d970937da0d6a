// Borders as layers.
import type { PadMode, Tensor } from "@sonograd/core";
import { ParameterError, formatShape, ShapeError } from "@sonograd/core";
import { Module } from "./module.js";
import { pythonInts, pythonNumber } from "./python-text.js";
import type { Size } from "./size-parameters.js";

/** (before, after) for each of the last axes, the last first; one number stands for all. */
abstract class Pad extends Module {
  readonly padding: readonly number[];
  readonly #mode: PadMode;
  readonly #value: number;

  constructor(axes: number, padding: Size, mode: PadMode, value = 0) {
    super();
    const list = typeof padding === "number" ? Array.from({ length: 2 * axes }, () => padding) : [...padding];
    if (list.length !== 2 * axes || list.some((n) => !Number.isInteger(n)))
      throw new ParameterError(
        `${this.constructor.name}: padding=${formatShape(list)} must be an integer or ${2 * axes} of them.`,
      );
    this.padding = list;
    this.#mode = mode;
    this.#value = value;
  }

  override forward(x: Tensor): Tensor {
    const axes = this.padding.length / 2;
    // Constants may go around anything; the others mirror or repeat within the spatial axes of [N, C, …] or [C, …].
    if (this.#mode !== "constant" && x.ndim !== axes + 1 && x.ndim !== axes + 2)
      throw new ShapeError(
        `${this.constructor.name}: x ${formatShape(x.shape)} must have ${axes + 2} dimensions [batch, channels, …], or ${axes + 1} without batch.`,
      );
    return x.pad(this.padding, { mode: this.#mode, value: this.#value });
  }

  override extraRepr(): string {
    return pythonInts(this.padding);
  }
}

/** Mirrors [..., length] at its ends without repeating them, as `torch.nn.ReflectionPad1d`; padding (left, right). */
export class ReflectionPad1d extends Pad {
  constructor(padding: Size) {
    super(1, padding, "reflect");
  }
}
/** Mirrors [..., height, width], as `torch.nn.ReflectionPad2d`; padding (left, right, top, bottom). */
export class ReflectionPad2d extends Pad {
  constructor(padding: Size) {
    super(2, padding, "reflect");
  }
}
/** Mirrors [..., depth, height, width], as `torch.nn.ReflectionPad3d`; padding (left, right, top, bottom, front, back). */
export class ReflectionPad3d extends Pad {
  constructor(padding: Size) {
    super(3, padding, "reflect");
  }
}

/** Repeats the ends of [..., length], as `torch.nn.ReplicationPad1d`. */
export class ReplicationPad1d extends Pad {
  constructor(padding: Size) {
    super(1, padding, "replicate");
  }
}
/** Repeats the edges of [..., height, width], as `torch.nn.ReplicationPad2d`. */
export class ReplicationPad2d extends Pad {
  constructor(padding: Size) {
    super(2, padding, "replicate");
  }
}
/** Repeats the faces of [..., depth, height, width], as `torch.nn.ReplicationPad3d`. */
export class ReplicationPad3d extends Pad {
  constructor(padding: Size) {
    super(3, padding, "replicate");
  }
}

/** Goes around [..., length], as `torch.nn.CircularPad1d`. */
export class CircularPad1d extends Pad {
  constructor(padding: Size) {
    super(1, padding, "circular");
  }
}
/** Goes around [..., height, width], as `torch.nn.CircularPad2d`. */
export class CircularPad2d extends Pad {
  constructor(padding: Size) {
    super(2, padding, "circular");
  }
}
/** Goes around [..., depth, height, width], as `torch.nn.CircularPad3d`. */
export class CircularPad3d extends Pad {
  constructor(padding: Size) {
    super(3, padding, "circular");
  }
}

/** Zeros around [..., length], as `torch.nn.ZeroPad1d`; negative numbers cut. */
export class ZeroPad1d extends Pad {
  constructor(padding: Size) {
    super(1, padding, "constant");
  }
}
/** Zeros around [..., height, width], as `torch.nn.ZeroPad2d`; negative numbers cut. */
export class ZeroPad2d extends Pad {
  constructor(padding: Size) {
    super(2, padding, "constant");
  }
}
/** Zeros around [..., depth, height, width], as `torch.nn.ZeroPad3d`; negative numbers cut. */
export class ZeroPad3d extends Pad {
  constructor(padding: Size) {
    super(3, padding, "constant");
  }
}

abstract class ConstantPad extends Pad {
  constructor(
    axes: number,
    padding: Size,
    readonly value: number,
  ) {
    super(axes, padding, "constant", value);
  }
  override extraRepr(): string {
    return `padding=${pythonInts(this.padding)}, value=${pythonNumber(this.value)}`;
  }
}

/** A constant around [..., length], as `torch.nn.ConstantPad1d`. */
export class ConstantPad1d extends ConstantPad {
  constructor(padding: Size, value: number) {
    super(1, padding, value);
  }
}
/** A constant around [..., height, width], as `torch.nn.ConstantPad2d`. */
export class ConstantPad2d extends ConstantPad {
  constructor(padding: Size, value: number) {
    super(2, padding, value);
  }
}
/** A constant around [..., depth, height, width], as `torch.nn.ConstantPad3d`. */
export class ConstantPad3d extends ConstantPad {
  constructor(padding: Size, value: number) {
    super(3, padding, value);
  }
}
