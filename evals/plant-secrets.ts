/** Texts with a planted secret for fuzzing redaction, determined by the seed. */
import { randomLog, type Random } from "@/evals/mutate-log";

export interface PlantedText {
  text: string;
  /** Must not be recoverable from the redacted text, even after removing color codes and decoding. */
  secret: string;
  /** How the secret was written, for the report. */
  how: string;
}

export const LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
export const DIGITS = "23456789";
const SIGNS = "!*+._~-";

export const below = (random: Random, count: number): number => Math.floor(random() * count);
export const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T;

export function randomString(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(below(random, alphabet.length))).join("");
}

/** A typical password: letters, digits and sometimes a symbol. */
function password(random: Random): string {
  const sign = random() < 0.4 ? pick(random, [...SIGNS]) : "";
  return (
    randomString(random, LETTERS, 3 + below(random, 9)) +
    randomString(random, DIGITS, 2) +
    sign +
    randomString(random, LETTERS, 3)
  );
}

const TOKENS: readonly ((random: Random) => string)[] = [
  (random) => `AKIA${randomString(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)}`,
  (random) => `ghp_${randomString(random, LETTERS + DIGITS, 36)}`,
  (random) => `glpat-${randomString(random, LETTERS + DIGITS, 20)}`,
  (random) => `xoxb-${randomString(random, DIGITS, 12)}-${randomString(random, DIGITS, 12)}-${randomString(random, LETTERS + DIGITS, 24)}`,
  (random) => `dapi${randomString(random, "0123456789abcdef", 32)}`,
  (random) => `pd_A9${randomString(random, LETTERS + DIGITS, 41)}`,
  (random) => `${randomString(random, DIGITS, 9)}:AA${randomString(random, LETTERS + DIGITS, 33)}`,
  (random) => `EAA${randomString(random, LETTERS + DIGITS, 90)}`,
  (random) => `sk-ant-api03-${randomString(random, LETTERS + DIGITS, 60)}`,
  (random) => `hf_${randomString(random, LETTERS, 34)}`,
  (random) => `eyJ${randomString(random, LETTERS, 20)}.eyJ${randomString(random, LETTERS, 40)}.${randomString(random, LETTERS, 43)}`,
]; // prettier-ignore

/** Contexts of a password, one line each. */
const PLACES: readonly ((secret: string) => string)[] = [
  (secret) => `password=${secret}`,
  (secret) => `DB_PASSWORD='${secret}'`,
  (secret) => `{"user": "etl", "password": "${secret}", "port": 5432}`,
  (secret) => `{'password': '${secret}'}`,
  (secret) => `<password>${secret}</password>`,
  (secret) => `<property name="db.password" value="${secret}"/>`,
  (secret) => `postgresql://etl:${secret}@db.example.com:5432/raw`,
  (secret) => `jdbc:sqlserver://db;user=sa;password=${secret};encrypt=true`,
  (secret) => `DRIVER={x};UID=sa;PWD=${secret};Encrypt=yes`,
  (secret) => `mysql -h db -uetl -p${secret} -e x`,
  (secret) => `sqlplus -S etl/${secret}@//db:1521/orcl`,
  (secret) => `curl -u etl:${secret} https://api.example.com`,
  (secret) => `docker login -u etl --password ${secret} registry`,
  (secret) => `Kennwort: ${secret}`,
  (secret) => `mot_de_passe=${secret}`,
  (secret) => `пароль: ${secret}`,
  (secret) => `パスワード：${secret}`,
  (secret) => `密码: ${secret}`,
  (secret) => `Connection(login='etl', password='${secret}')`,
  (secret) => `client_secret=${secret}&grant_type=client_credentials`,
  (secret) => `machine db login etl password ${secret}`,
  (secret) => `spark.hadoop.javax.jdo.option.ConnectionPassword ${"="} ${secret}`,
];

/** Encodings of a line in a log, from which the secret can be recovered. */
const WRITINGS: readonly [name: string, write: (line: string, secret: string, random: Random) => string][] = [
  ["plain", (line) => line],
  ["plain", (line) => line],
  ["JSON", (line) => JSON.stringify({ message: line })],
  ["JSON in JSON", (line) => JSON.stringify({ body: JSON.stringify({ message: line }) })],
  ["JSON in JSON in JSON", (line) => JSON.stringify([JSON.stringify([JSON.stringify([line])])])],
  ["percent-encoded", (line) => `next=${encodeURIComponent(line)}`],
  ["percent-encoded twice", (line) => `next=${encodeURIComponent(encodeURIComponent(line))}`],
  ["entities", (line) => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")],
  ["escaped characters", (line) => line.replaceAll(/[=<>&'"]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)],
  ["color codes in the secret", (line, secret, random) => split(line, secret, random, ["\u001b[1m", "\u001b[0m", "\u001b[38;5;12m", "\u001b[K"])],
  ["color codes as text", (line, secret, random) => split(line, secret, random, ["\\x1b[1m", "\\u001b[0m", "\\033[32m"])],
  ["zero-width characters", (line, secret, random) => split(line, secret, random, ["\u200b", "\u2060", "\u00ad", "\ufeff"])],
  ["color codes around the value", (line, secret) => line.replace(secret, () => `\u001b[32m${secret}\u001b[0m`)],
  ["base64", (line) => `data: ${Buffer.from(line.length < 24 ? `${line} ${line}` : line).toString("base64")}`],
]; // prettier-ignore

/** Redaction decodes base64 only for ASCII text. */
const isAscii = (text: string): boolean => /^[\u0020-\u007e]*$/.test(text);

function split(line: string, secret: string, random: Random, signs: readonly string[]): string {
  const parts = [...secret].map((char) => (random() < 0.3 ? pick(random, signs) + char : char));
  return line.replace(secret, () => parts.join(""));
}

/** A log of at most `longest` characters with an additional line that contains a secret. */
export function plantSecret(random: Random, fixtures: readonly string[], longest: number): PlantedText {
  const isToken = random() < 0.35;
  const secret = isToken ? pick(random, TOKENS)(random) : password(random);
  const line = isToken
    ? pick(random, [`using ${secret} for the upload`, secret, `"${secret}"`, `X=${secret}`])
    : pick(random, PLACES)(secret);
  let [how, write] = pick(random, WRITINGS);
  if (how === "base64" && !isAscii(line)) [how, write] = ["plain", (text: string) => text];
  const planted = write(line, secret, random);
  const around = Buffer.from(randomLog(random, fixtures, longest))
    .toString("utf8")
    .split("\n");
  const at = below(random, around.length + 1);
  // Redaction of a truncated private key would also remove the following lines.
  const before = around.slice(0, at).filter((text) => !text.includes("-----BEGIN"));
  return { text: [...before, planted, ...around.slice(at)].join("\n"), secret, how: `${how}: ${line}` };
}
