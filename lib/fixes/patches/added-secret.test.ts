import { expect, it } from "vitest";
import { findAddedSecret, secretObjection } from "@/lib/fixes/patches/added-secret";
import { makePatch } from "@/lib/fixes/patches/unified-diff";

const KEY = "AKIAIOSFODNN7EXAMPLE";
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const BEFORE = 'import os\nDB = "postgresql://u:sesame88@db/x"\nx = 1\n';

const found = (after: string, before: string | null = BEFORE) =>
  findAddedSecret(makePatch([{ path: "dags/a.py", before, after }]));

it.each([
  ["an access key", `${BEFORE}A = "${KEY}"\n`, "aws-access-key", 4],
  [
    "a secret key beside it",
    `${BEFORE.replace("x = 1", `x = ["${KEY}"]`)}s = "${SECRET}"\n`,
    "aws-access-key",
    3,
  ],
  ["a password in a URL", `${BEFORE}u = "postgresql://u:hunter2pass@db/x"\n`, "url-password", 4],
  ["a password in an earlier line", `p = "postgresql://u:hunter2pass@db/x"\n${BEFORE}`, "url-password", 1],
])("finds %s", (_, after, kind, line) => {
  expect(found(after)).toEqual({ path: "dags/a.py", line, kind });
});

it("finds a secret key that stands beside an access key which was there", () => {
  const before = `ID = "${KEY}"\nx = 1\n`;
  expect(found(before.replace("x = 1", `s = "${SECRET}"`), before)).toMatchObject({
    line: 2,
    kind: "aws-secret-key",
  });
});

it("finds one in a new file, and says where without saying it", () => {
  const secret = found(`u = "postgresql://u:hunter2pass@db/x"\n`, null);
  expect(secretObjection(secret ?? { path: "", line: 0, kind: "" })).toBe(
    "line 1 of dags/a.py adds what looks like a secret (url password)",
  );
});

it.each([
  ["a line beside a secret", `${BEFORE}y = 2\n`],
  ["the same secret in a changed line", BEFORE.replace("DB =", "DB_URL =")],
  ["a secret that is removed", BEFORE.replace(/DB.*\n/, "")],
  ["an interpolated one", `${BEFORE}h = {"Authorization": f"Bearer {token}"}\n`],
  ["a variable", `${BEFORE}password = os.environ["DB_PASSWORD"]\n`],
  ["a column", `${BEFORE}primary_key = "customer_id"\n`],
])("finds none in %s", (_, after) => {
  expect(found(after)).toBeNull();
});
