import { distinctNames } from "@/lib/diagnosis/engine/circumstances/distinct-names";
import { lineOfChange } from "@/lib/diagnosis/engine/circumstances/line-of-change";
import { topicsOf } from "@/lib/diagnosis/engine/circumstances/topics";
import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Observed } from "@/lib/diagnosis/engine/observe";
import type { Category } from "@/lib/failures/schemas";

interface Removed {
  /** By the evidence's numbers. */
  line: number;
  claim: string;
  cause: { category: Category; text: string };
}

const NOTHING = /^(?:|none|null|nil|absent|deleted|removed|unset|missing|-)$/i;
const PATH = /(?<![\w:/])\/[\w.-]+(?:\/[\w.@=-]+)+/g;
/** Versions and code are replaced, never just removed. */
const SETTINGS: ReadonlySet<string> = new Set(["setting", "variable", "parameter", "connection", "host"]);

/**
 * What the deployment lost since the last good run and the failure is about: a variable of the proxy when nothing can be
 * reached, the mount above a path that cannot be used. Pure.
 */
export function removedSettings(piece: PieceOf<"deploy">, { subjects, input }: Observed): Removed[] {
  const failing = `${subjects[0]?.text.slice(0, 2_000) ?? ""}\n${input.failure.task ?? ""}`;
  const names = distinctNames(failing);
  const topics = topicsOf(failing);
  const lines = piece.text.split("\n");
  for (const change of piece.facts?.changes ?? []) {
    if (!SETTINGS.has(change.kind)) continue;
    const index = lineOfChange(lines, change);
    if (index === -1) continue;
    for (const item of removedItems(change.before, change.after)) {
      const what = item ?? change.name;
      const isAbout =
        holdsPath(what, failing) ||
        [...distinctNames(`${change.name} ${item ?? ""}`)].some((name) => names.has(name)) ||
        topics.some(({ why }) => [...what.matchAll(why)].length > 0);
      if (!isAbout) continue;
      const claim =
        item === null
          ? `\`${change.name}\` was removed since the last good run`
          : `\`${shown(item)}\` was removed from ${change.name} since the last good run`;
      return [
        { line: index + (piece.startLine ?? 1), claim, cause: { category: "configuration", text: claim } },
      ];
    }
  }
  return [];
}

/** The items of a list that are gone; null stands for the whole. */
function removedItems(before: string | null, after: string | null): (string | null)[] {
  if (after === "deleted") return [null];
  // An edited connection does not say what is gone.
  if (before === null) return [];
  if (after === null || NOTHING.test(after.trim())) return NOTHING.test(before.trim()) ? [] : [null];
  const rest = new Set(itemsOf(after));
  const items = itemsOf(before);
  // A value that became another one was changed, not removed.
  if (items.length < 2 || !items.some((item) => rest.has(item))) return [];
  return items.filter((item) => !rest.has(item));
}

const itemsOf = (list: string): string[] =>
  list
    .split(/,\s*/)
    .map((item) => item.trim())
    .filter((item) => item !== "");

/** Whether a removed item names a folder in which a path of the failure lies. */
function holdsPath(item: string, failing: string): boolean {
  const paths = failing.match(PATH) ?? [];
  return (item.match(PATH) ?? []).some((place) =>
    paths.some((path) => path === place || path.startsWith(`${place}/`)),
  );
}

const shown = (item: string): string => item.replaceAll(/[`\s]+/g, " ").slice(0, 120);
