// Hyperparameters of a run: field numbers of tensorboard/plugins/hparams/{api,plugin_data}.proto and google.protobuf.Value.
import { ParameterError } from "@sonograd/core";
import { MessageWriter } from "../protobuf.js";
import { pluginValue } from "./value.js";

export type HparamValue = number | string | boolean;
/** Hyperparameters by name; null and undefined ones are left out. */
export type Hparams = Readonly<Record<string, HparamValue | null | undefined>>;
/** All values that some hyperparameters can take. */
export type HparamDomains = Readonly<Record<string, readonly HparamValue[]>>;

const PLUGIN_DATA = { experiment: 2, sessionStart: 3, sessionEnd: 4 } as const;
const EXPERIMENT = { hparamInfos: 4, metricInfos: 5 } as const;
const HPARAM_INFO = { name: 1, type: 4, domainDiscrete: 5 } as const;
const METRIC_INFO = { name: 1 } as const;
const METRIC_NAME = { tag: 2 } as const;
const SESSION_START = { hparams: 1 } as const;
const SESSION_END = { status: 1 } as const;
const MAP_ENTRY = { key: 1, value: 2 } as const;
const LIST = { values: 1 } as const;
const VALUE = { number: 2, string: 3, bool: 4 } as const;
const DATA_TYPE = { string: 1, boolean: 2, number: 3 } as const;
const STATUS_SUCCESS = 1;

/**
 * The three values that the hparams plugin reads: the experiment, the start of the session with its hyperparameters, and its
 * successful end. Booleans stay booleans (torch turns them into numbers, because Python's are integers).
 */
export function hparamsValues(hparams: Hparams, metrics: readonly string[], domains: HparamDomains): MessageWriter[] {
  const entries = Object.entries(hparams).filter((entry): entry is [string, HparamValue] => entry[1] != null);
  for (const [name, value] of entries)
    if (!((typeof value) in DATA_TYPE))
      throw new ParameterError(`addHparams: hparams["${name}"] is a ${typeof value}, not a number, string or boolean.`);
  for (const [name, domain] of Object.entries(domains))
    if (hparams[name] == null || domain.some((value) => typeof value !== typeof hparams[name]))
      throw new ParameterError(
        `addHparams: domains["${name}"]=${JSON.stringify(domain)} must hold values of the type of hparams["${name}"]=${String(hparams[name])}.`,
      );
  return [
    sessionValue("experiment", PLUGIN_DATA.experiment, experiment(entries, metrics, domains)),
    sessionValue("session_start_info", PLUGIN_DATA.sessionStart, sessionStart(entries)),
    sessionValue(
      "session_end_info",
      PLUGIN_DATA.sessionEnd,
      new MessageWriter().varint(SESSION_END.status, STATUS_SUCCESS),
    ),
  ];
}

const sessionValue = (name: string, field: number, message: MessageWriter): MessageWriter =>
  pluginValue(`_hparams_/${name}`, { pluginName: "hparams", content: new MessageWriter().message(field, message) });

function experiment(
  entries: readonly [string, HparamValue][],
  metrics: readonly string[],
  domains: HparamDomains,
): MessageWriter {
  const message = new MessageWriter();
  for (const [name, value] of entries) {
    const info = new MessageWriter()
      .optionalString(HPARAM_INFO.name, name)
      .varint(HPARAM_INFO.type, DATA_TYPE[typeof value as keyof typeof DATA_TYPE]);
    if (Object.hasOwn(domains, name)) {
      const list = new MessageWriter();
      for (const allowed of domains[name]) list.message(LIST.values, protobufValue(allowed));
      info.message(HPARAM_INFO.domainDiscrete, list);
    }
    message.message(EXPERIMENT.hparamInfos, info);
  }
  for (const tag of metrics)
    message.message(
      EXPERIMENT.metricInfos,
      new MessageWriter().message(METRIC_INFO.name, new MessageWriter().optionalString(METRIC_NAME.tag, tag)),
    );
  return message;
}

function sessionStart(entries: readonly [string, HparamValue][]): MessageWriter {
  const message = new MessageWriter();
  for (const [name, value] of entries)
    message.message(
      SESSION_START.hparams,
      new MessageWriter().string(MAP_ENTRY.key, name).message(MAP_ENTRY.value, protobufValue(value)),
    );
  return message;
}

function protobufValue(value: HparamValue): MessageWriter {
  if (typeof value === "string") return new MessageWriter().string(VALUE.string, value);
  if (typeof value === "boolean") return new MessageWriter().varint(VALUE.bool, Number(value));
  return new MessageWriter().double(VALUE.number, value);
}
