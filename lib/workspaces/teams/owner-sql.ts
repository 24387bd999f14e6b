/** SQL expressions for the names of a subject; `NULL` where it has none. */
interface SubjectNames {
  workspace: string;
  pipeline: string;
  service: string;
  /** An array of text. */
  tags: string;
}

/**
 * SQL expression for the id of the team that owns a subject, null if none does: the first of `ownersOf`, for statements
 * that decide about many subjects. `*` in a pattern matches any text.
 */
export function owningTeam({ workspace, pipeline, service, tags }: SubjectNames): string {
  return `(SELECT o.id FROM (
    SELECT t.id, t.slug, 0 AS rank, pattern FROM teams t CROSS JOIN unnest(t.pipelines) AS pattern
    WHERE t.workspace_id = ${workspace} AND ${pipeline} IS NOT NULL AND ${matches(pipeline)}
    UNION ALL SELECT t.id, t.slug, 0, pattern FROM teams t CROSS JOIN unnest(t.services) AS pattern
    WHERE t.workspace_id = ${workspace} AND ${service} IS NOT NULL AND ${matches(service)}
    UNION ALL SELECT t.id, t.slug, 1, pattern FROM teams t CROSS JOIN unnest(t.tags) AS pattern
    CROSS JOIN unnest(${tags}) AS tag
    WHERE t.workspace_id = ${workspace} AND cardinality(${tags}) > 0 AND ${matches("tag")}
  ) o ORDER BY o.rank, ${SPECIFICITY} DESC, o.slug COLLATE "C" LIMIT 1)`;
}

/** SQL expression for the id of the team that a definition names as owner, by slug or name; null if it is no team here. */
export function declaredTeam(workspace: string, owner: string): string {
  return `(SELECT t.id FROM teams t WHERE t.workspace_id = ${workspace} AND lower(${owner}) IN (t.slug, lower(t.name))
    ORDER BY t.slug = lower(${owner}) DESC, t.slug COLLATE "C" LIMIT 1)`;
}

/** Compares the start first: that rules out most patterns, and translating one takes longer. */
function matches(name: string): string {
  return `starts_with(${name}, split_part(pattern, '*', 1)) AND ${name} LIKE ${LIKE_PATTERN}`;
}

/** What LIKE gives a meaning is escaped, then the wildcard translated. */
const LIKE_PATTERN = String.raw`replace(replace(replace(replace(pattern, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')`;

/** A full name is more specific than any pattern. */
const SPECIFICITY = `CASE WHEN strpos(o.pattern, '*') = 0 THEN 2147483647 ELSE length(replace(o.pattern, '*', '')) END`;
