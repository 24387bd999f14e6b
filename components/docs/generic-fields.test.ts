import { describe, expect, it } from "vitest";
import { z } from "zod";
import { REPORT_FIELDS, SUBJECT_FIELDS } from "@/components/docs/generic-fields";
import { SEVERITIES } from "@/lib/failures/schemas";
import { GenericBody } from "@/lib/intake/sources/generic/schema";

/** `service { name, endpoint? }` → `service`, `service.name`, `service.endpoint`. */
function documentedPaths(name: string): string[] {
  const [field = "", inner] = name.split(" { ");
  const names = inner?.replace(" }", "").replaceAll("?", "").split(", ") ?? [];
  return [field, ...names.map((part) => `${field}.${part}`)];
}

/** The same paths, from the schema. */
function acceptedPaths(): string[] {
  return Object.entries(GenericBody.shape).flatMap(([name, field]) => {
    let inner: unknown = field;
    // A field that may also be a string is a pipe into its object.
    while (isWrapper(inner) || inner instanceof z.ZodPipe)
      inner = isWrapper(inner) ? inner.unwrap() : inner.out;
    return [name, ...Object.keys(shapeOf(inner)).map((part) => `${name}.${part}`)];
  });
}

function isWrapper(field: unknown): field is { unwrap: () => unknown } {
  return typeof field === "object" && field !== null && "unwrap" in field;
}

function shapeOf(field: unknown): object {
  const shape = typeof field === "object" && field !== null && "shape" in field ? field.shape : null;
  return typeof shape === "object" && shape !== null ? shape : {};
}

describe("the reference of the generic webhook", () => {
  it("lists exactly the fields the webhook accepts", () => {
    const documented = [...SUBJECT_FIELDS, ...REPORT_FIELDS].flatMap(({ name }) => documentedPaths(name));
    expect(documented.toSorted()).toEqual(acceptedPaths().toSorted());
  });

  it("lists every value of severity and status", () => {
    const textOf = (name: string) => REPORT_FIELDS.find((field) => field.name === name)?.does;
    for (const severity of SEVERITIES) expect(textOf("severity")).toContain(`\`${severity}\``);
    for (const status of ["failed", "resolved"]) expect(textOf("status")).toContain(`\`${status}\``);
  });
});
