/** Texts with a secret in each form that redaction recognizes: sentences, tables, commands, calls, containers. */
import { randomLog, type Random } from "@/evals/mutate-log";
import { below, DIGITS, LETTERS, randomString, pick, type PlantedText } from "@/evals/plant-secrets";

const SIGNS = ["!", "*", "+", "_", "~", "-"] as const;
const HEAD = "[2026-03-01, 04:05:06 UTC] {logging_mixin.py:150} INFO - ";

/** A password of at least eight characters, so that it is redacted even after an uncertain key. */
function password(random: Random): string {
  const sign = random() < 0.4 ? pick(random, SIGNS) : "";
  return (
    randomString(random, LETTERS, 4 + below(random, 8)) +
    randomString(random, DIGITS, 2) +
    sign +
    randomString(random, LETTERS, 3)
  );
}

/** The forms by kind, some with another secret. */
const FORMS: readonly ((secret: string, other: string) => string)[] = [
  // Assignments.
  (secret) => `DRIVER={ODBC Driver 18};SERVER=db;UID=sa;PWD={${secret};a}}b};Encrypt=yes`,
  (secret) => `Driver={x};Uid=sa;Pwd={${secret}}`,
  (secret) => `aws configure set aws_secret_access_key ${secret} --profile etl`,
  (secret) => `setx DB_PASSWORD ${secret}`,
  (secret) => `git config --global gitlab.token ${secret}`,
  (secret) => `airflow variables set db_password ${secret}`,
  (secret) => `DBT_ENV_SECRET_GIT=${secret}`,
  (secret) => `DB_PASSWORD_PROD=${secret}`,
  (secret) => `clientSecret -> ${secret}`,
  (secret) => `client_secret → ${secret}`,
  (secret) => `pw=${secret}`,
  (secret) => `password＝${secret}`,
  (secret) => `ｐａｓｓｗｏｒｄ：${secret}`,
  // Calls.
  (secret) => `$p = ConvertTo-SecureString "${secret}" -AsPlainText -Force`,
  (secret) => `'${secret}' | ConvertTo-SecureString -AsPlainText -Force`,
  (secret) => `token=SecretStr('${secret}')`,
  (secret) => `SecretBytes(b"${secret}")`,
  (secret) => `value = sensitive("${secret}")`,
  (secret) => `requests.get(url, auth=("etl", "${secret}"))`,
  (secret) => `HTTPBasicAuth('etl', '${secret}')`,
  (secret) => `DriverManager.getConnection(url, "sa", "${secret}")`,
  (secret) => `dataSource.getConnection("sa", "${secret}")`,
  (secret) => `SELECT pgp_sym_decrypt(ssn::bytea, '${secret}') FROM raw.people`,
  (secret) => `CAST(AES_DECRYPT(UNHEX(col), '${secret}') AS CHAR)`,
  (secret) => `DECRYPTBYPASSPHRASE('${secret}', col)`,
  (secret) => `decrypt(col, '${secret}')`,
  // Parameters of statements.
  (secret) => `[SQL: CREATE USER %s WITH PASSWORD %s]\n[parameters: ('etl', '${secret}')]`,
  (secret, other) => `[SQL: INSERT INTO users (name, password) VALUES (?, ?)]\n[parameters: [('etl', '${other}'), ('ops', '${secret}')]]`,
  (secret) => `UPDATE users SET password=$1 WHERE id=$2\nDETAIL:  parameters: $1 = '${secret}', $2 = '7'`,
  // Hosts and logons.
  (secret) => `could not translate host name "${secret}@dwh" to address: Name or service not known`,
  (secret) => `java.net.UnknownHostException: ${secret}@dwh`,
  (secret) => `logon denied for etl/${secret}`,
  (secret) => `login failed for etl:${secret}`,
  (secret) => `could not connect as user etl:${secret}`,
  // Tables.
  (secret) => `| db_password | ${secret} |`,
  (secret, other) => `| user | password | host |\n|------|------|------|\n| a | ${other} | x |\n| b | ${secret} | y |`,
  (secret, other) => ` id | password | email\n----+----------+-------\n  1 | ${other} | a@b\n  2 | ${secret} | c@d`,
  (secret, other) => `user,password,host\na,${other},x\nb,${secret},y`,
  (secret, other) => `host;user;db_password\nx;a;${other}\ny;b;${secret}`,
  (secret, other) => `user\tpassword\na\t${other}\nb\t${secret}`,
  (secret, other) => `user,password,note\na,${other},"x, y"\n"b, c","${secret}",z`,
  (secret) => `   user         password  port\n0   etl  ${secret.padStart(15)}  5432`,
  (secret, other) => `INSERT INTO raw.users (id, password, name) VALUES (1, '${other}', 'a'), (2, '${secret}', 'b')`,
  // Programs.
  (secret) => `rclone obscure ${secret}`,
  (secret) => `7z a -p${secret} out.7z in`,
  (secret) => `unzip -P ${secret} in.zip`,
  (secret) => `zip -r -P ${secret} out.zip in`,
  (secret) => `openssl enc -aes-256-cbc -k ${secret} -in a -out b`,
  (secret) => `openssl enc -aes-256-cbc -pass pass:${secret} -in a`,
  (secret) => `vsql -h db -U etl -w ${secret} -c x`,
  (secret) => `mc alias set minio http://m:9000 minioadmin ${secret}`,
  (secret) => `echo ${secret} | kinit etl@REALM`,
  (secret) => `cqlsh -u etl -p ${secret} db`,
  (secret) => `curl -sSfu etl:${secret} https://api.example.com`,
  (secret) => `mongodump -u etl -p=${secret}`,
  (secret) => `::add-mask::${secret}`,
  // Sentences.
  (secret) => `the password is ${secret}`,
  (secret) => `The password for user etl was "${secret}".`,
  (secret) => `password: ${secret} was rejected`,
  (secret) => `Das Passwort lautet ${secret}`,
  (secret) => `Le mot de passe est ${secret}`,
  (secret) => `La contraseña es ${secret}`,
  (secret) => `A senha é ${secret}`,
  (secret) => `La password è ${secret}`,
  (secret) => `密码是${secret}`,
  (secret) => `api key '${secret}7a' is invalid`,
  (secret) => `Login failed for user etl with password ${secret}`,
  // Containers.
  (secret) => `{"credentials": {"type": "basic", "value": "${secret}"}}`,
  (secret) => `{"secrets": {"warehouse_login": {"user": "etl", "entry": "${secret}"}}}`,
  (secret) => `{'auth': {'type': 'custom', 'blob': '${secret}'}}`,
]; // prettier-ignore

/** Encodings of a form in a log. */
const WRITINGS: readonly [name: string, write: (text: string, secret: string, random: Random) => string][] = [
  ["plain", (text) => text],
  ["plain", (text) => text],
  ["log prefix on each line", (text) => text.split("\n").map((line) => HEAD + line).join("\n")],
  ["log prefix on the first line", (text) => HEAD + text],
  ["CRLF", (text) => text.replaceAll("\n", "\r\n")],
  ["JSON", (text) => JSON.stringify({ message: text })],
  ["percent-encoded", (text) => `next=${encodeURIComponent(text)}`],
  ["entities", (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")],
  ["color codes in the secret", (text, secret, random) => split(text, secret, random, ["\u001b[1m", "\u001b[0m", "\u001b[38;5;12m"])],
  ["zero-width characters", (text, secret, random) => split(text, secret, random, ["\u200b", "\u2060"])],
]; // prettier-ignore

function split(text: string, secret: string, random: Random, signs: readonly string[]): string {
  const parts = [...secret].map((char) => (random() < 0.3 ? pick(random, signs) + char : char));
  return text.replace(secret, () => parts.join(""));
}

/** A log of at most `longest` characters with the lines of a form, which contain a secret. */
export function plantForm(random: Random, fixtures: readonly string[], longest: number): PlantedText {
  const secret = password(random);
  const form = pick(random, FORMS)(secret, password(random));
  const [how, write] = pick(random, WRITINGS);
  const around = Buffer.from(randomLog(random, fixtures, longest))
    .toString("utf8")
    .split("\n");
  const at = below(random, around.length + 1);
  // Redaction of a truncated private key would also remove the following lines.
  const before = around.slice(0, at).filter((text) => !text.includes("-----BEGIN"));
  const text = [...before, write(form, secret, random), ...around.slice(at)].join("\n");
  return { text, secret, how: `${how}: ${form}` };
}
