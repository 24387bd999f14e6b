import { describe, expect, it } from "vitest";
import { EMBEDDING_DIMENSIONS, embedText } from "@/lib/knowledge/embed-text";

const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

const MISSING_COLUMN =
  'ProgrammingError: column "customer_id" of relation "raw.orders" does not exist in transform_orders';
const SAME_OTHER_RUN =
  'psycopg2.errors.UndefinedColumn: column "customer_id" of relation "raw.orders" does not exist (load_orders)';
const OTHER = "Connection to s3.amazonaws.com timed out after 60 seconds while uploading the export";

describe("embedText", () => {
  it("returns a deterministic unit vector of fixed size", () => {
    const vector = embedText(MISSING_COLUMN);
    expect(vector).toHaveLength(EMBEDDING_DIMENSIONS);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 10);
    expect(embedText(MISSING_COLUMN)).toEqual(vector);
  });

  it("places two reports of the same failure closer than two different failures", () => {
    const near = dot(embedText(MISSING_COLUMN), embedText(SAME_OTHER_RUN));
    const far = dot(embedText(MISSING_COLUMN), embedText(OTHER));
    expect(near).toBeGreaterThan(0.55);
    expect(far).toBeLessThan(0.3);
  });

  it("returns the zero vector for a text without words", () => {
    expect(embedText("1 2 3 …").every((value) => value === 0)).toBe(true);
  });
});
