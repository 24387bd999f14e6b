import { canonicalNamespace, datasetOfUri, nameParts, type DatasetName } from "@/lib/lineage/dataset-name";

/**
 * The datasets that a name from elsewhere means: a relation of dbt (`"shop"."main"."orders"`), a table in an error message
 * (`raw.orders`, `orders`), an OpenLineage name, or an address (`s3://lake/raw/orders`). Case and quotes do not count.
 * The shorter of the two names has to be the end of the longer one; of several matches, those with the most common parts
 * are returned, so that more than one means that the name is ambiguous. Empty if none match. Pure.
 */
export function matchDataset<Dataset extends DatasetName>(
  name: string,
  datasets: readonly Dataset[],
): Dataset[] {
  const wanted = name.includes("://") ? datasetOfUri(name, "") : { namespace: "", name };
  const parts = nameParts(wanted.name);
  if (parts.length === 0) return [];
  const namespace = wanted.namespace && canonicalNamespace(wanted.namespace);
  let best = 0;
  let found: Dataset[] = [];
  for (const dataset of datasets) {
    if (namespace && canonicalNamespace(dataset.namespace) !== namespace) continue;
    // `raw.orders` is a table, `raw/orders` a file.
    if (parts.length > 1 && isPath(dataset.name) !== isPath(wanted.name)) continue;
    const score = commonEnd(parts, nameParts(dataset.name));
    if (score > best) [best, found] = [score, []];
    if (score > 0 && score === best) found.push(dataset);
  }
  return found;
}

function isPath(name: string): boolean {
  return name.includes("/");
}

/** How many parts two names share if one is the end of the other; otherwise 0. */
function commonEnd(a: readonly string[], b: readonly string[]): number {
  const length = Math.min(a.length, b.length);
  for (let n = 1; n <= length; n++) if (a.at(-n) !== b.at(-n)) return 0;
  return length;
}
