import { Box, Text } from "ink";
import type { ReactElement } from "react";

/** Lines of a frame as they are: what is too long is cut, never wrapped. */
export function Lines({ lines }: { readonly lines: readonly string[] }): ReactElement {
  return (
    <Box flexDirection="column">
      {lines.map((line, i) => (
        // Lines have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <Text key={i} wrap="truncate-end">
          {line === "" ? " " : line}
        </Text>
      ))}
    </Box>
  );
}
