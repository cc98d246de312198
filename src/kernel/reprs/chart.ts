import type { ChartSpec } from "../../charts/spec";
import { chartBundle } from "../../notebook/chart-bundle";
import type { MimeBundle } from "../../notebook/display";

const SCHEMA = /^https:\/\/vega\.github\.io\/schema\/vega-lite\/v5/;

/** A Vega-Lite spec as a chart, with its picture if it can be drawn from what it holds; undefined of anything else. */
export function chartOf(value: unknown): MimeBundle | undefined {
  const { $schema } = (value ?? {}) as { $schema?: unknown };
  if (typeof $schema !== "string" || !SCHEMA.test($schema) || !isJson(value)) return undefined;
  try {
    return chartBundle(value as ChartSpec);
  } catch {
    return chartBundle(value as ChartSpec, { picture: false });
  }
}

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
