// A network with the features it was trained on: what a checkpoint holds and what predicts from a recording.
import { FormatError, fromTypedArray, noGrad, ParameterError, type Tensor } from "@sonograd/core";
import { loadSafetensors, saveSafetensors, type ByteSource } from "@sonograd/io";
import { Module, type TensorModule } from "../modules/index.js";
import { logMelFeatures, type LogMelSettings } from "./log-mel-features.js";
import { createNetwork, type NetworkSettings } from "./network.js";
import { waveformFeatures, type WaveformSettings } from "./waveform-features.js";

/** What a network reads: log-mel images, or samples. */
export type FeatureSettings = LogMelSettings | WaveformSettings;

/** The features of one clip, [bands, frames] or [1, samples], not yet normalised. */
export const clipFeatures = (samples: Tensor, sampleRate: number, settings: FeatureSettings): Tensor =>
  "nMels" in settings ? logMelFeatures(samples, sampleRate, settings) : waveformFeatures(samples, sampleRate, settings);

/** Shape of a batch of features: [batch, 1, bands, frames] or [batch, 1, samples]. */
export const batchShape = (batch: number, settings: FeatureSettings): number[] =>
  "nMels" in settings ? [batch, 1, settings.nMels, -1] : [batch, 1, -1];

/** Mean and deviation of the training features, taken off before the network. */
export interface Normalization {
  readonly mean: number;
  readonly std: number;
}

export interface AudioClassifierConfig {
  /** Names in the order of the outputs. */
  readonly classes: readonly string[];
  readonly features: FeatureSettings;
  readonly normalization: Normalization;
  readonly model: NetworkSettings;
}

export interface Prediction {
  readonly label: string;
  /** 0…1; all classes sum to 1. */
  readonly probability: number;
}

const FORMAT = "sonograd-audio-classifier";
const VERSION = "1";

/**
 * Recording → log-mel image or samples → network → class probabilities.
 *
 * @example
 * const classifier = (await loadAudioClassifier("model.safetensors")).classifier;
 * const { samples, sampleRate } = await load("bark.wav");
 * const [best] = await classifier.predict(samples, sampleRate);
 */
export class AudioClassifier extends Module {
  readonly net: TensorModule;

  constructor(readonly config: AudioClassifierConfig) {
    super();
    if (config.classes.length !== config.model.classes)
      throw new ParameterError(
        `AudioClassifier: classes has ${config.classes.length} names, model.classes=${config.model.classes}. Both must agree.`,
      );
    this.net = createNetwork(config.model);
  }

  get classes(): readonly string[] {
    return this.config.classes;
  }

  /** Normalised features, [batch, 1, bands, frames] or [batch, 1, samples] → logits [batch, classes]. */
  override forward(x: Tensor): Tensor {
    return this.net(x);
  }

  /** The normalised features of a clip as the network reads them, [bands, frames] row by row, or samples. */
  async input(samples: Tensor, sampleRate: number): Promise<Float32Array> {
    const values = (await clipFeatures(samples, sampleRate, this.config.features).data()) as Float32Array;
    const { mean, std } = this.config.normalization;
    return values.map((v) => (v - mean) / std);
  }

  /**
   * Classes of one clip, the most probable first.
   *
   * @param samples     [samples] or [channels, samples]
   * @param sampleRate  Hz
   */
  async predict(samples: Tensor, sampleRate: number): Promise<Prediction[]> {
    const input = await this.input(samples, sampleRate);
    const shape = batchShape(1, this.config.features);
    const device = this.parameters()[0].device;
    const wasTraining = this.training;
    this.eval();
    const logits = noGrad(() => this.forward(fromTypedArray(input, shape, { device })));
    this.train(wasTraining);
    const probabilities = await noGrad(() => logits.softmax(1)).data();
    return this.classes
      .map((label, i) => ({ label, probability: probabilities[i] }))
      .sort((a, b) => b.probability - a.probability);
  }
}

/** Writes weights and configuration as one safetensors file (Node). `notes` are further strings for its metadata. */
export async function saveAudioClassifier(
  path: string,
  classifier: AudioClassifier,
  notes: Readonly<Record<string, string>> = {},
): Promise<void> {
  const metadata = { ...notes, format: FORMAT, version: VERSION, config: JSON.stringify(classifier.config) };
  await saveSafetensors(path, classifier.stateDict(), metadata);
}

/**
 * Reads what {@link saveAudioClassifier} wrote, in evaluation mode.
 *
 * @param source  a path (Node), URL, Blob, File or bytes
 * @throws FormatError  not such a checkpoint
 */
export async function loadAudioClassifier(
  source: ByteSource,
): Promise<{ classifier: AudioClassifier; notes: Record<string, string> }> {
  const { tensors, metadata } = await loadSafetensors(source);
  const { format, version, config, ...notes } = metadata;
  const name = typeof source === "string" ? `source="${source}"` : "the source";
  if (format !== FORMAT || version !== VERSION || config === undefined)
    throw new FormatError(
      `loadAudioClassifier: ${name} is no ${FORMAT} checkpoint of version ${VERSION} (format=${format ?? "none"}, version=${version ?? "none"}). Train one first.`,
    );
  const classifier = new AudioClassifier(parseConfig(name, config));
  classifier.loadStateDict(Object.fromEntries(tensors));
  return { classifier: classifier.eval(), notes };
}

function parseConfig(name: string, text: string): AudioClassifierConfig {
  try {
    return JSON.parse(text) as AudioClassifierConfig;
  } catch (cause) {
    throw new FormatError(`loadAudioClassifier: ${name} has a damaged configuration in its metadata. Train it again.`, {
      cause,
    });
  }
}
