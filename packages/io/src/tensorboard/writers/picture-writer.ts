// Pictures: images, videos and meshes.
import { ParameterError, ShapeError } from "@sonograd/core";
import type { HostArray } from "../../bytes/index.js";
import { shapeOf, type LogArray } from "../host-values.js";
import { drawBoxes } from "../images/boxes.js";
import { encodeGif } from "../images/gif.js";
import { toPixels, type Pixels } from "../images/pixels.js";
import { resize } from "../images/resize.js";
import { gifDelay, videoFrames } from "../images/video.js";
import { imageValue, pngOf } from "../summaries/image.js";
import { checkMeshPart, meshValues } from "../summaries/mesh.js";
import type { LogTime } from "./log-time.js";
import { NumberWriter } from "./number-writer.js";

export interface ImageOptions extends LogTime {
  /** Order of the dimensions: letters of NCHW, CHW or HW. */
  readonly dataformats?: string;
}

export abstract class PictureWriter extends NumberWriter {
  /**
   * An image: uint8 0…255, anything else 0…1, clipped.
   *
   * @param image  [3, height, width] or another order, see `dataformats`; 1, 3 or 4 channels
   * @param options.dataformats  order of the dimensions (default "CHW")
   */
  addImage(
    tag: string,
    image: LogArray,
    globalStep?: number,
    { dataformats = "CHW", ...options }: ImageOptions = {},
  ): void {
    this.#picture("addImage", tag, [image], globalStep, options, ([array]) => toPixels("addImage", array, dataformats));
  }

  /** A batch of images as one, eight in a row; as `addImage`, with the dimensions "NCHW" by default. */
  addImages(
    tag: string,
    images: LogArray,
    globalStep?: number,
    { dataformats = "NCHW", ...options }: ImageOptions = {},
  ): void {
    this.#picture("addImages", tag, [images], globalStep, options, ([array]) =>
      toPixels("addImages", array, dataformats),
    );
  }

  /**
   * An image with red frames.
   *
   * @param boxes  [boxes, 4], pixels: xMin, yMin, xMax, yMax
   * @param options.rescale  factor of the picture's size (default 1)
   * @param options.labels   a text per box; without effect when their number differs
   */
  addImageWithBoxes(
    tag: string,
    image: LogArray,
    boxes: LogArray,
    globalStep?: number,
    {
      rescale = 1,
      dataformats = "CHW",
      labels,
      ...options
    }: ImageOptions & { rescale?: number; labels?: string | readonly string[] } = {},
  ): void {
    const op = "addImageWithBoxes";
    const [count, four] = shapeOf(boxes);
    if (shapeOf(boxes).length !== 2 || four !== 4)
      throw new ShapeError(`${op}: boxes [${shapeOf(boxes).join(", ")}] must be [boxes, 4].`);
    if (!(rescale > 0 && Number.isFinite(rescale)))
      throw new ParameterError(`${op}: rescale=${rescale} must be positive.`);
    const texts = typeof labels === "string" ? [labels] : labels;
    this.recordArrays(op, [image, boxes], globalStep, options, ([array, corners]) => {
      const plain = toPixels(op, array, dataformats);
      const drawn = drawBoxes(plain, corners.data, texts?.length === count ? texts : undefined);
      const scaled = [plain.width, plain.height].map((size) => Math.max(1, Math.trunc(size * rescale)));
      const shown = rescale === 1 ? drawn : resize(drawn, scaled[0], scaled[1]);
      return [imageValue(tag, plain, pngOf(shown))]; // the stored size is that of the image, as in torch
    });
  }

  /**
   * A video as an animated GIF.
   *
   * @param video  [batch, frames, channels, height, width], channels 1 or 3; uint8 0…255, anything else 0…1; a batch plays
   *               side by side
   * @param options.fps  frames per second, > 0, rounded to what hundredths of a second can say (default 4)
   */
  addVideo(
    tag: string,
    video: LogArray,
    globalStep?: number,
    { fps = 4, ...options }: LogTime & { fps?: number } = {},
  ): void {
    const delay = gifDelay(fps);
    this.recordArrays("addVideo", [video], globalStep, options, ([array]) => {
      const frames = videoFrames(array);
      return [imageValue(tag, { ...frames[0], channels: array.shape[2] as 3 }, encodeGif(frames, delay))];
    });
  }

  /**
   * A mesh, or a cloud of points.
   *
   * @param vertices  [batch, vertices, 3]
   * @param options.colors      [batch, vertices, 3], 0…255
   * @param options.faces       [batch, faces, 3], indices of vertices
   * @param options.configDict  THREE.js classes and their settings
   */
  addMesh(
    tag: string,
    vertices: LogArray,
    globalStep?: number,
    {
      colors,
      faces,
      configDict,
      ...options
    }: LogTime & { colors?: LogArray; faces?: LogArray; configDict?: unknown } = {},
  ): void {
    const given = Object.entries({ vertices, faces, colors }).filter(
      (entry): entry is [string, LogArray] => entry[1] !== undefined,
    );
    for (const [name, array] of given) checkMeshPart(name, shapeOf(array));
    const arrays = given.map(([, array]) => array);
    this.recordArrays("addMesh", arrays, globalStep, options, (read) => {
      const part = (name: string): HostArray | undefined => read[given.findIndex(([known]) => known === name)];
      return meshValues(tag, { vertices: read[0], faces: part("faces"), colors: part("colors") }, configDict);
    });
  }

  #picture(
    op: string,
    tag: string,
    arrays: readonly LogArray[],
    globalStep: number | undefined,
    options: LogTime,
    draw: (arrays: HostArray[]) => Pixels,
  ): void {
    this.recordArrays(op, arrays, globalStep, options, (read) => {
      const pixels = draw(read);
      return [imageValue(tag, pixels, pngOf(pixels))];
    });
  }
}
