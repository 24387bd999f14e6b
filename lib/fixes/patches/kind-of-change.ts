import type { FixKind } from "@/lib/fixes/schemas";

/** Files that list packages. */
export const PACKAGE_LISTS =
  /(?:^|\/)(?:(?:requirements|constraints)[^/]*\.(?:txt|in)|pyproject\.toml|setup\.cfg|environment[^/]*\.ya?ml)$/i;
const CONFIGURATION = /\.(?:ya?ml|json|toml|cfg|ini|conf|env|properties)$|(?:^|\/)\.env[^/]*$/i;
/** dbt's properties describe models, so they are code here. */
const OF_DBT = /(?:^|\/)(?:models|seeds|snapshots|macros)\//;

/** The kind of a change that says nothing about it, from the files it changes. Pure. */
export function kindOfChange(paths: readonly string[]): FixKind {
  if (paths.length === 0) return "patch";
  if (paths.every((path) => PACKAGE_LISTS.test(path))) return "dependency_pin";
  return paths.every((path) => CONFIGURATION.test(path) && !OF_DBT.test(path)) ? "configuration" : "patch";
}
