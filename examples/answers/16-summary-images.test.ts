import { arange, stack, tensor, type Tensor } from "@sonograd/core";
import { decodeValue, MemoryStorage, plot, readEvents, SummaryWriter } from "@sonograd/io";
import { expect, it } from "vitest";

async function written(
  write: (writer: SummaryWriter) => void,
): Promise<{ tag: string; width: number; height: number }[]> {
  const storage = new MemoryStorage();
  const writer = new SummaryWriter("run", { storage });
  write(writer);
  await writer.close();
  return [...storage.files().values()].flatMap((bytes) =>
    readEvents(bytes).events.flatMap(({ values }) =>
      values.map((value) => {
        const image = decodeValue(value);
        if (image?.kind !== "image") throw new Error(`${value.tag} is no image`);
        return { tag: value.tag, width: image.width, height: image.height };
      }),
    ),
  );
}

it("exercise 1: ten pictures in one grid, eight in a row", async () => {
  const picture = (level: number): Tensor => tensor([[[level, level, level], [level, level, level]]]); // prettier-ignore
  const batch = stack(Array.from({ length: 10 }, (_, i) => picture(i / 10)));
  expect(batch.shape).toEqual([10, 1, 2, 3]);
  const grid = await written((writer) => writer.addImages("ten", batch, 0));
  expect(grid).toEqual([{ tag: "ten", width: 8 * 3, height: 2 * 2 }]);
});

it("exercise 2: a chart for every tenth step of a run", async () => {
  const figures = await Promise.all(
    [0, 10, 20].map((step) => plot(arange(5).mul(step), { title: `after ${step} steps` })),
  );
  const charts = await written((writer) => {
    for (const [i, figure] of figures.entries())
      writer.addFigure("curve", figure, 10 * i, { width: 400, height: 200, pixelRatio: 1 });
  });
  expect(charts).toEqual([0, 1, 2].map(() => ({ tag: "curve", width: 400, height: 200 })));
});
