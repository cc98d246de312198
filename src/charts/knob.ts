/** A slider: its ends and where it stands at first. */
export interface Knob {
  readonly min: number;
  readonly max: number;
  readonly start: number;
  /** 0.05 unless said */
  readonly step?: number;
}

/** The slider as a parameter of the chart: expressions know it by `name`, the reader by `title`. */
export const knobParam = (name: string, title: string, { min, max, start, step = 0.05 }: Knob) => ({
  name,
  value: start,
  bind: { input: "range", min, max, step, name: `${title} ` },
});
