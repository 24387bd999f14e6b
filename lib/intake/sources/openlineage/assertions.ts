import { intOf, lenientText, objectOf } from "@/lib/intake/sources/lenient";

const MAX_DATASETS = 500;
const MAX_ASSERTIONS = 1_000;
const MAX_NAMED = 5;

/**
 * The failed data quality assertions of severity `error`, in a sentence; null if there are none. Warnings do not fail a run.
 * dbt's tests send them as facets of the tested table, also in runs that complete. Pure.
 */
export function failedAssertions(inputs: unknown): string | null {
  const failed = new Set<string>();
  for (const dataset of listOfObjects(inputs, MAX_DATASETS)) {
    const name = lenientText(dataset["name"]) ?? "a dataset";
    for (const facets of [dataset["facets"], dataset["inputFacets"]]) {
      const facet = objectOf(objectOf(facets)?.["dataQualityAssertions"]);
      for (const assertion of listOfObjects(facet?.["assertions"], MAX_ASSERTIONS)) {
        if (assertion["success"] === false && assertion["severity"] === "error")
          failed.add(sentence(name, assertion));
      }
    }
  }
  if (failed.size === 0) return null;
  const named = [...failed].slice(0, MAX_NAMED).join("; ");
  return failed.size > MAX_NAMED ? `${named}; and ${failed.size - MAX_NAMED} more` : named;
}

function sentence(dataset: string, assertion: Record<string, unknown>): string {
  const test = lenientText(assertion["assertion"] ?? assertion["name"], 200) ?? "test";
  const column = lenientText(assertion["column"], 200);
  const count = intOf(assertion["actual"]);
  const where = column ? `${column} of ${dataset}` : dataset;
  return count === null || count === 0
    ? `${test} failed on ${where}`
    : `${test} failed on ${where} (${count} rows)`;
}

/** The objects in a list; empty for anything else. */
export function listOfObjects(value: unknown, max: number): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value
        .slice(0, max)
        .map(objectOf)
        .filter((item) => item !== null)
    : [];
}
