import { ParameterError } from "../../errors/index.js";
import { needTensor, type Tensor } from "../../tensor/index.js";
import { checkInteger } from "../checks.js";
import { dwt, dwtMaxLevel } from "./dwt.js";
import { checkMode, type WaveletMode } from "./extend-signal.js";
import { idwt } from "./idwt.js";
import { toWavelet, type Wavelet } from "./wavelet.js";

export interface WaveletPacketOptions {
  /** How the signals go on beyond their ends (default "symmetric"). */
  readonly mode?: WaveletMode;
  /** Levels of the tree, integer ≥ 1 (default dwtMaxLevel of the samples). */
  readonly maxLevel?: number;
  /** Dimension of the samples (default -1). */
  readonly dim?: number;
}

/** A node of the tree: "a" or "d" for each level from the root. */
export interface PacketNode {
  readonly path: string;
  readonly level: number;
  readonly data: Tensor;
}

/**
 * The tree of wavelet packets of a signal: approximations and details are both taken apart, on demand.
 *
 * @param data     real, [..., samples]; null: an empty tree, to be filled by `set`
 * @param wavelet  one with filters, or its name
 * @param options.mode      beyond the ends (default "symmetric")
 * @param options.maxLevel  integer ≥ 1 (default dwtMaxLevel(samples, wavelet))
 * @param options.dim       dimension of the samples (default -1)
 * @throws ParameterError  unknown wavelet or mode; paths of other letters or beyond maxLevel
 * @source pywt.WaveletPacket
 * @example new WaveletPacket(ones([8]), "haar").get("ad").data.shape // [2]
 */
export class WaveletPacket {
  readonly wavelet: Wavelet;
  readonly mode: WaveletMode;
  readonly maxLevel: number;
  readonly #dim: number;
  /** By path; the root is "". */
  readonly #nodes = new Map<string, Tensor>();

  constructor(data: Tensor | null, wavelet: Wavelet | string, options: WaveletPacketOptions = {}) {
    const { mode = "symmetric", maxLevel, dim = -1 } = options;
    this.wavelet = toWavelet("WaveletPacket", wavelet);
    checkMode("WaveletPacket", mode);
    this.mode = mode;
    this.#dim = dim;
    if (data) {
      needTensor("WaveletPacket", data, "data");
      this.#nodes.set("", data);
    }
    this.maxLevel = maxLevel ?? (data ? dwtMaxLevel(data.shape.at(dim) ?? 0, this.wavelet) : Infinity);
    if (maxLevel !== undefined) checkInteger("WaveletPacket", "maxLevel", maxLevel, 1);
  }

  #check(path: string): void {
    if (!/^[ad]*$/.test(path) || path.length > this.maxLevel)
      throw new ParameterError(
        `WaveletPacket: path="${path}" must be letters "a" and "d", at most maxLevel=${this.maxLevel} of them.`,
      );
  }

  /** The signal of the root, or what the last `reconstruct` made of it. */
  get data(): Tensor | null {
    return this.#nodes.get("") ?? null;
  }

  /** Whether a node is there already. */
  has(path: string): boolean {
    return this.#nodes.has(path);
  }

  /** The node at a path such as "aad", taken apart from above where it is not there yet. */
  get(path: string): PacketNode {
    this.#check(path);
    const found = this.#nodes.get(path);
    if (found) return { path, level: path.length, data: found };
    if (path === "") throw new ParameterError('WaveletPacket: path="" holds no data yet. Call reconstruct() first.');
    const above = path.slice(0, -1);
    const { cA, cD } = dwt(this.get(above).data, this.wavelet, { mode: this.mode, dim: this.#dim });
    // A half that was set by hand stays.
    if (!this.has(`${above}a`)) this.#nodes.set(`${above}a`, cA);
    if (!this.has(`${above}d`)) this.#nodes.set(`${above}d`, cD);
    return { path, level: path.length, data: this.#nodes.get(path)! };
  }

  /** Puts coefficients at a path; what was below is gone. The nodes above follow at the next `reconstruct`. */
  set(path: string, data: Tensor): this {
    this.#check(path);
    needTensor("WaveletPacket", data, "data");
    this.delete(path);
    this.#nodes.set(path, data);
    return this;
  }

  /** Removes a node and what is below: `reconstruct` takes it for zeros. */
  delete(path: string): void {
    for (const key of this.#nodes.keys()) if (key.startsWith(path)) this.#nodes.delete(key);
  }

  /**
   * All nodes of a level.
   *
   * @param options.order      "natural": left to right in the tree (default); "freq": from low to high frequencies
   * @param options.decompose  take apart what is missing (default true); false: only nodes that are there
   */
  getLevel(
    level: number,
    { order = "natural", decompose = true }: { readonly order?: "natural" | "freq"; readonly decompose?: boolean } = {},
  ): PacketNode[] {
    checkInteger("WaveletPacket", "level", level, 0);
    if (level > this.maxLevel)
      throw new ParameterError(`WaveletPacket: level=${level} must be at most maxLevel=${this.maxLevel}.`);
    if (order !== "natural" && order !== "freq")
      throw new ParameterError(`WaveletPacket: order="${String(order)}" must be "natural" or "freq".`);
    let paths = [""];
    for (let i = 0; i < level; i++)
      paths =
        order === "natural"
          ? paths.flatMap((p) => [`${p}a`, `${p}d`])
          : // A high-pass band lies upside down: below it the order turns.
            [...paths.map((p) => `a${p}`), ...paths.map((p) => `d${p}`).reverse()];
    return paths.filter((p) => decompose || this.has(p)).map((p) => this.get(p));
  }

  /** The nodes without any below. */
  getLeafNodes({ decompose = false }: { readonly decompose?: boolean } = {}): PacketNode[] {
    if (decompose) return this.getLevel(this.maxLevel);
    const inner = (path: string): boolean => this.#below(`${path}a`) || this.#below(`${path}d`);
    return [...this.#nodes.keys()]
      .filter((path) => !inner(path))
      .sort()
      .map((path) => this.get(path));
  }

  #below(path: string): boolean {
    return [...this.#nodes.keys()].some((key) => key.startsWith(path));
  }

  /**
   * The signal from the leaves of the tree, as long as the root where there is one.
   *
   * @param options.update  puts the results into the nodes above the leaves (default true)
   */
  reconstruct({ update = true }: { readonly update?: boolean } = {}): Tensor {
    const whole = this.#rebuild("", update);
    if (!whole) throw new ParameterError("WaveletPacket: the tree is empty: nothing to reconstruct. Call set() first.");
    return whole;
  }

  #rebuild(path: string, update: boolean): Tensor | null {
    const own = this.#nodes.get(path) ?? null;
    if (!this.#below(`${path}a`) && !this.#below(`${path}d`)) return own;
    const [cA, cD] = [this.#rebuild(`${path}a`, update), this.#rebuild(`${path}d`, update)];
    if (!cA && !cD) return own;
    const dim = this.#dim;
    let made = idwt(cA, cD, this.wavelet, { mode: this.mode, dim });
    const length = own?.shape.at(dim);
    if (length !== undefined && length < made.shape.at(dim)!) made = made.narrow(dim, 0, length);
    if (update) this.#nodes.set(path, made);
    return made;
  }
}
