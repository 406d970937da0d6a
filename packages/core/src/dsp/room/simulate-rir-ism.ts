import { ParameterError } from "../../errors/index.js";
import { nameValue, type Device, type Tensor } from "../../tensor/index.js";
import { getDefaultDevice } from "../../backend/index.js";
import { checkInteger, checkList, checkPositive } from "../checks.js";
import { writeLines } from "../host-lines.js";

/** A place in metres, from the corner between west, south and floor: [x, y, z], or [x, y] in a room without height. */
export type Place = ArrayLike<number>;

export interface SimulateRirOptions {
  /** Samples of the result, integer ≥ 1 (default: up to the last reflection). */
  readonly outputLength?: number;
  /** Taps of the filter that puts a reflection between samples, odd integer ≥ 1 (default 81). */
  readonly delayFilterLength?: number;
  /** m/s, > 0 (default 343). */
  readonly soundSpeed?: number;
  /** Hz, > 0 (default 16000). */
  readonly sampleRate?: number;
  /** float32 or float64 (default "float32"). */
  readonly dtype?: "float32" | "float64";
  /** (default: the default device) */
  readonly device?: Device;
}

/** A mirror image of the source: where it stands, and what its reflections have left. */
interface Image {
  readonly place: readonly number[];
  readonly gain: number;
}

function checkPlace(op: string, name: string, place: Place, room: readonly number[] | undefined): readonly number[] {
  checkList(op, name, place);
  const values = Array.from(place);
  const dims = room?.length ?? values.length;
  if (values.length !== dims || dims < 2 || dims > 3)
    throw new ParameterError(
      `${op}: ${name}=[${values.join(", ")}] must hold ${room ? dims : "2 or 3"} numbers of metres.`,
    );
  values.forEach((v, i) => {
    if (!(v > 0 || (room && v === 0)) || !(v <= (room?.[i] ?? Number.MAX_VALUE)))
      throw new ParameterError(
        `${op}: ${name}=[${values.join(", ")}] must ${room ? `lie within the room [${room.join(", ")}]` : "be > 0 m"}.`,
      );
  });
  return values;
}

function reflections(op: string, dims: number, absorption: number | ArrayLike<number>): readonly number[] {
  if (typeof absorption !== "number") checkList(op, "absorption", absorption);
  const walls = typeof absorption === "number" ? Array.from({ length: 2 * dims }, () => absorption) : Array.from(absorption); // prettier-ignore
  if (walls.length !== 2 * dims || walls.some((a) => !(a >= 0 && a <= 1)))
    throw new ParameterError(
      `${op}: absorption=${nameValue(absorption)} must be one number in 0…1 or ${2 * dims} of them, one for each wall.`,
    );
  return walls.map((a) => Math.sqrt(1 - a));
}

/** All images of at most `maxOrder` reflections. */
function imagesOf(
  room: readonly number[],
  source: readonly number[],
  walls: readonly number[],
  maxOrder: number,
): Image[] {
  let images: (Image & { readonly order: number })[] = [{ place: [], gain: 1, order: 0 }];
  room.forEach((size, axis) => {
    images = images.flatMap(({ place, gain, order }) => {
      const most = maxOrder - order;
      return Array.from({ length: 2 * most + 1 }, (_, i) => {
        const n = i - most;
        // Odd images are turned around. Sound on its way passes the lower wall and the upper one in turns.
        const at = n % 2 === 0 ? n * size + source[axis] : (n + 1) * size - source[axis];
        const [low, high] = [Math.abs(Math.floor(n / 2)), Math.abs(Math.floor((n + 1) / 2))];
        const left = walls[2 * axis] ** low * walls[2 * axis + 1] ** high;
        return { place: [...place, at], gain: gain * left, order: order + Math.abs(n) };
      });
    });
  });
  return images;
}

/** Adds a pulse at a place between samples: a sinc under a Hann window of `taps` samples. */
function addPulse(line: Float64Array, at: number, gain: number, taps: number): void {
  const half = (taps - 1) / 2;
  const middle = Math.ceil(at);
  for (let n = Math.max(0, middle - half); n <= Math.min(line.length - 1, middle + half); n++) {
    const t = n - at;
    if (t === 0) line[n] += gain;
    else if (Math.abs(t) <= half)
      line[n] += (gain * Math.sin(Math.PI * t) * 0.5 * (1 + Math.cos((Math.PI * t) / half))) / (Math.PI * t);
  }
}

/**
 * Impulse responses of a rectangular room by the image-source method: each reflection is the sound of the source's mirror image.
 *
 * @param room        metres, [x, y, z] or [x, y], > 0
 * @param source      metres, a place within the room
 * @param micArray    metres, one place for each microphone
 * @param maxOrder    reflections of a path at most, integer ≥ 0
 * @param absorption  share of the energy that a wall takes, 0…1: of all walls, or of west, east, south, north(, floor, ceiling)
 * @param options.outputLength       samples (default: up to the last reflection)
 * @param options.delayFilterLength  taps of the filter that puts a reflection between samples, odd (default 81)
 * @param options.soundSpeed         m/s (default 343)
 * @param options.sampleRate         Hz (default 16000)
 * @param options.dtype              "float32" or "float64" (default "float32"); device (default: the default one)
 * @returns [microphones, samples], unitless: 1 at a distance of one metre without reflections
 * @throws ParameterError  a place outside the room or a microphone at the source, numbers out of range
 * @source torchaudio.prototype.functional.simulate_rir_ism with one band; Allen and Berkley, JASA 65 (1979)
 * @example simulateRirIsm([4, 5, 3], [1, 1, 1], [[3, 3, 1], [3, 2, 1]], 3, 0.3, { outputLength: 800 }).shape // [2, 800]
 */
export function simulateRirIsm(
  room: Place,
  source: Place,
  micArray: ArrayLike<Place>,
  maxOrder: number,
  absorption: number | ArrayLike<number>,
  { outputLength, delayFilterLength = 81, soundSpeed = 343, sampleRate = 16000, dtype = "float32", device = getDefaultDevice() }: SimulateRirOptions = {},
): Tensor {
  const op = "simulateRirIsm";
  const size = checkPlace(op, "room", room, undefined);
  const from = checkPlace(op, "source", source, size);
  checkList(op, "micArray", micArray);
  const microphones = Array.from(micArray, (place) => checkPlace(op, "micArray", place, size));
  if (microphones.length === 0) throw new ParameterError(`${op}: micArray must hold the place of a microphone.`);
  checkInteger(op, "maxOrder", maxOrder, 0);
  checkInteger(op, "delayFilterLength", delayFilterLength, 1);
  if (delayFilterLength % 2 === 0)
    throw new ParameterError(`${op}: delayFilterLength=${delayFilterLength} must be odd. Use ${delayFilterLength + 1}.`);
  if (outputLength !== undefined) checkInteger(op, "outputLength", outputLength, 1);
  checkPositive(op, "soundSpeed", soundSpeed);
  checkPositive(op, "sampleRate", sampleRate);
  if (dtype !== "float32" && dtype !== "float64")
    throw new ParameterError(`${op}: dtype="${String(dtype)}" must be "float32" or "float64".`);
  const images = imagesOf(size, from, reflections(op, size.length, absorption), maxOrder);
  const arrivals = microphones.map((place) =>
    images.map(({ place: at, gain }) => ({ distance: Math.hypot(...at.map((v, i) => v - place[i])), gain })),
  );
  if (arrivals.some(([...all]) => all.some(({ distance }) => distance === 0)))
    throw new ParameterError(`${op}: micArray holds the place of the source, where the sound is infinitely loud. Move it.`);
  const furthest = arrivals.flat().reduce((most, { distance }) => Math.max(most, distance), 0);
  const delayOf = (distance: number): number => (distance * sampleRate) / soundSpeed;
  const length = outputLength ?? Math.ceil(delayOf(furthest)) + (delayFilterLength + 1) / 2;
  const lines = arrivals.map((all) => {
    const line = new Float64Array(length);
    for (const { distance, gain } of all) addPulse(line, delayOf(distance), gain / distance, delayFilterLength);
    return line;
  });
  return writeLines(lines, [lines.length], length, { dtype, device });
} // prettier-ignore
