/**
 * @typedef {{ total: number, covered: number }} Count
 * @typedef {{ path: string, lines: Count, branches: Count, functions: Count }} FileCoverage `path` from the project's root
 */

const KINDS = /** @type {const} */ (["lines", "branches", "functions"]);

/** The room of a file: its folder in `lib` or its top folder. @param {string} path */
export function roomOf(path) {
  const [top, second, third] = path.split("/");
  if (top !== "lib") return top.includes(".") ? "." : top;
  return third === undefined ? "lib" : `lib/${second}`;
}

/**
 * Coverage by room as a table: the lines, then the share of lines, branches and functions that ran.
 * @param {readonly FileCoverage[]} files
 */
export function roomTable(files) {
  /** @type {Map<string, FileCoverage[]>} */
  const rooms = new Map();
  for (const file of files) rooms.set(roomOf(file.path), [...(rooms.get(roomOf(file.path)) ?? []), file]);
  const rows = [...rooms].toSorted(([a], [b]) => a.localeCompare(b)).map(([room, own]) => rowOf(room, own));
  const table = [["room", "lines", ...KINDS.map((kind) => `${kind} run`)], ...rows, rowOf("all", files)];
  const width = Math.max(...table.map(([room]) => room.length));
  return table
    .map(([room, ...cells]) => room.padEnd(width) + cells.map((cell) => cell.padStart(15)).join(""))
    .join("\n");
}

/** @param {string} room @param {readonly FileCoverage[]} files @returns {string[]} */
function rowOf(room, files) {
  const sum = (/** @type {"lines" | "branches" | "functions"} */ kind, /** @type {keyof Count} */ count) =>
    files.reduce((total, file) => total + file[kind][count], 0);
  const shares = KINDS.map((kind) => {
    const total = sum(kind, "total");
    return total === 0 ? "–" : `${((100 * sum(kind, "covered")) / total).toFixed(1)} %`;
  });
  return [room, String(sum("lines", "total")), ...shares];
}
