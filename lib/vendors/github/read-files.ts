import { AppError } from "@/lib/platform/errors";
import type { GitHubHandle } from "@/lib/vendors/github/client";
import { statusOf } from "@/lib/vendors/github/github-error";
import { MAX_FILE_BYTES } from "@/lib/vendors/source-control";

/** The text of a file at a ref, or null. See `SourceRepository.readFile`. */
export async function readFile(handle: GitHubHandle, path: string, ref: string): Promise<string | null> {
  const { client, owner, repo } = handle;
  const answer = await client.rest.repos.getContent({ owner, repo, path, ref }).catch((error: unknown) => {
    if (statusOf(error) === 404) return null;
    throw error;
  });
  const file = answer?.data;
  if (!file || Array.isArray(file) || file.type !== "file") return null;
  if (file.size > MAX_FILE_BYTES) throw new AppError("TOO_LARGE", `${path} is larger than 1 MiB.`);
  const bytes = Buffer.from(file.content, "base64");
  if (bytes.includes(0)) throw new AppError("INVALID", `${path} is not a text file.`);
  return bytes.toString("utf8");
}

const PARALLEL = 5;
/** Most files per call, one request each. */
const MAX_FILES = 25;

/** See `SourceRepository.readFiles`. Reads the first 25. */
export async function readFiles(
  handle: GitHubHandle,
  paths: readonly string[],
  ref: string,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (let i = 0; i < Math.min(paths.length, MAX_FILES); i += PARALLEL) {
    const batch = paths.slice(i, Math.min(i + PARALLEL, MAX_FILES));
    const read = await Promise.all(batch.map((path) => readFile(handle, path, ref).catch(unreadable)));
    for (const [j, path] of batch.entries()) {
      const text = read[j];
      if (typeof text === "string") texts.set(path, text);
    }
  }
  return texts;
}

/** Null for a binary or very large file. */
function unreadable(error: unknown): null {
  if (error instanceof AppError && (error.code === "INVALID" || error.code === "TOO_LARGE")) return null;
  throw error;
}

/** The paths of all regular files in a commit. */
export async function listFiles(handle: GitHubHandle, ref: string): Promise<string[]> {
  const entries = await listTree(handle, ref);
  return entries.filter((entry) => entry.mode.startsWith("100")).map((entry) => entry.path);
}

/** The blobs in a commit's tree. GitHub truncates trees of more than 100,000 entries. */
export async function listTree(
  { client, owner, repo }: GitHubHandle,
  ref: string,
): Promise<{ path: string; mode: string }[]> {
  const { data } = await client.rest.git.getTree({ owner, repo, tree_sha: ref, recursive: "1" });
  return data.tree.filter((entry) => entry.type === "blob").map(({ path, mode }) => ({ path, mode }));
}
