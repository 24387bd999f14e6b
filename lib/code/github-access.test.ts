import { describe, expect, it } from "vitest";
import { gitHubObjection, isListed, needsList } from "@/lib/code/github-access";

describe("isListed", () => {
  it.each([
    [["acme/dags"], true],
    [["ACME/Dags"], true],
    [["acme/*"], true],
    [["*"], true],
    [["other/x", "acme/dags"], true],
    [["acme/dags-private"], false],
    [["acme/dag"], false],
    [["acm/*"], false],
    [[], false],
  ])("matches acme/dags against %j: %s", (patterns, expected) => {
    expect(isListed(patterns, { owner: "acme", repo: "dags" })).toBe(expected);
  });

  it("does not treat a repository name as a pattern", () => {
    expect(isListed(["acme/dags"], { owner: "acme", repo: "*" })).toBe(false);
  });
});

describe("needsList", () => {
  it.each([
    [{ GITHUB_TOKEN: "t", GITHUB_REPOSITORIES: [] }, true],
    [{ GITHUB_TOKEN: "t", GITHUB_APP_ID: "7", GITHUB_REPOSITORIES: [] }, false],
    [{ GITHUB_APP_ID: "7", GITHUB_REPOSITORIES: [] }, false],
    [{ GITHUB_APP_ID: "7", GITHUB_REPOSITORIES: ["a/b"] }, true],
    [{ GITHUB_REPOSITORIES: [] }, false],
    [{ GITHUB_REPOSITORIES: ["a/b"] }, true],
  ])("%j: %s", (settings, expected) => {
    expect(needsList(settings)).toBe(expected);
  });
});

describe("gitHubObjection", () => {
  const settings = { GITHUB_TOKEN: "t", GITHUB_REPOSITORIES: ["acme/dags"] };

  it.each([
    ["a listed repository", {}, { owner: "acme", repo: "dags" }, null],
    [
      "an unlisted repository",
      {},
      { owner: "acme", repo: "secret" },
      /acme\/secret is not .* GITHUB_REPOSITORIES/,
    ],
    [
      "an unlisted repository with the workspace's own credentials",
      { isUserConfigured: true },
      { owner: "a", repo: "b" },
      null,
    ],
  ])("%s", (_, connection, repository, expected) => {
    const objection = gitHubObjection(connection, settings, repository);
    if (expected === null) expect(objection).toBeNull();
    else expect(objection).toMatch(expected);
  });
});
