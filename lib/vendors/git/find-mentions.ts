import { gitError, resolveCommit, type LocalGit } from "@/lib/vendors/git/local-git";

const MAX_WORDS = 300;
const MAX_BYTES = 4 * 1024 * 1024;

/** See `SourceRepository.findMentions`. One run of git, which stops reading at the limit of its output. */
export async function findMentions(
  repository: LocalGit,
  words: readonly string[],
  ref: string,
  limit: number,
): Promise<{ paths: string[]; isComplete: boolean }> {
  const asked = words.filter((word) => /^\w[\w.-]{0,199}$/.test(word)).slice(0, MAX_WORDS);
  if (asked.length === 0) return { paths: [], isComplete: words.length === 0 };
  const sha = await resolveCommit(repository, ref);
  const patterns = asked.flatMap((word) => ["-e", word]);
  const args = [
    "grep",
    "--files-with-matches",
    "-z",
    "-I",
    "--fixed-strings",
    "--word-regexp",
    "--full-name",
  ];
  const result = await repository.ask([...args, ...patterns, sha, "--"], { maxBytes: MAX_BYTES });
  // 1: nothing found.
  if (result.code > 1 && !result.isCut) throw gitError(repository.path, args, result);
  const found = result.stdout
    .toString("utf8")
    .split("\0")
    .flatMap((name) => (name.startsWith(`${sha}:`) ? [name.slice(sha.length + 1)] : []));
  const isComplete = !result.isCut && found.length <= limit && asked.length === words.length;
  return { paths: found.slice(0, limit), isComplete };
}
