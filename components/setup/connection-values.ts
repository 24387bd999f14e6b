import { SECRET_TO_FILL_IN, type UpdateSource } from "@/lib/sources/schemas";

/**
 * Builds the request body from the form. An empty field clears its setting, except that empty credentials keep the
 * stored ones, which are never shown; `forgetCredentials` deletes them.
 */
export function readConnection(data: FormData): UpdateSource {
  const text = (name: string) => String(data.get(name) ?? "").trim();
  const password = text("password");
  const username = text("username");
  return {
    ...(data.has("apiBaseUrl") && { apiBaseUrl: text("apiBaseUrl") || null }),
    ...(password !== "" && { credentials: username ? { username, password } : { token: password } }),
    ...(data.has("forgetCredentials") && { credentials: null }),
    repository: repositoryOf(text("repositoryKind"), text("repository")),
    dagsFolder: text("dagsFolder") || null,
    ...(data.has("pullRequestLabels") && { pullRequestLabels: namesIn(text("pullRequestLabels")) }),
    environment: text("environment") || null,
  };
}

function namesIn(text: string): string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}

function repositoryOf(repositoryKind: string, place: string): UpdateSource["repository"] {
  if (!place) return null;
  if (repositoryKind !== "github") return { kind: "local", path: place };
  const [owner = "", repo = ""] = place
    .replace(/^https:\/\/github\.com\//, "")
    .replace(/\.git$/, "")
    .split("/");
  return { kind: "github", owner, repo };
}

/** Fills the secret into a snippet, once it has been revealed. */
export function withSecret(text: string, secret: string | null | undefined): string {
  return secret ? text.replaceAll(SECRET_TO_FILL_IN, () => secret) : text;
}
