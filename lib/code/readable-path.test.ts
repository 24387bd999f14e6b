import { describe, expect, it } from "vitest";
import { pathRefusal } from "@/lib/code/readable-path";
import { withoutRefusedFiles } from "@/lib/code/readable-patch";

describe("pathRefusal", () => {
  it.each([
    "dags/orders.py",
    "models/staging/stg_orders.sql",
    "dbt_project.yml",
    "Dockerfile",
    "requirements.txt",
    "etl/token_bucket.py",
    "etl/secret_rotation.py",
    "etl/connections.py",
    "include/environment.yml",
    "docs/keys.md",
    "dags/monkey.py",
    "dags/..orders.py",
    "data/naïve/größe.sql",
    "/opt/airflow/dags/orders.py",
  ])("lets %s be read", (path) => {
    expect(pathRefusal(path)).toBeNull();
  });

  it.each([
    "",
    "x".repeat(501),
    "../../etc/passwd",
    "dags/../../.env",
    String.raw`dags\..\..\.env`,
    "dags/%2e%2e/%2e%2e/etc/hosts",
    "dags/．．/x.py",
    "/proc/self/environ",
    "/etc/passwd",
    "/etc/shadow",
    "~/.aws/credentials",
    "$HOME/.netrc",
    "${HOME}/x.py",
    "file:///opt/x.py",
    "C:\\keys.txt",
    "https://evil.example/x.py",
    ".git/config",
    "sub/.GIT/HEAD",
    ".git./config",
    ".env",
    ".ENV",
    ".env.production",
    ".env.example",
    "deploy/prod.env",
    "config/．env",
    ".e\u200Bnv",
    "dags/\u0000orders.py",
    "dags/orders.py\n",
    ".ssh/id_ed25519",
    "keys/id_rsa",
    "keys/id_rsa.bak",
    "certs/server.pem",
    "certs/server.key",
    "store.p12",
    "store.jks.old",
    "vault.kdbx",
    ".netrc",
    ".pgpass",
    ".npmrc",
    ".pypirc",
    ".docker/config.json",
    ".aws/config",
    "config/credentials.json",
    "config/credentials",
    "credentials.py",
    "secrets.yml",
    "app-secrets.yaml",
    "secrets/readme.txt",
    "gcp-service-account.json",
    "private_key.txt",
    "api-keys.toml",
    "passwords.csv",
    "connections.json",
    "airflow_connections.yaml",
    "variables.json",
    "airflow.cfg",
    "profiles.yml",
    "terraform.tfstate",
    "terraform.tfstate.backup",
    "prod.tfvars",
    "backup.env~",
    ".env ",
  ])("refuses %j", (path) => {
    expect(pathRefusal(path)).not.toBeNull();
  });
});

describe("withoutRefusedFiles", () => {
  const part = (path: string, line: string, former = path) =>
    `diff --git a/${former} b/${path}\n--- a/${former}\n+++ b/${path}\n@@ -1 +1 @@\n+${line}`;

  it("leaves out the changes to files that may contain credentials", () => {
    const patch = [part("dags/a.py", "one"), part(".env", "X=two"), part("b.sql", "three")].join("\n");
    const { patch: shown, hasLeftOut } = withoutRefusedFiles(patch);
    expect(shown).toContain("+one");
    expect(shown).toContain("+three");
    expect(shown).toContain("diff --git a/.env b/.env\n(not shown)");
    expect(shown).not.toContain("two");
    expect(hasLeftOut).toBe(true);
  });

  it("judges the former path of a renamed file too", () => {
    expect(withoutRefusedFiles(part("notes.txt", "two", "keys/id_rsa")).patch).not.toContain("two");
  });

  it("keeps a patch of readable files as it is", () => {
    const patch = part("dags/with b/space.py", "one");
    expect(withoutRefusedFiles(patch)).toEqual({ patch, hasLeftOut: false });
  });
});
