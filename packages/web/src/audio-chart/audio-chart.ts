// What both elements share: where the audio comes from, the states, and the text alternative.
// What is drawn, and what a place in it means, is the subclass's.
import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { Figure, Rect } from "@sonograd/io";
import type { SignalFacts, Stretch } from "../analysis/facts.js";
import { Announcer } from "../announcer/announcer.js";
import { ChartCursor } from "../cursor/chart-cursor.js";
import type { CursorState } from "../cursor/cursor.js";
import { FigureCanvas } from "../figure-canvas/figure-canvas.js";
import { displayName, readRecording } from "../recording/read-recording.js";
import { makeRecording, pickChannel, type ChannelChoice, type Recording, type SampleInput } from "../recording/recording.js"; // prettier-ignore
import { summarize } from "../text/summary.js";
import { audioChartStyles } from "./audio-chart.styles.js";
import { ChartJob, type ChartState } from "./chart-job.js";
import { chartView, stateView } from "./chart-view.js";
import type { CursorDetail, SonogradEventMap } from "./events.js";

/** What every analysis tells the text alternative. */
export interface ChartAnalysis {
  readonly facts: SignalFacts;
  readonly stretches: readonly Stretch[];
}

/** A recording, the samples that are drawn, and what was found in them. */
export interface Shown<Analysis> {
  readonly recording: Recording;
  readonly samples: Float32Array;
  readonly analysis: Analysis;
}

/** The place of the cursor in words and numbers. */
export interface Readout {
  readonly text: string;
  readonly detail: CursorDetail;
}

/** A figure with what it was made from, or why there is none. */
interface Drawing {
  readonly shown: unknown;
  readonly view: unknown;
  readonly figure?: Figure;
  readonly problem?: ChartState;
}

const channelConverter = {
  fromAttribute: (value: string | null): ChannelChoice => (value === null || value === "mono" ? "mono" : Number(value)),
  toAttribute: (value: ChannelChoice): string => String(value),
};

const SOURCES = ["src", "file", "samples", "sampleRate"];

export abstract class AudioChart<Analysis extends ChartAnalysis> extends LitElement {
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override readonly styles = [audioChartStyles];
  static override readonly properties: PropertyDeclarations = {
    src: { type: String, reflect: true },
    file: { attribute: false },
    samples: { attribute: false },
    sampleRate: { type: Number, attribute: "sample-rate", reflect: true },
    channel: { reflect: true, converter: channelConverter },
    label: { type: String, reflect: true },
  };

  /** URL of the audio, relative to the page. */
  declare src: string | null;
  /** A file picked or dropped; goes before `src`. */
  declare file: Blob | null;
  /** Samples in memory with `sampleRate`; go before `file` and `src`. */
  declare samples: SampleInput | null;
  /** Hz, of `samples`; files bring their own. */
  declare sampleRate: number | null;
  /** "mono" averages the channels; a number from 0 picks one. */
  declare channel: ChannelChoice;
  /** What the audio is called, instead of its file name. */
  declare label: string | null;

  #recording: Recording | undefined;
  #shown: Shown<Analysis> | undefined;
  #drawing: Drawing | undefined;
  #reported: unknown;
  #plot: Rect | undefined;
  #announcement = "";
  readonly #canvas = new FigureCanvas(this);
  readonly #announcer = new Announcer((message) => {
    this.#announcement = message;
    this.requestUpdate();
  });
  readonly #cursor = new ChartCursor(this, () => this.#cursorMoved());
  readonly #job = new ChartJob<Shown<Analysis>>({
    changed: () => this.requestUpdate(),
    done: (shown) => this.#show(shown),
  });

  constructor() {
    super();
    this.src = null;
    this.file = null;
    this.samples = null;
    this.sampleRate = null;
    this.channel = "mono";
    this.label = null;
  }

  /** What the chart is: the first word of its text alternative. */
  protected abstract readonly kind: string;
  /** Properties of the subclass that need a new analysis, not only a new drawing. */
  protected abstract readonly analysisProperties: readonly string[];
  /** Whether the cursor moves up and down. */
  protected abstract readonly hasHeight: boolean;
  protected abstract analyse(samples: Float32Array, recording: Recording, signal: AbortSignal): Promise<Analysis>;
  protected abstract figure(shown: Shown<Analysis>, view: readonly [number, number]): Figure;
  protected abstract readout(shown: Shown<Analysis>, cursor: CursorState, figure: Figure): Readout;

  /** What the element is doing. */
  get state(): ChartState["kind"] {
    return this.#state.kind;
  }

  /** A figure that cannot be drawn, say of an unknown colour map, is an error although the work went well. */
  get #state(): ChartState {
    const { state } = this.#job;
    return state.kind === "ready" ? (this.#drawing?.problem ?? state) : state;
  }

  get #name(): string {
    if (this.label !== null) return this.label;
    return this.samples === null ? displayName(this.file ?? this.src ?? "") : "samples";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Moved or put back while it was loading: begin again.
    if (this.hasUpdated && this.#job.state.kind === "loading") this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#job.cancel();
    this.#announcer.cancel();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const isNewSource = SOURCES.some((name) => changed.has(name));
    if (isNewSource) this.#recording = this.#shown = this.#drawing = undefined;
    if (isNewSource || ["channel", ...this.analysisProperties].some((name) => changed.has(name))) this.#start();
    this.#makeFigure(changed.size > 0);
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    const figure = this.#drawing?.figure;
    if (canvas && figure) {
      const plot = this.#canvas.draw(canvas, figure);
      if (plot !== this.#plot) {
        this.#plot = plot;
        this.requestUpdate();
      }
    }
    this.#report();
  }

  protected override render(): TemplateResult {
    const state = this.#state;
    const shown = state.kind === "error" ? undefined : this.#shown;
    const figure = this.#drawing?.figure;
    return html`
      <div part="base" class="base" role="group" aria-label=${this.#summary(state, shown)}>
        ${
          shown && figure
            ? chartView({
                cursor: this.#cursor,
                plot: this.#plot,
                readout: this.readout(shown, this.#cursor.state, figure).text,
                caption: this.#summary(state, shown),
                stretches: shown.analysis.stretches,
                onColors: () => this.requestUpdate(),
              })
            : nothing
        }
        ${stateView(state, shown !== undefined)}
        <div class="visually-hidden" role="status">${this.#announcement}</div>
      </div>
    `;
  }

  #summary(state: ChartState, shown: Shown<Analysis> | undefined): string {
    if (shown) {
      const { recording, analysis } = shown;
      return summarize(this.kind, { ...recording, name: this.label ?? recording.name }, analysis.facts, this.channel);
    }
    if (state.kind === "loading") return `${this.kind}: loading ${state.name}`;
    return `${this.kind}: ${state.kind === "error" ? `${state.name} cannot be shown` : "no audio"}`;
  }

  #start(): void {
    if (this.samples === null && this.file === null && !this.src) {
      this.#job.clear();
      return;
    }
    void this.#job.start(this.#name, async (signal) => {
      const recording = (this.#recording ??= await this.#read(signal));
      const samples = pickChannel(this.localName, recording, this.channel);
      return { recording, samples, analysis: await this.analyse(samples, recording, signal) };
    });
  }

  #read(signal: AbortSignal): Promise<Recording> {
    const { samples, sampleRate, localName } = this;
    if (samples !== null) return makeRecording(localName, samples, sampleRate, this.#name);
    return readRecording(localName, this.file ?? this.src!, { signal, baseUrl: this.baseURI });
  }

  #show(shown: Shown<Analysis>): void {
    const { recording } = shown;
    if (this.#shown?.recording !== recording) {
      const limits = { durationSeconds: recording.durationSeconds, minViewSeconds: 16 / recording.sampleRate };
      this.#cursor.reset(limits, this.hasHeight);
    }
    this.#shown = shown;
  }

  /** A new figure when anything it shows has changed; moving the cursor alone changes nothing. */
  #makeFigure(isChanged: boolean): void {
    const shown = this.#shown;
    const { view } = this.#cursor.state;
    if (!shown || (!isChanged && this.#drawing?.shown === shown && this.#drawing.view === view)) return;
    try {
      this.#drawing = { shown, view, figure: this.figure(shown, view) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#drawing = { shown, view, problem: { kind: "error", name: this.#name, message, error } };
    }
  }

  #cursorMoved(): void {
    const figure = this.#drawing?.figure;
    if (!this.#shown || !figure) return;
    const { text, detail } = this.readout(this.#shown, this.#cursor.state, figure);
    this.#announcer.announce(text);
    this.#emit("sonograd-cursor", detail);
  }

  /** Tells the page once of new audio and once of an error, after it is on the screen. */
  #report(): void {
    const state = this.#state;
    const news = state.kind === "error" ? state : state.kind === "ready" ? this.#shown?.recording : undefined;
    if (news === undefined || news === this.#reported) return;
    this.#reported = news;
    if (state.kind === "error") {
      const { name, message, error } = state;
      this.#emit("sonograd-error", { name, message, error });
      return;
    }
    const { recording } = this.#shown!;
    const { name, durationSeconds, sampleRate, channels } = recording;
    this.#emit("sonograd-load", { name, durationSeconds, sampleRate, channels: channels.length });
  }

  #emit<Name extends keyof SonogradEventMap>(name: Name, detail: SonogradEventMap[Name]["detail"]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
