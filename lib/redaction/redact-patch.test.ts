import { expect, it } from "vitest";
import { redactPatch } from "@/lib/redaction/redact-patch";

const BODY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7";
const PATCH = `diff --git a/dags/orders.py b/dags/orders.py
--- a/dags/orders.py
+++ b/dags/orders.py
@@ -1,9 +1,9 @@ def connect(password="hunter22"):
 DB_PASSWORD = "sesame99"
-    url = "postgres://etl:sesame88@db/raw"
+    url = "postgres://etl:sesame77@db/raw"
 KEY = """-----BEGIN PRIVATE KEY-----
 ${BODY}
 -----END PRIVATE KEY-----"""
     total = 0
\\ No newline at end of file
`;

it("redacts changed lines, context lines and hunk headers without changing lines", () => {
  const shown = redactPatch(PATCH);
  for (const secret of ["hunter22", "sesame99", "sesame88", "sesame77", BODY])
    expect(shown).not.toContain(secret);
  const signs = (text: string) => text.split("\n").map((line) => line.charAt(0));
  expect(signs(shown)).toEqual(signs(PATCH));
  expect(shown).toContain("\n     total = 0\n");
  expect(redactPatch(shown)).toBe(shown);
});

it("returns a patch without secrets unchanged", () => {
  const patch = "--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@\n-  total = 0\n+  total = 0.0\n \n";
  expect(redactPatch(patch)).toBe(patch);
});
