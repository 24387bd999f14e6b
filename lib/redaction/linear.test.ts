import { describe, expect, test } from "vitest";
import { slowness } from "@/evals/check-patterns";
import { COMMAND_RULES } from "@/lib/redaction/command-rules";
import { newMeter } from "@/lib/redaction/meter";
import { redact } from "@/lib/redaction/redact";
import { redactJson } from "@/lib/redaction/redact-json";
import { VENDOR_RULES } from "@/lib/redaction/vendor-rules";

const KEY = "a test key";

function hex(seed: number, length: number): string {
  let text = "";
  for (let at = 0; text.length < length; at += 1)
    text += Math.imul(seed * 64 + at + 1, 0x9e3779b1)
      .toString(16)
      .replace("-", "a");
  return text.slice(0, length);
}

const presigned = (n: number) =>
  `https://lake.s3.amazonaws.com/raw/part-${n}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260301T000000Z&X-Amz-Signature=${hex(n, 64)}`;

function steps(work: (meter: ReturnType<typeof newMeter>) => void): number {
  const meter = newMeter();
  work(meter);
  return meter.scanned + meter.tried + meter.compared + meter.copied;
}

const shapes: [name: string, text: (count: number) => string][] = [
  ["distinct presigned URLs", (count) => Array.from({ length: count }, (_, n) => presigned(n)).join("\n")],
  ["distinct tokens that begin alike", (count) => Array.from({ length: count }, (_, n) => `token=eyJhbGciOiJIUzI1NiJ9${hex(n, 40)}`).join("\n")],
  ["distinct tokens that end alike", (count) => Array.from({ length: count }, (_, n) => `token=${hex(n, 40)}00000000000000aa`).join("\n")],
  ["one token again and again", (count) => Array.from({ length: count }, () => `token=${hex(7, 40)} was ${hex(7, 40)}`).join("\n")],
  ["a token made to be nearly found", (count) => `token=${"a".repeat(300)}1\n${"a".repeat(count * 80)}`],
  ["encoded URLs", (count) => Array.from({ length: count }, (_, n) => encodeURIComponent(presigned(n))).join("\n")],
  ["colours", (count) => Array.from({ length: count }, (_, n) => `\u001b[32mpassword\u001b[0m=\u001b[1m${hex(n, 20)}\u001b[0m`).join("\n")],
  ["base64", (count) => Array.from({ length: count }, (_, n) => Buffer.from(`password=${hex(n, 30)}`).toString("base64")).join("\n")],
  ["colons", (count) => `://${":a".repeat(count * 40)}`],
  ["names of keys", (count) => "password ".repeat(count * 9)],
  ["beginnings of private keys", (count) => "-----BEGIN PRIVATE KEY-----\n".repeat(count * 3)],
  ["one long word", (count) => `${"a".repeat(count * 80)}@`],
  ["a quote that never closes", (count) => `password='${"x".repeat(count * 80)}`],
  ["commands", (count) => "curl -u a".repeat(count * 9)],
  ["beginnings of tokens", (count) => "-eyJ".repeat(count * 20)],
  ["stars", (count) => `password='${"*".repeat(count * 80)}\n'`],
  ["escapes", (count) => "password=\\".repeat(count * 9)],
  ["percents", (count) => "%25".repeat(count * 25)],
  ["elements", (count) => "<password>".repeat(count * 8)],
  ["names of columns", (count) => "password,user\n".repeat(count * 6)],
  ["a table of secrets", (count) => `user,password\n${Array.from({ length: count }, (_, n) => `etl,${hex(n, 12)}`).join("\n")}`],
  ["a table in one line, escaped", (count) => `user,password${String.raw`\netl,hunter22`.repeat(count * 5)}`],
  ["a header that never ends", (count) => `user${",password".repeat(count * 9)}`],
  ["bordered headers", (count) => "| password | user |\n|---|---|\n".repeat(count * 3)],
  ["cells", (count) => "| password ".repeat(count * 8)],
  ["aligned headers", (count) => "  user  password\n".repeat(count * 5)],
  ["quotes that never close in a table", (count) => `user,password\n${'"a,\n'.repeat(count * 16)}`],
  ["rows of an INSERT", (count) => `INSERT INTO t (a, password) VALUES ${Array.from({ length: count }, (_, n) => `(1, '${hex(n, 12)}')`).join(", ")}`],
  ["INSERT statements without values", (count) => "INSERT INTO t (password) ".repeat(count * 3)],
  ["braces", (count) => `PWD={${"}}".repeat(count * 40)}`],
  ["braces that open", (count) => "PWD={".repeat(count * 16)],
  ["containers in containers", (count) => '{"secrets":'.repeat(count * 7)],
  ["a large container", (count) => `{"secrets":{${Array.from({ length: count }, (_, n) => `"a${n}":"${hex(n, 12)}"`).join(",")}}}`],
  ["sentences", (count) => "the password for the user is ".repeat(count * 3)],
  ["sentences about keys", (count) => "api key api key ".repeat(count * 5)],
  ["commands that set", (count) => "set config password ".repeat(count * 4)],
  ["wrappers", (count) => 'SecretStr("'.repeat(count * 7)],
  ["secrets that are piped", (count) => `"a" | ConvertTo-SecureString `.repeat(count * 3)],
  ["signs of full width", (count) => "ｐａｓｓｗｏｒｄ＝".repeat(count * 8)],
  ["arrows", (count) => "secret -> ".repeat(count * 8)],
  ["logins of Oracle", (count) => "SQL> connect a/b".repeat(count * 5)],
  ["codes in addresses", (count) => "x.azurewebsites.net?code=a".repeat(count * 3)],
  ["slashes in addresses", (count) => "postgresql://a:b/c@".repeat(count * 4)],
  ["fields of a form", (count) => 'form-data; name="password"\r\n'.repeat(count * 3)],
  ["blanks behind names", (count) => 'password " '.repeat(count * 7)],
  ["lists of parameters", (count) => "UPDATE users SET password = %s [parameters: ('a2b3', 'x')]\n".repeat(count)],
  ["lists of parameters without a statement", (count) => "[parameters: ('a',".repeat(count * 4)],
  ["statements in front of parameters", (count) => `${"select ? update password = ? ".repeat(count * 3)}[parameters: (1)]`],
  ["parameters that never end", (count) => `UPDATE users SET password = %s [parameters: (${"('a2b3', ".repeat(count * 8)}`],
  ["keys in paths", (count) => "/token/a1b2c3d4".repeat(count * 5)],
  ["partitions of tokens", (count) => "/token=a1b2c3d4".repeat(count * 5)],
  ["values below their keys", (count) => "password:\n  a1b2c3d4\n".repeat(count * 3)],
  ["values that continue", (count) => "password=\\\n".repeat(count * 7)],
  ["hosts with rests of passwords", (count) => "unknown host a1@b".repeat(count * 4)],
  ["keys of SQL functions", (count) => "decrypt(a, decrypt('b".repeat(count * 4)],
  ["a list", (count) => `tokens: [${Array.from({ length: count }, (_, n) => `"${hex(n, 24)}"`).join(", ")}]`],
]; // prettier-ignore

/*
 * Counts the work over the text: characters scanned and copied, positions where a rule was tried, and characters compared
 * with known secrets. The cost of a single rule is bounded by its pattern, which the last tests check.
 */
describe("linear work", { timeout: 120_000 }, () => {
  test.each(shapes)("%s", (_name, text) => {
    const count = (factor: number) =>
      steps((meter) => redact(text(400 * factor), { key: KEY, meter })) / text(400 * factor).length;
    const [once, fourTimes] = [count(1), count(4)];
    expect(fourTimes).toBeLessThan(once * 1.25);
    expect(once).toBeLessThan(200);
  });

  test("a JSON document with many secrets in separate strings", () => {
    const count = (size: number) => {
      const value = Array.from({ length: size }, (_, n) => ({ url: presigned(n), token: hex(n, 32) }));
      return steps((meter) => redactJson(value, { key: KEY, meter })) / size;
    };
    expect(count(1_600)).toBeLessThan(count(400) * 1.25);
  });

  test("an object with many keys that become equal", () => {
    const value = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`password=x${n}y`, n]));
    const redacted = redactJson(value);
    expect(Object.values(redacted).sort((a, b) => a - b)).toEqual(Object.values(value));
    expect(JSON.stringify(redacted)).not.toMatch(/x\d+y/);
  });
});

test("command patterns are linear", async () => {
  for (const { pattern, word } of COMMAND_RULES) expect(await slowness(pattern), word).toBe("");
}, 120_000);

test("vendor patterns are linear", async () => {
  const distinct = new Map(
    VENDOR_RULES.map(({ pattern }) => [pattern.source.replace(/^[\w-]+/, "x"), pattern]),
  );
  for (const pattern of distinct.values()) expect(await slowness(pattern), pattern.source).toBe("");
}, 120_000);
