const TOKEN = /[A-Za-z_]\w*|\S/g;
const IDENTIFIER = /^[A-Za-z_]\w*$/;

/**
 * The new name of a renamed identifier in a unified diff, or null unless it is unambiguous: the changed lines differ
 * only in this name, and all in the same way.
 */
export function findRename(patch: string, name: string): string | null {
  return onlyName(patch, (before, after) => renamedTo(before, after, name));
}

/** The former name of what a unified diff renamed to `name`, or null unless it is unambiguous. */
export function findFormerName(patch: string, name: string): string | null {
  return onlyName(patch, (before, after) => renamedTo(after, before, name));
}

function onlyName(
  patch: string,
  compare: (before: readonly string[], after: readonly string[]) => string | null,
): string | null {
  const found = new Set<string>();
  for (const { removed, added } of changeBlocks(patch)) {
    if (removed.length !== added.length) continue;
    removed.forEach((line, i) => {
      const other = compare(tokens(line), tokens(added[i] ?? ""));
      if (other !== null) found.add(other);
    });
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

function renamedTo(before: readonly string[], after: readonly string[], name: string): string | null {
  if (before.length !== after.length) return null;
  const changed = before.flatMap((token, i) => (token === after[i] ? [] : [{ token, to: after[i] ?? "" }]));
  const [first] = changed;
  const isRename = first && changed.every((item) => item.token === name && item.to === first.to);
  return isRename && IDENTIFIER.test(first.to) ? first.to : null;
}

function tokens(line: string): string[] {
  return line.match(TOKEN) ?? [];
}

/** Runs of removed lines with the added lines that replace them. */
function changeBlocks(patch: string): { removed: string[]; added: string[] }[] {
  const blocks: { removed: string[]; added: string[] }[] = [];
  let block: { removed: string[]; added: string[] } | null = null;
  for (const line of patch.split("\n")) {
    const isHeader = line.startsWith("--- ") || line.startsWith("+++ ");
    if (line.startsWith("-") && !isHeader) {
      if (!block || block.added.length > 0) {
        block = { removed: [], added: [] };
        blocks.push(block);
      }
      block.removed.push(line.slice(1));
    } else if (line.startsWith("+") && !isHeader) {
      block?.added.push(line.slice(1));
    } else if (!line.startsWith("\\")) {
      block = null;
    }
  }
  return blocks;
}
