// Texts below the options in `--help`.

const examples = (...lines: string[]): string => ["Examples:", ...lines.map((line) => `  $ ${line}`)].join("\n");

/** Examples by command. */
export const EXAMPLES = {
  program: examples(
    "sonograd analyze speech.wav             curves, spectrogram and values",
    "sonograd demo                           the whole way once, in under two minutes",
    "sonograd train recordings --out runs/1  train a classifier",
    "sonograd help analyze                   options and examples of a command",
  ),
  analyze: examples(
    "sonograd analyze speech.wav music.flac",
    "sonograd analyze speech.wav --json --frames > speech.json",
    "sonograd analyze speech.wav --csv | head",
    "sonograd analyze *.wav --png pictures/",
    "curl -s https://example.org/bird.ogg | sonograd analyze - --json",
  ),
  train: examples(
    "sonograd train recordings --out runs/first",
    "sonograd train UrbanSound8K --out runs/fold10 --test-fold 10 --epochs 20 --seed 1",
    "sonograd train digits --cross-validate --folds 5",
  ),
  evaluate: examples(
    "sonograd evaluate runs/first/model.safetensors recordings",
    "sonograd evaluate runs/first/model.safetensors recordings --json | jq .accuracy",
  ),
  predict: examples(
    "sonograd predict runs/first/model.safetensors bark.wav --top 3",
    "sonograd predict runs/first/model.safetensors *.wav --json",
  ),
  demo: examples("sonograd demo", "sonograd demo --data recordings --out runs/mine --seed 1"),
  course: examples(
    "sonograd course                         the chapters",
    "sonograd course 6 speech.wav            short-time spectra of a recording, and their picture",
    "sonograd course all --out pictures/",
  ),
  doctor: examples("sonograd doctor", "sonograd doctor --json"),
} as const;

export const EXIT_CODES_HELP = `Exit codes: 0 all went well, 1 something failed, 2 wrong command line, 130 interrupted.
Environment: NO_COLOR, FORCE_COLOR, TERM=dumb and CI are heeded; SONOGRAD_DEBUG=1 prints stacks.`;
