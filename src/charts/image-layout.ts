/** Where the images of a grid, and the pixels of each, stand on the screen, and how large the whole is. */
export function imageLayout(
  count: number,
  of: {
    readonly height: number;
    readonly width: number;
    readonly columns: number;
    /** The side of a pixel of an image on the screen. */
    readonly cell: number;
    /** Between two images. */
    readonly gap: number;
    /** Kept free above each image. */
    readonly labelHeight: number;
  },
) {
  const { height, width, columns, cell, gap, labelHeight } = of;
  const [across, down] = [width * cell + gap, height * cell + gap + labelHeight];
  const corners = Array.from({ length: count }, (_, i) => ({
    left: (i % columns) * across,
    top: Math.floor(i / columns) * down + labelHeight,
  }));
  const place = (image: number, pixel: number) => ({
    x: corners[image].left + (pixel % width) * cell,
    y: corners[image].top + Math.floor(pixel / width) * cell,
  });
  /** The smallest box around the pixels that are chosen. */
  const around = (image: number, chosen: readonly boolean[]) => {
    const places = chosen.flatMap((is, pixel) => (is ? [place(image, pixel)] : []));
    const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
    return { x: Math.min(...xs), y: Math.min(...ys), right: Math.max(...xs) + cell, bottom: Math.max(...ys) + cell };
  };
  return {
    corners,
    place,
    around,
    width: Math.min(columns, count) * across - gap,
    height: Math.ceil(count / columns) * down - gap,
  };
}
