// The public sets that are read here: where they come from, under which terms, and how many recordings they hold.

export interface DatasetSource {
  readonly name: string;
  readonly url: string;
  readonly licence: string;
  /** Recordings (or images) of the whole set. */
  readonly count: number;
}

export const DATASET_SOURCES = {
  urbansound8k: {
    name: "UrbanSound8K",
    url: "https://urbansounddataset.weebly.com/urbansound8k.html",
    licence: "CC BY-NC",
    count: 8732,
  },
  esc50: { name: "ESC-50", url: "https://github.com/karolpiczak/ESC-50", licence: "CC BY-NC 3.0", count: 2000 },
  esc10: { name: "ESC-10", url: "https://github.com/karolpiczak/ESC-10", licence: "CC BY 3.0", count: 400 },
  speechCommands: {
    name: "Speech Commands",
    url: "https://storage.googleapis.com/download.tensorflow.org/data/speech_commands_v0.02.tar.gz",
    licence: "CC BY 4.0",
    count: 105_829,
  },
  fsdd: {
    name: "Free Spoken Digit Dataset",
    url: "https://github.com/Jakobovski/free-spoken-digit-dataset",
    licence: "CC BY-SA 4.0",
    count: 3000,
  },
  yesno: { name: "YesNo", url: "https://www.openslr.org/1", licence: "see its README", count: 60 },
  gtzan: {
    name: "GTZAN",
    url: "http://marsyas.info/downloads/datasets.html",
    licence: "none given: for research",
    count: 1000,
  },
  librispeech: { name: "LibriSpeech", url: "https://www.openslr.org/12", licence: "CC BY 4.0", count: 292_367 },
  cifar10: {
    name: "CIFAR-10, binary version",
    url: "https://www.cs.toronto.edu/~kriz/cifar.html",
    licence: "none given: cite Krizhevsky (2009)",
    count: 60_000,
  },
} as const satisfies Record<string, DatasetSource>;

/** The sentence that ends an error about files that are not there. */
export const getItFrom = ({ name, url }: DatasetSource): string =>
  `Get ${name} from ${url} and give the folder it unpacks to.`;
