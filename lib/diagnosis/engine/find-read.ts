/** Calls that read records from a file, a table or an API. */
const READ =
  /\b(?:(?:csv\.)?DictReader|(?:pd|pandas|pl|spark\.read|dd)\.(?:read_\w{1,30}|scan_\w{1,30}|csv|json|parquet|table)|read_(?:csv|excel|json|parquet|table|sql\w{0,10}|fwf|xml|feather|orc|avro)|fetch(?:one|all|many|_arrow_table|_pandas_all|df)?|get_records|get_first|get_pandas_df|get_df|json\.loads?|orjson\.loads|yaml\.safe_load|parquet\.read_table|execute)(?=\()|\.json(?=\(\))/;
/** An assignment, neither a comparison nor an argument. */
const ASSIGNS = /[\w\])\s]=(?!=)/;
const MAX_STEPS = 6;

/**
 * The call that the value of a name comes from, if it reads records: follows assignments and loops by name through the
 * lines, whatever their order. Null if the lines show no such call. Pure.
 */
export function findReadOf(name: string, lines: readonly string[]): string | null {
  const sources = lines.flatMap(sourceOf);
  const names = new Set([name]);
  const open = [name];
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const next = open.splice(0);
    for (const { targets, from } of sources) {
      if (!next.some((wanted) => targets.includes(wanted))) continue;
      const call = READ.exec(from)?.[0];
      if (call !== undefined) return call.startsWith(".") ? call.slice(1) : call;
      for (const word of namesIn(from)) {
        if (names.has(word)) continue;
        names.add(word);
        open.push(word);
      }
    }
  }
  return null;
}

/** The names that a line gives a value to, by assignment, loop or `with`, and the text of that value. */
function sourceOf(line: string): { targets: string[]; from: string }[] {
  const text = line.slice(0, 600);
  const found: { targets: string[]; from: string }[] = [];
  const loop = text.indexOf("for ");
  const within = text.indexOf(" in ", loop);
  if (loop !== -1 && within !== -1)
    found.push({ targets: namesIn(text.slice(loop + 4, within)), from: text.slice(within + 4) });
  const equals = ASSIGNS.exec(text)?.index ?? -1;
  if (equals !== -1) found.push({ targets: namesIn(text.slice(0, equals)), from: text.slice(equals + 2) });
  const as = text.startsWith("with ", text.search(/\S/)) ? text.lastIndexOf(" as ") : -1;
  if (as !== -1) found.push({ targets: namesIn(text.slice(as + 4)), from: text.slice(0, as) });
  return found;
}

function namesIn(text: string): string[] {
  return text.match(/(?<![.\w"'])[A-Za-z_]\w*/g) ?? [];
}
