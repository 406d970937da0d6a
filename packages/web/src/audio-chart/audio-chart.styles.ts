import { css } from "lit";

export const audioChartStyles = css`
  :host {
    --_surface: var(--sonograd-surface, light-dark(#ffffff, #14171c));
    --_text: var(--sonograd-text, light-dark(#1b1f24, #e8ebef));
    --_cursor: var(--sonograd-cursor-color, light-dark(#c62f3b, #f2727c));
    --_focus: var(--sonograd-focus-color, light-dark(#1f6fb4, #5caaf2));
    --_error: var(--sonograd-error-color, light-dark(#a3212c, #f2929a));

    display: block;
    position: relative;
    block-size: 20rem;
    min-inline-size: 12rem;
    overflow: hidden;
    border-radius: var(--sonograd-radius, 4px);
    background: var(--_surface);
    color: var(--_text);
    font: 0.8125rem/1.4 var(--sonograd-font-family, system-ui, sans-serif);
  }

  :host([hidden]) {
    display: none;
  }

  .base {
    position: absolute;
    inset: 0;
    border-radius: inherit;
  }

  canvas {
    display: block;
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    /* Never seen: its change tells that the page went from light to dark or to forced colours. */
    color: CanvasText;
    transition: color 1ms step-end;
  }

  .plot {
    position: absolute;
    cursor: crosshair;
    outline-offset: 2px;
    touch-action: pan-y;
  }

  .plot:focus-visible {
    outline: 2px solid var(--_focus);
  }

  .cursor {
    position: absolute;
    background: var(--_cursor);
    box-shadow: 0 0 0 0.5px var(--_surface);
    pointer-events: none;
  }

  .cursor-time {
    inset-block: 0;
    inline-size: 1px;
  }

  .cursor-height {
    inset-inline: 0;
    block-size: 1px;
  }

  .readout {
    position: absolute;
    inset-block-start: 4px;
    padding: 1px 6px;
    border-radius: 3px;
    background: var(--_surface);
    color: var(--_text);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    pointer-events: none;
  }

  .status,
  .error {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 0.75rem;
    padding: 1rem;
    box-sizing: border-box;
    border: 1px solid color-mix(in srgb, var(--_text) 25%, transparent);
    border-radius: inherit;
    text-align: center;
    overflow-wrap: anywhere;
  }

  .error {
    color: var(--_error);
    overflow: auto;
  }

  .error strong {
    color: var(--_text);
  }

  .loading.over-chart {
    border: 0;
    background: color-mix(in srgb, var(--_surface) 80%, transparent);
    /* A quick analysis is over before anyone sees this. */
    animation: appear 1ms 250ms both;
  }

  .bar {
    inline-size: 8rem;
    block-size: 3px;
    border-radius: 2px;
    overflow: hidden;
    background: color-mix(in srgb, var(--_text) 20%, transparent);
  }

  .bar::before {
    content: "";
    display: block;
    inline-size: 40%;
    block-size: 100%;
    background: var(--_focus);
    animation: slide 1.2s ease-in-out infinite alternate;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  @keyframes slide {
    to {
      transform: translateX(150%);
    }
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    padding: 0;
    border: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    .bar::before {
      inline-size: 100%;
      animation: none;
    }
  }

  @media (forced-colors: active) {
    :host {
      border: 1px solid CanvasText;
    }

    .cursor {
      background: Highlight;
      box-shadow: 0 0 0 1px Canvas;
      forced-color-adjust: none;
    }

    .plot:focus-visible {
      outline-color: Highlight;
    }

    .readout {
      border: 1px solid CanvasText;
    }

    .bar::before {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
