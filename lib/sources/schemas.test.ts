import { expect, it } from "vitest";
import { UpdateSource } from "@/lib/sources/schemas";

it.each([
  ["http://airflow:8080", true],
  ["https://airflow.example/prod/", true],
  ["http://admin:hunter2@airflow:8080", false],
  ["http://token@airflow", false],
  ["http://airflow/?token=hunter2", false],
  ["ftp://airflow", false],
])("apiBaseUrl %s is taken: %s", (apiBaseUrl, isTaken) => {
  expect(UpdateSource.safeParse({ apiBaseUrl }).success).toBe(isTaken);
});
