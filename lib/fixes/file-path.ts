import { hiddenInCode } from "@/lib/platform/hidden-characters";

/**
 * Files that decide what machines run for everybody, before anybody has read a change: build and deployment
 * services, hooks, editors and coding assistants. A fix never changes them.
 */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:.*\/)?\.(?:github|gitea|forgejo|circleci|buildkite|woodpecker|semaphore|tekton|teamcity|harness)\//i,
    "configures what the build machines run",
  ],
  [
    /(?:^|\/)(?:\.gitlab-ci|\.travis|\.drone|\.woodpecker|\.cirrus|\.?appveyor|\.?buildspec|\.?codefresh|wercker|bitrise|cloudbuild|azure-pipelines|bitbucket-pipelines|screwdriver|skaffold)[^/]*\.(?:ya?ml|json|jsonnet|star)$/i,
    "configures what the build machines run",
  ],
  [/(?:^|\/)(?:jenkinsfile|earthfile|dangerfile)[^/]*$/i, "configures what the build machines run"],
  [
    /(?:^|\/)(?:dependabot\.ya?ml|renovate\.json5?|\.renovaterc(?:\.json)?|\.mergify\.yml|codeowners)$/i,
    "decides what is updated or merged without a person",
  ],
  [
    /(?:^|\/)(?:\.pre-commit-(?:config|hooks)\.ya?ml|\.?lefthook[^/]*\.(?:ya?ml|toml|json)|\.lintstagedrc[^/]*|\.overcommit\.yml)$/i,
    "configures what runs at every commit",
  ],
  [/(?:^|\/)\.(?:husky|githooks|git-hooks)\//i, "configures what runs at every commit"],
  [
    /(?:^|\/)\.(?:vscode|idea|devcontainer|fleet|zed)(?:\/|\.json$)/i,
    "configures what editors run on a person's machine",
  ],
  [
    /(?:^|\/)(?:\.envrc|\.npmrc|\.yarnrc(?:\.yml)?|\.pypirc|pip\.conf|\.netrc|\.gitattributes)$/i,
    "configures what tools run or where they fetch from",
  ],
  [
    /(?:^|\/)(?:\.(?:claude|cursor|aider|continue|codex)(?:\/|[^/]*$)|\.mcp\.json$|(?:claude|agents|gemini)\.md$|\.cursorrules$|\.windsurfrules$)/i,
    "instructs coding assistants",
  ],
];

const MAX_PATH = 400;

/** Why a fix may not change this path, or null when it may. Paths are relative to the top of the repository. */
export function pathObjection(path: string): string | null {
  if (path === "" || path.length > MAX_PATH) return "a path is empty or too long";
  if (/[\u0000-\u001F\u007F\\:*?"<>|]/.test(path) || hiddenInCode(path).length > 0)
    return `${printable(path)} has characters that a path must not have`;
  if (path.startsWith("/") || path.startsWith("~")) return `${path} is not inside the repository`;
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === "..")) {
    return `${path} is not inside the repository`;
  }
  // Git itself treats these as .git on some file systems.
  if (parts.some((part) => /^(?:\.git|git~1)[. ]*$/i.test(part))) return `${path} belongs to git itself`;
  if (parts.at(-1) === ".gitmodules") return `${path} belongs to git itself`;
  const refused = REFUSED.find(([pattern]) => pattern.test(path));
  return refused ? `${path} ${refused[1]}` : null;
}

function printable(path: string): string {
  return JSON.stringify(path.slice(0, 100)).replaceAll(
    /[^\x20-\x7E]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
