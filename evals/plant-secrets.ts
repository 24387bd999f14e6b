/** Texts with a planted secret for the fuzz of redaction: the same for the same seed. */
import { randomLog, type Random } from "@/evals/mutate-log";

export interface PlantedText {
  text: string;
  /** What must not be left of it, also when the result is read without colours and decoded. */
  secret: string;
  /** How it was written, for the report. */
  how: string;
}

export const LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
export const DIGITS = "23456789";
const SIGNS = "!*+._~-";

export const below = (random: Random, count: number): number => Math.floor(random() * count);
export const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T;

export function made(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(below(random, alphabet.length))).join("");
}

/** As people choose them: letters, a digit, now and then a sign. */
function password(random: Random): string {
  const sign = random() < 0.4 ? pick(random, [...SIGNS]) : "";
  return (
    made(random, LETTERS, 3 + below(random, 9)) + made(random, DIGITS, 2) + sign + made(random, LETTERS, 3)
  );
}

const TOKENS: readonly ((random: Random) => string)[] = [
  (random) => `AKIA${made(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)}`,
  (random) => `ghp_${made(random, LETTERS + DIGITS, 36)}`,
  (random) => `glpat-${made(random, LETTERS + DIGITS, 20)}`,
  (random) => `xoxb-${made(random, DIGITS, 12)}-${made(random, DIGITS, 12)}-${made(random, LETTERS + DIGITS, 24)}`,
  (random) => `dapi${made(random, "0123456789abcdef", 32)}`,
  (random) => `pd_A9${made(random, LETTERS + DIGITS, 41)}`,
  (random) => `${made(random, DIGITS, 9)}:AA${made(random, LETTERS + DIGITS, 33)}`,
  (random) => `EAA${made(random, LETTERS + DIGITS, 90)}`,
  (random) => `sk-ant-api03-${made(random, LETTERS + DIGITS, 60)}`,
  (random) => `hf_${made(random, LETTERS, 34)}`,
  (random) => `eyJ${made(random, LETTERS, 20)}.eyJ${made(random, LETTERS, 40)}.${made(random, LETTERS, 43)}`,
]; // prettier-ignore

/** What announces a password; each text is one line. */
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

/** Ways in which a line reaches a log; all but the first let the same secret be read by who knows how. */
const WRITINGS: readonly [name: string, write: (line: string, secret: string, random: Random) => string][] = [
  ["plain", (line) => line],
  ["plain", (line) => line],
  ["JSON", (line) => JSON.stringify({ message: line })],
  ["JSON in JSON", (line) => JSON.stringify({ body: JSON.stringify({ message: line }) })],
  ["JSON in JSON in JSON", (line) => JSON.stringify([JSON.stringify([JSON.stringify([line])])])],
  ["percent-encoded", (line) => `next=${encodeURIComponent(line)}`],
  ["percent-encoded twice", (line) => `next=${encodeURIComponent(encodeURIComponent(line))}`],
  ["entities", (line) => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")],
  ["escaped signs", (line) => line.replaceAll(/[=<>&'"]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)],
  ["colours in the secret", (line, secret, random) => split(line, secret, random, ["\u001b[1m", "\u001b[0m", "\u001b[38;5;12m", "\u001b[K"])],
  ["colours as text", (line, secret, random) => split(line, secret, random, ["\\x1b[1m", "\\u001b[0m", "\\033[32m"])],
  ["zero-width signs", (line, secret, random) => split(line, secret, random, ["\u200b", "\u2060", "\u00ad", "\ufeff"])],
  ["colours around the value", (line, secret) => line.replace(secret, () => `\u001b[32m${secret}\u001b[0m`)],
  ["base64", (line) => `data: ${Buffer.from(line.length < 24 ? `${line} ${line}` : line).toString("base64")}`],
]; // prettier-ignore

/** What base64 hides is looked for only in plain ASCII. */
const isAscii = (text: string): boolean => /^[\u0020-\u007e]*$/.test(text);

function split(line: string, secret: string, random: Random, signs: readonly string[]): string {
  const parts = [...secret].map((char) => (random() < 0.3 ? pick(random, signs) + char : char));
  return line.replace(secret, () => parts.join(""));
}

/** A log of at most `longest` characters with one line more, which holds a secret. */
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
  // A private key that was cut off takes the lines behind it along; the planted line is none of it.
  const before = around.slice(0, at).filter((text) => !text.includes("-----BEGIN"));
  return { text: [...before, planted, ...around.slice(at)].join("\n"), secret, how: `${how}: ${line}` };
}
