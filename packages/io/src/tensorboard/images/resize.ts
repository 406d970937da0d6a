// Resampling of images with the Lanczos window of three lobes.
import type { Pixels } from "./pixels.js";

const LOBES = 3;

const lanczos = (x: number): number =>
  x === 0 ? 1 : Math.abs(x) >= LOBES ? 0 : (LOBES * Math.sin(Math.PI * x) * Math.sin((Math.PI * x) / LOBES)) / (Math.PI * x) ** 2; // prettier-ignore

interface Taps {
  readonly first: number;
  readonly weights: number[];
}

/** For each place of the result, the places of the source it is made of; when shrinking the window widens. */
function tapsOf(from: number, to: number): Taps[] {
  const scale = from / to;
  const wide = Math.max(scale, 1);
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - LOBES * wide + 0.5));
    const end = Math.min(from, Math.trunc(centre + LOBES * wide + 0.5));
    const weights = Array.from({ length: end - first }, (_u, k) => lanczos((first + k - centre + 0.5) / wide));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

/** The image at another size: columns first, then rows, rounded to bytes between. */
export function resize({ width, height, channels, data }: Pixels, newWidth: number, newHeight: number): Pixels {
  const narrow = new Uint8ClampedArray(newWidth * height * channels);
  tapsOf(width, newWidth).forEach(({ first, weights }, x) => {
    for (let y = 0; y < height; y++)
      for (let c = 0; c < channels; c++)
        narrow[(y * newWidth + x) * channels + c] = weights.reduce(
          (sum, weight, k) => sum + weight * data[(y * width + first + k) * channels + c],
          0,
        );
  });
  const result = new Uint8ClampedArray(newWidth * newHeight * channels);
  const stride = newWidth * channels;
  tapsOf(height, newHeight).forEach(({ first, weights }, y) => {
    for (let i = 0; i < stride; i++)
      result[y * stride + i] = weights.reduce((sum, weight, k) => sum + weight * narrow[(first + k) * stride + i], 0);
  });
  return { width: newWidth, height: newHeight, channels, data: result };
}
