import { render } from "ink-testing-library";
import { expect, it } from "vitest";
import { Lines } from "./lines.js";

it("keeps every line on one row of the terminal, empty ones too", () => {
  const { lastFrame, unmount } = render(<Lines lines={["a", "", "b".repeat(300), "c"]} />);
  const rows = lastFrame()!.split("\n");
  expect(rows.map((row) => row.slice(0, 1))).toEqual(["a", "", "b", "c"]);
  expect(rows[2]).toHaveLength(100); // the width of the library's terminal
  unmount();
});
