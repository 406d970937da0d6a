// The networks that a classifier can be built with, by name.
import { ParameterError } from "@sonograd/core";
import {
  CRNN,
  LogMelCnn,
  M5,
  resnet18,
  resnet34,
  resnet50,
  YAMNet,
  type CrnnOptions,
  type LogMelCnnOptions,
  type M5Options,
} from "../models/index.js";
import type { TensorModule } from "../modules/index.js";

export const NETWORK_NAMES = ["log-mel-cnn", "m5", "crnn", "resnet18", "resnet34", "resnet50", "yamnet"] as const;
export type NetworkName = (typeof NETWORK_NAMES)[number];

/** A network and what it is made with; without a name it is the log-mel CNN. */
export type NetworkSettings =
  | ({ readonly name?: "log-mel-cnn" } & LogMelCnnOptions)
  | ({ readonly name: "m5"; readonly classes: number } & Omit<M5Options, "numClasses" | "inChannels">)
  | ({ readonly name: "crnn"; readonly classes: number } & Omit<CrnnOptions, "numClasses" | "inChannels">)
  | { readonly name: "resnet18" | "resnet34" | "resnet50" | "yamnet"; readonly classes: number };

/** Whether a network reads samples rather than log-mel images. */
export const readsWaveforms = (name: NetworkName): boolean => name === "m5";

/** The network with one input channel and `settings.classes` outputs. @throws ParameterError for an unknown name */
export function createNetwork(settings: NetworkSettings): TensorModule {
  const { classes: numClasses } = settings;
  switch (settings.name) {
    case undefined:
    case "log-mel-cnn":
      return new LogMelCnn(settings);
    case "m5":
      return new M5({ ...settings, numClasses });
    case "crnn":
      return new CRNN({ ...settings, numClasses });
    case "resnet18":
      return resnet18({ numClasses, inChannels: 1 });
    case "resnet34":
      return resnet34({ numClasses, inChannels: 1 });
    case "resnet50":
      return resnet50({ numClasses, inChannels: 1 });
    case "yamnet":
      return new YAMNet({ numClasses });
    default:
      throw new ParameterError(
        `createNetwork: name="${String((settings as { name: unknown }).name)}" must be one of ${NETWORK_NAMES.join(", ")}.`,
      );
  }
}
