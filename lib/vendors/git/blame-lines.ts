import { resolveCommit, type LocalGit } from "@/lib/vendors/git/local-git";
import type { LineChange, LineOfFile } from "@/lib/vendors/source-control";

const MAX_BYTES = 1024 * 1024;

/** Who last changed each line; one git process per file. See `SourceRepository.blame`. */
export async function blameLines(
  repository: LocalGit,
  ref: string,
  lines: readonly LineOfFile[],
): Promise<LineChange[]> {
  const sha = await resolveCommit(repository, ref);
  const paths = [...new Set(lines.map(({ path }) => path))];
  const found = await Promise.all(
    paths.map(async (path) => {
      const wanted = lines.filter((line) => line.path === path).map(({ line }) => line);
      return (await blameFile(repository, sha, path, wanted)).map((change) => ({ ...change, path }));
    }),
  );
  return found.flat();
}

async function blameFile(
  { ask }: LocalGit,
  sha: string,
  path: string,
  lines: readonly number[],
): Promise<Omit<LineChange, "path">[]> {
  const spans = lines.flatMap((line) => ["-L", `${line},${line}`]);
  const args = ["blame", "--porcelain", "--no-textconv", "--encoding=UTF-8", ...spans, sha, "--", path];
  const { code, stdout } = await ask(args, { maxBytes: MAX_BYTES });
  // The repository can name any file in `blame.ignoreRevsFile`, and the error message would quote it.
  return code === 0 ? readPorcelain(stdout.toString("utf8")) : [];
}

const HEADER = /^([0-9a-f]{40,64}) \d+ (\d+)/;

/** `git blame --porcelain`: a commit's details follow only the first of its lines. */
function readPorcelain(out: string): Omit<LineChange, "path">[] {
  const commits = new Map<string, Map<string, string>>();
  const found: { line: number; sha: string }[] = [];
  let details = new Map<string, string>();
  for (const text of out.split("\n")) {
    // The line of the file itself.
    if (text.startsWith("\t")) continue;
    const header = HEADER.exec(text);
    if (header) {
      const sha = header[1] ?? "";
      details = commits.get(sha) ?? new Map<string, string>();
      commits.set(sha, details);
      found.push({ line: Number(header[2]), sha });
      continue;
    }
    const space = text.indexOf(" ");
    if (space > 0) details.set(text.slice(0, space), text.slice(space + 1));
  }
  return found.map(({ line, sha }) => {
    const of = commits.get(sha);
    return {
      line,
      sha,
      author: of?.get("author") ?? "unknown",
      date: new Date(Number(of?.get("committer-time") ?? 0) * 1_000).toISOString(),
      subject: of?.get("summary") ?? "",
      url: null,
    };
  });
}
