/** A slug for a team's name: letters and digits without accents, joined by hyphens; `team` if nothing is left. */
export function slugOf(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const slug = (plain.match(/[a-z0-9]+/g) ?? []).join("-");
  return slug.slice(0, 60).replace(/-$/, "") || "team";
}
