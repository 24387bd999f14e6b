import { expect, it } from "vitest";
import { kindOfChange } from "@/lib/fixes/patches/kind-of-change";

it.each([
  [["dags/a.py"], "patch"],
  [["dags/a.py", "requirements.txt"], "patch"],
  [["requirements-prod.txt"], "dependency_pin"],
  [["pyproject.toml", "constraints.txt"], "dependency_pin"],
  [["config/values.yaml"], "configuration"],
  [[".env.example"], "configuration"],
  [["models/schema.yml"], "patch"],
  [["sql/a.sql"], "patch"],
  [[], "patch"],
] as const)("%j is a %s", (paths, kind) => {
  expect(kindOfChange(paths)).toBe(kind);
});
