import { haloed } from "./annotations";
import { inkOf, lines, type Named, type Role, styleOf } from "./roles";
import { seriesEncoding } from "./spec";
import { PALETTE } from "./theme";

/** A line over the surface: a way from its first point, hollow, to its last, filled; or a closed outline. */
export interface Path extends Named {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly closed?: boolean;
}

/** A place on the surface that has a name. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly role?: Role;
}

/** The axes of what the paths lie on. */
export interface Channels {
  readonly x: object;
  readonly y: object;
}

/** Each way as a line with a pale rim, so that it can be seen on any colour, and its two ends. */
export function pathLayer(
  paths: readonly Path[],
  { x, y, named, filter }: Channels & { readonly named: readonly Named[]; readonly filter: string },
) {
  const values = paths.flatMap(({ name, points, closed = false }, path) =>
    points.map((point, order) => ({ ...point, path, series: name, order, closed })),
  );
  const way = { x, y, order: { field: "order" }, detail: { field: "path" } };
  // without an encoding of their own colour, or the legend would have every way twice
  const ends = named.flatMap(({ name, role }) =>
    [
      { condition: "datum.order === 0", fill: PALETTE.paper },
      { condition: "datum.order === datum.last", fill: styleOf(role).color },
    ].map(({ condition, fill }) => ({
      transform: [{ filter: `!datum.closed && ${condition}` }, { filter: { field: "series", equal: name } }],
      mark: { type: "point", opacity: 1, size: 60, strokeWidth: 2, fill, stroke: styleOf(role).color },
      encoding: { x, y },
    })),
  );
  return {
    data: { values },
    transform: [{ filter }, { joinaggregate: [{ op: "max", field: "order", as: "last" }], groupby: ["path"] }],
    layer: [
      { mark: { type: "line", clip: true, color: PALETTE.paper, strokeWidth: 5, opacity: 0.75 }, encoding: way },
      { mark: { type: "line", clip: true, strokeWidth: 2.2 }, encoding: { ...way, ...seriesEncoding(lines(named)) } },
      ...ends,
    ],
  };
}

export function spotLayer(spot: Omit<Spot, "role">, role: Role, { x, y }: Channels) {
  const { color, shape } = styleOf(role);
  return {
    data: { values: [spot] },
    encoding: { x, y },
    layer: [
      {
        mark: {
          type: "point",
          filled: true,
          opacity: 1,
          size: 90,
          color,
          shape,
          stroke: PALETTE.paper,
          strokeWidth: 1.5,
        },
      },
      ...haloed({
        mark: { type: "text", dy: -14, fontWeight: 600, color: inkOf(role) },
        encoding: { text: { field: "label" } },
      }),
    ],
  };
}
