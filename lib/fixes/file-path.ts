/** Files that decide what machines run for everybody; a fix never changes them by itself. */
const WORKFLOW_FILES: readonly RegExp[] = [
  /^\.github\/(?:workflows|actions)\//i,
  /^\.gitlab-ci\.ya?ml$/i,
  /^\.circleci\//i,
  /^\.buildkite\//i,
  /^azure-pipelines[^/]*\.ya?ml$/i,
  /^bitbucket-pipelines\.ya?ml$/i,
  /^\.travis\.yml$/i,
  /(?:^|\/)jenkinsfile[^/]*$/i,
];

const MAX_PATH = 400;

/** Why a fix may not change this path, or null when it may. Paths are relative to the top of the repository. */
export function pathObjection(path: string, options: { allowWorkflowFiles?: boolean } = {}): string | null {
  if (path === "" || path.length > MAX_PATH) return "a path is empty or too long";
  if (/[\u0000-\u001F\u007F\\:*?"<>|]/.test(path))
    return `${printable(path)} has characters that a path must not have`;
  if (path.startsWith("/") || path.startsWith("~")) return `${path} is not inside the repository`;
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === "..")) {
    return `${path} is not inside the repository`;
  }
  // Git itself treats these as .git on some file systems.
  if (parts.some((part) => /^(?:\.git|git~1)[. ]*$/i.test(part))) return `${path} belongs to git itself`;
  if (parts.at(-1) === ".gitmodules") return `${path} belongs to git itself`;
  if (!options.allowWorkflowFiles && WORKFLOW_FILES.some((pattern) => pattern.test(path))) {
    return `${path} configures what the build machines run`;
  }
  return null;
}

function printable(path: string): string {
  return JSON.stringify(path.slice(0, 100));
}
