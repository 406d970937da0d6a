// Files of the embedding projector: vectors, labels, thumbnails, and the configuration that lists them.
import { ParameterError, ShapeError } from "@sonograd/core";
import type { HostArray } from "../bytes/index.js";
import { toPixels, type Pixels } from "./images/pixels.js";
import { pngOf } from "./summaries/image.js";

/** Labels of the points: one each, or one per column named in the header. */
export type EmbeddingMetadata = readonly (string | number | readonly (string | number)[])[];

/** An entry of projector_config.pbtxt. */
export interface EmbeddingInfo {
  readonly tensorName: string;
  readonly folder: string;
  readonly hasMetadata: boolean;
  /** Width and height of one thumbnail. */
  readonly thumbnail: readonly [number, number] | undefined;
}

/** The folder of an embedding inside the run: step and tag. */
export const embeddingFolder = (tag: string, step: number): string =>
  `${padStep(step)}/${tag.replaceAll("%", "%25").replaceAll("/", "%2f").replaceAll("\\", "%5c")}`;

export const padStep = (step: number): string => String(step).padStart(5, "0");

/** Refuses what is no matrix, and thumbnails that are not one per point. */
export function checkEmbedding(mat: readonly number[], images: readonly number[] | undefined): void {
  if (mat.length !== 2) throw new ShapeError(`addEmbedding: mat [${mat.join(", ")}] must be [points, dimensions].`);
  if (images && (images.length !== 4 || images[0] !== mat[0] || (images[1] !== 1 && images[1] !== 3)))
    throw new ShapeError(
      `addEmbedding: labelImg [${images.join(", ")}] must be [${mat[0]}, 1 or 3, height, width]: one per point.`,
    );
}

/** One line per point. */
export function tensorsTsv({ shape, data }: HostArray): string {
  const [points, dimensions] = shape;
  return lines(
    Array.from({ length: points }, (_, i) =>
      Array.from(data.subarray(i * dimensions, (i + 1) * dimensions), numberText).join("\t"),
    ),
  );
}

/** As Python prints floats: whole numbers keep their `.0`. */
const numberText = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** One line per point, after the header if there is one. */
export function metadataTsv(metadata: EmbeddingMetadata, points: number, header?: readonly string[]): string {
  if (metadata.length !== points)
    throw new ShapeError(
      `addEmbedding: metadata.length=${metadata.length} must equal the number of points, ${points}.`,
    );
  if (!header) return lines(metadata.map(String));
  const odd = metadata.findIndex((row) => !Array.isArray(row) || row.length !== header.length);
  if (odd >= 0)
    throw new ParameterError(`addEmbedding: metadata[${odd}]=${String(metadata[odd])} must have the ${header.length} columns of metadataHeader.`); // prettier-ignore
  return lines([header, ...(metadata as readonly (readonly (string | number)[])[])].map((row) => row.join("\t")));
}

const lines = (rows: readonly string[]): string => rows.map((row) => `${row}\n`).join("");

/** All thumbnails in one square PNG, row by row; the projector wants a square. */
export function spritePng(images: HostArray, points: number): Uint8Array {
  const { width, height, data } = toPixels("addEmbedding", images, "NCHW", Math.ceil(Math.sqrt(points)));
  const square: Pixels = { width, height: width, channels: 3, data: new Uint8ClampedArray(3 * width * width) };
  square.data.set(data.subarray(0, 3 * width * Math.min(width, height)));
  return pngOf(square);
}

/** The configuration in protobuf's text format. */
export function projectorConfig(embeddings: readonly EmbeddingInfo[]): string {
  const quoted = (text: string): string => JSON.stringify(text);
  return embeddings
    .map(({ tensorName, folder, hasMetadata, thumbnail }) =>
      [
        "embeddings {",
        `  tensor_name: ${quoted(tensorName)}`,
        ...(hasMetadata ? [`  metadata_path: ${quoted(`${folder}/metadata.tsv`)}`] : []),
        ...(thumbnail
          ? [
              "  sprite {",
              `    image_path: ${quoted(`${folder}/sprite.png`)}`,
              ...thumbnail.map((size) => `    single_image_dim: ${size}`),
              "  }",
            ]
          : []),
        `  tensor_path: ${quoted(`${folder}/tensors.tsv`)}`,
        "}\n",
      ].join("\n"),
    )
    .join("");
}
