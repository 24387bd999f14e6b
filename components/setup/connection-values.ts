import { SECRET_TO_FILL_IN, type UpdateSource } from "@/lib/sources/schemas";

/**
 * The form's values as the API takes them. An empty field clears its setting; credentials are never shown, so
 * empty ones keep what is stored, and `forgetCredentials` removes it.
 */
export function connectionOf(data: FormData): UpdateSource {
  const text = (name: string) => String(data.get(name) ?? "").trim();
  const password = text("password");
  const username = text("username");
  return {
    ...(data.has("apiBaseUrl") && { apiBaseUrl: text("apiBaseUrl") || null }),
    ...(password !== "" && { credentials: username ? { username, password } : { token: password } }),
    ...(data.has("forgetCredentials") && { credentials: null }),
    repository: repositoryOf(text("repositoryKind"), text("repository")),
    dagsFolder: text("dagsFolder") || null,
    environment: text("environment") || null,
  };
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

/** A snippet with the secret in its place, once it was asked for. */
export function withSecret(text: string, secret: string | null | undefined): string {
  return secret ? text.replaceAll(SECRET_TO_FILL_IN, () => secret) : text;
}
