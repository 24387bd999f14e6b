import { expect, it } from "vitest";
import { firstFix, frameAt } from "@/lib/fixes/templates/testing/draft-fix";

const REPEATED = 30_000;
/** Beginnings of what the templates look for, many times over. */
const TEXTS = [
  "timeout = 1".repeat(REPEATED),
  "import a, ".repeat(REPEATED),
  `from ${"a.".repeat(REPEATED)} import b`,
  "limits={".repeat(REPEATED),
  `limits: ${"{memory: ".repeat(REPEATED)}`,
  "- name: ".repeat(REPEATED),
  `RUN pip install ${"numpy ".repeat(REPEATED)}`,
  "ref('".repeat(REPEATED),
  '"'.repeat(REPEATED),
  `{"a": [${"1,".repeat(REPEATED)}`,
  `${"\t".repeat(REPEATED)}a`,
  "DB_HOST=\n".repeat(REPEATED),
  "os.environ[".repeat(REPEATED),
  "rename from a\n".repeat(REPEATED),
  "-numpy==1.0\n".repeat(REPEATED),
];
const FAILURES = [
  "KeyError: 'numpy'",
  "KeyError: 'DB_HOST'",
  "NameError: name 'numpy' is not defined",
  "ReadTimeout: Read timed out.",
  "OOMKilled",
  "JSONDecodeError",
  "AttributeError: numpy",
  `${"numpy 1.0 requires ".repeat(2_000)}`,
  "Model 'm' (models/a.sql) depends on a node named 'numpy' which was not found",
  "No such file or directory: 'sql/a.sql'",
  "IndexError: list index out of range",
];

it.each(FAILURES.map((failure) => [failure.slice(0, 40), failure] as const))(
  "hostile files cost little time: %s",
  async (_, failure) => {
    for (const text of TEXTS) {
      const files = Object.fromEntries(
        ["a.py", "a.yml", "a.json", "requirements.txt", "Dockerfile", ".env", "models/a.sql"].map((path) => [
          path,
          text,
        ]),
      );
      const startedAt = performance.now();
      await firstFix({
        files,
        frames: [frameAt("a.py", 1)],
        named: ["a.yml", "a.json"],
        failure,
        evidence: [{ kind: "commit", status: "ok", title: "c", text }],
      });
      expect(performance.now() - startedAt, text.slice(0, 40)).toBeLessThan(10_000);
    }
  },
);

it("a name from an error is never a pattern", async () => {
  for (const name of ["a.*", "$(id)", "a'b", "(a+)+$", "\\d"])
    expect(
      await firstFix({
        files: { "a.py": "x = 1\n" },
        frames: [frameAt("a.py", 1)],
        failure: `KeyError: '${name}'`,
      }),
    ).toBeNull();
});
