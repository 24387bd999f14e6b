/**
 * Maps an orchestrator's path to a file in the repository: `/opt/airflow/dags/sales/orders.py` with the DAGs folder
 * `dags` is `dags/sales/orders.py`. The longest common suffix of path parts wins; on a tie a file inside `dagsFolder`
 * wins, and any other tie gives null.
 * @param files paths of the repository's files.
 */
export function findRepositoryPath(
  path: string,
  files: readonly string[],
  dagsFolder: string | null,
): string | null {
  const wanted = parts(path);
  const name = wanted.at(-1);
  if (!name) return null;
  const inFolder = dagsFolder ? `${parts(dagsFolder).join("/")}/` : "";
  const scored = files
    // Splitting 100,000 paths would take too long.
    .filter((file) => file.endsWith(name) && parts(file).at(-1) === name)
    .map((file) => ({
      file,
      score: commonSuffix(wanted, parts(file)) * 2 + (inFolder && file.startsWith(inFolder) ? 1 : 0),
    }))
    .toSorted((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (!best || best.score === second?.score) return null;
  return best.file;
}

function parts(path: string): string[] {
  return path.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
}

function commonSuffix(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n += 1;
  return n;
}
