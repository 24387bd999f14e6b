import type { Ownership, Team } from "@/lib/workspaces/teams/schemas";

/** The names a failure was reported with. */
export interface OwnedSubject {
  pipeline?: string | null;
  service?: string | null;
  tags?: readonly string[];
}

/** A team that owns a subject, and the pattern that matched. */
export interface Owner<T> {
  team: T;
  kind: keyof Ownership;
  pattern: string;
}

/**
 * The teams that own a subject, most specific match first: a full name before a pattern, a longer pattern before a
 * shorter one, pipelines and services before tags, then by slug. Each team is ranked by its most specific pattern.
 */
export function ownersOf<T extends Pick<Team, "slug" | "owns">>(
  subject: OwnedSubject,
  teams: readonly T[],
): Owner<T>[] {
  const names = {
    pipelines: [subject.pipeline ?? []].flat(),
    services: [subject.service ?? []].flat(),
    tags: subject.tags ?? [],
  };
  return teams
    .flatMap((team) => {
      const [closest] = matchesOf(team, names).sort(bySpecificity);
      return closest ? [closest] : [];
    })
    .sort((a, b) => bySpecificity(a, b) || (a.team.slug < b.team.slug ? -1 : 1));
}

function matchesOf<T extends Pick<Team, "owns">>(
  team: T,
  names: Record<keyof Ownership, readonly string[]>,
): Owner<T>[] {
  return (["pipelines", "services", "tags"] as const).flatMap((kind) =>
    team.owns[kind]
      .filter((pattern) => names[kind].some((name) => matchesPattern(name, pattern)))
      .map((pattern) => ({ team, kind, pattern })),
  );
}

function bySpecificity(a: Owner<unknown>, b: Owner<unknown>): number {
  return (
    Number(a.kind === "tags") - Number(b.kind === "tags") || specificity(b.pattern) - specificity(a.pattern)
  );
}

/** A full name is more specific than any pattern. */
function specificity(pattern: string): number {
  return pattern.includes("*") ? pattern.replaceAll("*", "").length : Infinity;
}

/** Whether the complete name matches; `*` matches any text, including none. Linear: no backtracking. */
export function matchesPattern(name: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last))
    return false;
  const end = name.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
