import { namedThings } from "@/lib/diagnosis/model/unsupported-names";

/** What quotes or code marks set apart. */
const MARKED = /[`'"]([^`'"\s]{2,100})[`'"]/g;
const COMMIT = /^(?=.*\d)[0-9a-f]{7,40}$/;
/** A type of exception and a path say where it failed rather than why. */
const PLACE = /\/|(?:error|exception|warning)$|\.(?:py|sql|ya?ml|json|log|toml|txt)$/;

/**
 * Whether two sentences name the same cause: the same commit and something else that both name, or two things that both name.
 * If each names a commit, it has to be the same. Pure.
 * @param assets names of what failed, which every cause may mention
 */
export function isSameCause(cause: string, other: string, assets: readonly string[]): boolean {
  const [a, b] = [namedIn(cause, assets), namedIn(other, assets)];
  const sharedCommit = a.commits.some((x) => b.commits.some((y) => x.startsWith(y) || y.startsWith(x)));
  if (a.commits.length > 0 && b.commits.length > 0 && !sharedCommit) return false;
  const shared = a.things.filter((name) => b.things.includes(name)).length;
  if (!sharedCommit) return shared >= 2;
  return shared > 0 || a.things.length === 0 || b.things.length === 0;
}

function namedIn(sentence: string, assets: readonly string[]): { commits: string[]; things: string[] } {
  const marked = [...sentence.slice(0, 1_000).matchAll(MARKED)].map(([, name = ""]) => name);
  const names = [...namedThings(sentence), ...marked].map((name) => name.toLowerCase());
  const own = new Set(assets.map((asset) => asset.toLowerCase()));
  const all = [...new Set(names)].filter((name) => !own.has(name) && !PLACE.test(name));
  const commits = all.filter((name) => COMMIT.test(name));
  return { commits, things: all.filter((name) => !commits.includes(name)) };
}
