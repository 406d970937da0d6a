// Keeps a figure on a canvas sharp and in the page's colours: watches size, pixel density and colour scheme.
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { drawCanvas, type Figure, type PixelImage, type Rect, type ThemeName } from "@sonograd/io";

type Host = ReactiveControllerHost & HTMLElement;

/** What the last drawing was made of. */
interface Drawing {
  readonly canvas: HTMLCanvasElement;
  readonly figure: Figure;
  readonly look: string;
  readonly plot: Rect | undefined;
}

export class FigureCanvas implements ReactiveController {
  #resize: ResizeObserver | undefined;
  #density: MediaQueryList | undefined;
  #drawing: Drawing | undefined;
  /** Content box of the host in CSS pixels. */
  #size = { width: 0, height: 0 };

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#resize = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      this.#size = { width, height };
      this.host.requestUpdate();
    });
    this.#resize.observe(this.host);
    this.#watchDensity();
  }

  hostDisconnected(): void {
    this.#resize?.disconnect();
    this.#resize = undefined;
    this.#unwatchDensity();
  }

  /**
   * Draws over the whole host, unless that very figure is there already.
   *
   * @returns where the first panel's data lies, in CSS pixels; undefined where there is no room
   */
  draw(canvas: HTMLCanvasElement, figure: Figure): Rect | undefined {
    const { width, height } = this.#size;
    const context = canvas.getContext("2d");
    if (width < 1 || height < 1 || !context) return undefined;
    const pixelRatio = window.devicePixelRatio;
    const { color, fontFamily } = getComputedStyle(canvas);
    const theme = themeFor(color);
    const look = [width, height, pixelRatio, theme, fontFamily].join();
    const last = this.#drawing;
    if (last?.canvas === canvas && last.figure === figure && last.look === look) return last.plot;
    canvas.width = Math.round(width * pixelRatio);
    canvas.height = Math.round(height * pixelRatio);
    const layout = drawCanvas(context, figure, { width, height, pixelRatio, theme, fontFamily, createImage });
    this.#drawing = { canvas, figure, look, plot: layout.panels[0]?.plot };
    return this.#drawing.plot;
  }

  /** A media query holds for one density only, so each change needs a new one. */
  #watchDensity(): void {
    this.#unwatchDensity();
    this.#density = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    this.#density.addEventListener("change", this.#densityChanged);
  }

  #unwatchDensity(): void {
    this.#density?.removeEventListener("change", this.#densityChanged);
    this.#density = undefined;
  }

  readonly #densityChanged = (): void => {
    this.#watchDensity();
    this.host.requestUpdate();
  };
}

/** Light text means a dark page: `color: CanvasText` follows color-scheme and forced colours alike. */
function themeFor(textColor: string): ThemeName {
  const [red = 0, green = 0, blue = 0] = (textColor.match(/[\d.]+/g) ?? []).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 128 ? "dark" : "light";
}

function createImage({ data, width, height }: PixelImage): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas;
}
