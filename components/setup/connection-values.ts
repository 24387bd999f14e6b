/** The form's values as the API takes them; an empty field clears a setting, empty credentials keep the stored ones. */
export function connectionOf(data: FormData): Record<string, unknown> {
  const text = (name: string) => String(data.get(name) ?? "").trim();
  const [owner, repo] = text("github").split("/");
  const password = text("password");
  const username = text("username");
  return {
    ...(data.has("apiBaseUrl") && { apiBaseUrl: text("apiBaseUrl") || null }),
    ...(password !== "" && { credentials: username ? { username, password } : { token: password } }),
    repository: text("localPath")
      ? { kind: "local", path: text("localPath") }
      : owner && repo
        ? { kind: "github", owner, repo }
        : null,
    dagsFolder: text("dagsFolder") || null,
    environment: text("environment") || null,
  };
}
