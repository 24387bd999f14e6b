import { describe, expect, it } from "vitest";
import { readConnection, withSecret } from "@/components/setup/connection-values";

function form(values: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

describe("connectionOf", () => {
  it("keeps stored credentials when none are typed, and clears empty settings", () => {
    expect(
      readConnection(form({ apiBaseUrl: " ", username: "airflow", password: "", environment: " prod " })),
    ).toEqual({ apiBaseUrl: null, repository: null, dagsFolder: null, environment: "prod" });
  });

  it("leaves the API URL unchanged when the form has no field for it", () => {
    expect(readConnection(form({}))).not.toHaveProperty("apiBaseUrl");
  });

  it.each([
    [
      { username: "a", password: "b" },
      { username: "a", password: "b" },
    ],
    [{ username: "", password: "t0k" }, { token: "t0k" }],
    [{ forgetCredentials: "on" }, null],
  ])("reads %j as the credentials %j", (values, credentials) => {
    expect(readConnection(form(values as Record<string, string>)).credentials).toEqual(credentials);
  });

  it("reads labels, and leaves them unchanged where the form has no field for them", () => {
    expect(readConnection(form({ pullRequestLabels: " bug, data team ,, " })).pullRequestLabels).toEqual([
      "bug",
      "data team",
    ]);
    expect(readConnection(form({}))).not.toHaveProperty("pullRequestLabels");
  });

  it.each([
    ["local", "/srv/dags", { kind: "local", path: "/srv/dags" }],
    ["github", "acme/dags", { kind: "github", owner: "acme", repo: "dags" }],
    ["github", "https://github.com/acme/dags.git", { kind: "github", owner: "acme", repo: "dags" }],
    ["github", "", null],
  ])("reads %s %s as %j", (repositoryKind, repository, expected) => {
    expect(readConnection(form({ repositoryKind, repository })).repository).toEqual(expected);
  });
});

describe("withSecret", () => {
  const command = "curl -H 'X-Webhook-Secret: <secret of this source>'";

  it("makes the test command ready to paste", () => {
    expect(withSecret(command, "whsec_a$&b")).toBe("curl -H 'X-Webhook-Secret: whsec_a$&b'");
  });

  it("keeps the placeholder while the secret is hidden", () => {
    expect(withSecret(command, undefined)).toBe(command);
  });
});
