import { expect, it } from "vitest";
import { UpdateSource } from "@/lib/sources/schemas";
import { Repository } from "@/lib/code/schemas";

it.each([
  ["http://airflow:8080", true],
  ["https://airflow.example/prod/", true],
  ["http://admin:hunter2@airflow:8080", false],
  ["http://token@airflow", false],
  ["http://airflow/?token=hunter2", false],
  ["ftp://airflow", false],
])("apiBaseUrl %s is accepted: %s", (apiBaseUrl, isAccepted) => {
  expect(UpdateSource.safeParse({ apiBaseUrl }).success).toBe(isAccepted);
});

it.each([
  ["-u", /absolute path, starting with a slash/],
  ["--upload-pack=touch /tmp/x", /absolute path, starting with a slash/],
  ["dags", /absolute path, starting with a slash/],
  ["./dags", /absolute path, starting with a slash/],
  ["../dags", /absolute path, starting with a slash/],
  ["C:\\dags", /absolute path, starting with a slash/],
  ["file:///srv/dags", /absolute path, starting with a slash/],
  [" /srv/dags", /absolute path, starting with a slash/],
  ["~/dags", /~ is not expanded/],
  ["~airflow/dags", /~ is not expanded/],
  ["/srv/da\0gs", /must not contain control characters/],
  ["/srv/dags\n", /must not contain control characters/],
])("refuses the repository path %j and says what to do", (path, message) => {
  const { error } = UpdateSource.safeParse({ repository: { kind: "local", path } });
  expect(error?.issues).toMatchObject([
    { path: ["repository", "path"], message: expect.stringMatching(message) },
  ]);
});

it.each(["/srv/dags", "/srv/ünïcode dags", "/srv/-u", "/srv/../srv/dags"])("accepts the path %s", (path) => {
  expect(UpdateSource.safeParse({ repository: { kind: "local", path } }).success).toBe(true);
});

it("still shows a path stored by an earlier release", () => {
  expect(Repository.parse({ kind: "local", path: "~/dags" })).toEqual({ kind: "local", path: "~/dags" });
});
