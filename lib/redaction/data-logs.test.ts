import { describe, expect, test } from "vitest";

import { redact } from "@/lib/redaction/redact";

/** Typical contents of data pipeline logs. Secrets are made up and marked with «». */
const KEY = { key: "a test key" };
const B64 = (text: string) => Buffer.from(text).toString("base64");
const ESC = "\u001b[32m";
const OFF = "\u001b[0m";
const AWS_SECRET = "wJalrXUtnFEMIbK7MDENGcbPxRfiCYzEXAMPLEKE";
const PEM_BODY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7";

const marked: [title: string, text: string][] = [
  // Command lines.
  ["mysql, attached to its flag", "+ mysql -h db -u etl -p«s3same» -e 'select 1'"],
  ["mysqldump, quoted", "mysqldump --single-transaction -uetl -p'«s3 same»'"],
  ["mysqldump, quoted without spaces", "mysqldump -uetl -p'«s3same!»' raw"],
  ["mariadb", "mariadb-dump -p«sesame99» raw"],
  ["mysql in an argument list", "subprocess.run(['mysql', '-uetl', '-p«sesame99»'])"],
  ["sshpass", "sshpass -p «hunter22» ssh etl@host"],
  ["docker login", "docker login -u etl -p «hunter22» registry.example.com"],
  ["docker login from standard input", "echo «hunter22» | docker login -u etl --password-stdin"],
  ["redis-cli", "redis-cli -h cache -a «hunter22» ping"],
  ["sqlcmd", "sqlcmd -S db -U sa -P «Hunter22!» -Q 'select 1'"],
  ["bcp", "bcp raw.orders out f.csv -S db -U sa -P«Hunter22»"],
  ["sqlplus", "sqlplus -S etl/«s3same»@//db:1521/ORCL"],
  ["sqlplus without a host", "sqlplus etl/«s3same»"],
  ["expdp", "expdp etl/«s3same»@orcl directory=dumps"],
  ["sqlldr", "sqlldr userid=etl/«s3same»@orcl control=a.ctl"],
  ["oracle over jdbc", "jdbc:oracle:thin:etl/«s3same»@db:1521:orcl"],
  ["oracledb", 'oracledb.connect("etl/«s3same»@db/orcl")'],
  ["bteq", ".LOGON tdprod/etl,«s3same»"],
  ["curl, attached", "curl -uetl:«s3same» https://api.example.com"],
  ["curl with a proxy", "curl -x http://proxy --proxy-user etl:«s3same» https://api.example.com"],
  ["curl with a cookie", "curl -b '«session=abc123; csrf=zzz»' https://api.example.com"],
  ["curl with a header", "curl -H 'X-Api-Key: «0a1b2c3d4e5f»' https://api.example.com"],
  ["openssl", "openssl rsa -in key.pem -passin pass:«hunter22» -out k"],
  ["keytool", "keytool -list -keystore ks.jks -storepass «hunter22»"],
  ["Java-style long flags", "java -jar load.jar -user etl -password «hunter22»"],
  ["a flag continued on the next line", "snowsql \\\n  --password \\\n    «hunter22» \\\n  -q x"],
  ["a kubectl literal", "kubectl create secret generic db --from-literal=conn=«hunter22»"],
  ["htpasswd", "htpasswd -bB users etl «hunter22»"],
  ["rabbitmqctl", "rabbitmqctl add_user etl «hunter22»"],
  ["airflow connections", "airflow connections add db --conn-login etl --conn-password «hunter22»"],
  ["npm configuration", "//registry.npmjs.org/:_authToken=«0a1b2c3d-4e5f-6071»"],
  ["pgpass", "db.example.com:5432:raw:etl:«hunter22»"],
  // Prompts.
  ["a passphrase prompt", "Enter passphrase for key '/root/.ssh/id_rsa': «correct horse battery»"],
  ["a git password prompt", "Password for 'https://etl@github.com': «hunter22»"],
  ["sudo", "[sudo] password for etl: «hunter22»"],
  ["psql in German", "Passwort für Benutzer etl: «hunter22»"],
  // Other languages.
  ["German", "Kennwort: «sesam99»"],
  ["German, in a table", "Kennwort = «sesam»"],
  ["German, for a service", "Datenbankpasswort: «Sesam99»"],
  ["French", "Mot de passe : «sesame99»"],
  ["French, as a key", '{"mot_de_passe": "«sésame ouvre toi»"}'],
  ["French, camel case", "motDePasse=«sesame99»"],
  ["Spanish", "contraseña: «sesamo99»"],
  ["Spanish, decomposed", "contrasen\u0303a=«sesamo99»"],
  ["Portuguese", "senha=«sesamo99»"],
  ["Dutch", "wachtwoord: «sesam99»"],
  ["Polish", "hasło: «sezam99»"],
  ["Swedish", "lösenord=«sesam99»"],
  ["Russian", "Пароль: «сезам99»"],
  ["Ukrainian capitals", "ПАРОЛЬ=«сезам99»"],
  ["Japanese", "パスワード：«sesame99»"],
  ["Japanese, for the database", "データベースのパスワード: «ひらけゴマ9»"],
  ["Chinese", "数据库密码：«zhima99»"],
  ["Chinese, traditional", "密碼: «zhima99»"],
  ["Korean", "비밀번호: «chamkkae99»"],
  ["Greek", "κωδικός: «sousami99»"],
  ["Turkish", "şifre=«Susam12345»"],
  ["Vietnamese", "mật khẩu: «vung99»"],
  // XML, YAML, TOML, JSON, Python.
  ["XML", "<password>«s3same»</password>"],
  ["capitalized XML over several lines", "<Password>\n    «s3same»\n  </Password>"],
  ["XML with a namespace and attributes", '<wsse:Password Type="#PasswordText">«s3same»</wsse:Password>'],
  ["XML with CDATA", "<password><![CDATA[«s3same»]]></password>"],
  ["a Hadoop property", "<name>fs.s3a.secret.key</name>\n  <value>«0a1b2c3d4e5f6071»</value>"],
  ["a property by name", '<property name="db.password" value="«s3same»"/>'],
  ["a parameter", '<Parameter name="password">«s3same»</Parameter>'],
  ["XML as entities", "&lt;password&gt;«s3same»&lt;/password&gt;"],
  ["YAML on the next line", 'password:\n  "«s3same»"\nport: 5432'],
  ["a YAML block", "db:\n  password: |\n    «s3same»\n  port: 5432"],
  ["container YAML", "- name: DB_PASSWORD\n  value: «s3same»\n- name: X\n  value: y"],
  ["YAML with special characters", "  password: «p,q;r&s»\n  port: 1"],
  ["TOML", 'password = "«s3same»"'],
  ["TOML in triple quotes", 'password = """«s3"same»"""'],
  ["JSON on two lines", '"password":\n    "«s3same»"'],
  ["JSON in JSON in JSON", String.raw`{"a": "{\"b\": \"{\\\"password\\\": \\\"«s3same»\\\"}\"}"}`],
  ["JSON nested four levels", String.raw`\\\\\\\"password\\\\\\\": \\\\\\\"«s3same»\\\\\\\"`],
  ["JSON with escaped characters", String.raw`dsn=host=db\u0020password\u003d«s3same»`],
  ["a Python tuple", "[('Authorization', 'Bearer «0a1b2c3d4e5f6071»')]"],
  ["bytes in a Python tuple", "[(b'x-api-key', b'«0a1b2c3d4e5f6071»')]"],
  ["a Python object", "Connection(host='db', password='«s3same»')"],
  ["a dumped request", String.raw`send: b'GET / HTTP/1.1\r\nAuthorization: Basic «ZXRsOnNlc2FtZQ==»\r\n'`],
  ["a dumped response", String.raw`reply: 'HTTP/1.1 200 OK\r\nSet-Cookie: «sid=abc123; Path=/»'`],
  // Connections.
  ["a URL in a URL", "AIRFLOW_CONN_X=postgres%3A%2F%2Fetl%3A«s3same»%40db%3A5432%2Fraw"],
  ["a URL in a URL in a URL", "next=postgres%253A%252F%252Fetl%253A«s3same»%2540db%252Fraw"],
  ["extras in a URL", "?extra=%7B%22client_secret%22%3A+%22«s3same»%22%7D"],
  ["a key and value in a URL", "https://x.example.com/?q=password%3D«s3same»%26port%3D1"],
  ["Go DSN", "etl:«p@ss9»@tcp(db:3306)/raw?parseTime=true"],
  ["ODBC", "DRIVER={ODBC Driver 18};SERVER=db;UID=sa;PWD=«s3same»;Encrypt=yes"],
  ["JDBC", "jdbc:sqlserver://db:1433;databaseName=raw;user=sa;password=«s3same»;encrypt=true"],
  ["libpq", "host=db dbname=raw user=etl password=«s3same» sslmode=require"],
  ["Snowflake URL", "snowflake://etl:«s3same»@xy12345.eu-west-1/raw?warehouse=wh"],
  ["Snowflake key", "private_key_passphrase: «s3same»"],
  ["Snowflake stage", "CREDENTIALS = (AWS_KEY_ID='x' AWS_SECRET_KEY='«0a1b2c3d4e5f6071»')"],
  ["Redshift COPY", "COPY t FROM 's3://b' ACCESS_KEY_ID 'x' SECRET_ACCESS_KEY '«s3same»'"],
  ["Oracle user", "CREATE USER etl IDENTIFIED BY «s3same99»;"],
  ["MySQL user", "CREATE USER 'etl'@'%' IDENTIFIED WITH caching_sha2_password BY '«s3same»'"],
  ["Kafka", 'sasl.jaas.config=org.x.PlainLoginModule required username=\\"k\\" password=\\"«s3same»\\";'],
  ["Spark and S3", "spark.hadoop.fs.s3a.secret.key=«0a1b2c3d4e5f6071»"],
  ["Spark and Azure", "fs.azure.account.key.lake1.dfs.core.windows.net=«0a1b2c3d4e5f6071+/x==»"],
  ["Azure storage", "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=«0a1b2c3d4e5f6071+/x==»"],
  ["a shared access signature", "https://x.blob.core.windows.net/raw?sv=2024&se=2026&sig=«0a1b2c%2B3d4e5f%3D»&sp=r"],
  ["Sentry with a secret", "https://public:«0a1b2c3d4e5f6071»@sentry.example.com/2"],
  ["Datadog", "DD_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"],
  ["an OAuth form", "grant_type=password&username=etl&password=«s3same»&scope=x"],
  // Colors and other invisible characters.
  ["a color before the value", `password=${ESC}«s3same»${OFF}`],
  ["a color around the key", `${ESC}password${OFF}: ${ESC}«s3same99»${OFF}`],
  ["an escaped color", String.raw`\u001b[34mpassword\u001b[0m=\u001b[32m«s3same»\u001b[0m`],
  ["zero-width characters in the key", "pass\u200bword=«s3same»"],
  ["bold by overstriking", "p\bpa\bas\bss\bsw\bwo\bor\brd\bd=«s3same»"],
]; // prettier-ignore

describe("secrets in pipeline logs", () => {
  test.each(marked)("%s", (_title, marked) => {
    const secret = /«([^»]*)»/.exec(marked)?.[1] ?? "";
    const text = marked.replaceAll(/[«»]/g, "");
    const result = redact(text, KEY).text;
    const at = marked.indexOf("«");
    expect(result).not.toContain(secret);
    expect(result.slice(0, at)).toBe(text.slice(0, at));
    expect(result.slice(at)).toMatch(/^\[redacted:[a-z0-9-]+:[0-9a-f]{4}\]/);
    expect(result.endsWith(text.slice(at + secret.length))).toBe(true);
    expect(result.split("\n")).toHaveLength(text.split("\n").length);
    expect(redact(result, KEY).text).toBe(result);
  });

  const hidden: [title: string, text: string, pieces: string[]][] = [
    ["a secret split by colors", `password=${ESC}hun${OFF}ter${ESC}22${OFF} next`, ["hun", "ter", "22"]],
    ["a token split by a color", `using AKIA${ESC}IOSFODNN${OFF}7EXAMPLE now`, ["IOSFODNN", "7EXAMPLE"]],
    ["a token split by zero-width characters", "ghp_0123456789\u200babcdefghij\u200dABCDEFGHIJ123456", ["abcdefghij"]],
    ["a token with escaped colors", String.raw`ghp_0123456789\x1b[1mabcdefghij\x1b[0mABCDEFGHIJ123456`, ["abcdefghij"]],
    ["a terminal hyperlink", "\u001b]8;;https://etl:hunter22@db\u0007link\u001b]8;;\u0007", ["hunter22"]],
    ["AWS keys side by side", `AKIAIOSFODNN7EXAMPLE,${AWS_SECRET}`, ["AKIA", AWS_SECRET]],
    ["AWS keys in one line", `AWS="AKIAIOSFODNN7EXAMPLE"; s="${AWS_SECRET}"; x = 1`, ["AKIA", AWS_SECRET]],
    ["an AWS secret key first", `s = "${AWS_SECRET}"\nid = "AKIAIOSFODNN7EXAMPLE"`, ["AKIA", AWS_SECRET]],
    ["a private key in one line of JSON", `{"private_key": "-----BEGIN PRIVATE KEY-----\\n${PEM_BODY}\\n-----END PRIVATE KEY-----\\n"}`, [PEM_BODY]],
    ["a private key in source code", `"-----BEGIN PRIVATE KEY-----\\n" +\n  "${PEM_BODY}\\n" +\n  "-----END PRIVATE KEY-----"`, [PEM_BODY]],
    ["a private key in a URL", `k=-----BEGIN+PRIVATE+KEY-----%0A${PEM_BODY}%0A-----END+PRIVATE+KEY-----`, [PEM_BODY]],
    ["a private key without PEM markers", `key data ${PEM_BODY}`, [PEM_BODY.slice(10)]],
    ["a private key in base64", `tls.key: ${B64(`-----BEGIN PRIVATE KEY-----\n${PEM_BODY}\n-----END PRIVATE KEY-----\n`)}`, [B64(`-----BEGIN PRIVATE`).slice(0, 20)]],
    ["a Kubernetes Secret", `data:\n  url: ${B64("postgres://etl:hunter22@db:5432/raw")}\n`, [B64("postgres://etl:hunter22@db:5432/raw")]],
    ["a login in base64", `X-Proxy: ${B64("etl-service:hunter22-sesame")}`, [B64("etl-service:hunter22-sesame")]],
    ["all items of a list", `passwords: ["alpha-one", 'beta-two', "gamma3"]`, ["alpha-one", "beta-two", "gamma3"]],
    ["all lines of a block", "password: |\n  alpha one\n  beta two\nport: 1", ["alpha", "beta"]],
    ["our own tokens", "Bearer and pd_Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdoaQ were sent", ["Zm9vYmFy"]],
    ["our webhook secrets", `whsec_${B64("0123456789abcdef0123456789abcdef")}`, [B64("0123456789abcdef").slice(0, 12)]],
    ["Facebook", `EAAGm0PX4ZCps${"Ab1".repeat(30)} expired`, ["Ab1Ab1"]],
    ["Telegram in a URL", `https://api.telegram.org/bot123456789:AA${"Hx9".repeat(11)}/sendMessage`, ["Hx9Hx9"]],
    ["Snowflake session", `Snowflake Token="ver:1-hint:92019-ETMsDgAAA${"Ab1".repeat(20)}"`, ["Ab1Ab1"]],
    ["New Relic license", `license ${"0a1b2c3d4e5f".repeat(3)}NRAL`, ["0a1b2c3d"]],
    ["a foreign-language key in JSON", '{"密码": "芝麻开门"}', ["芝麻开门"]],
  ]; // prettier-ignore

  test.each(hidden)("%s", (_title, text, pieces) => {
    const result = redact(text, KEY).text;
    for (const piece of pieces) expect(result).not.toContain(piece);
    expect(result).toContain("[redacted:");
    expect(result.split("\n")).toHaveLength(text.split("\n").length);
    expect(redact(result, KEY).text).toBe(result);
  });
});

describe("keeps what only looks like a secret", () => {
  test.each([
    'FATAL: password authentication failed for user "etl"',
    "FATAL:  password authentication failed for user etl (SQLSTATE 28P01)",
    "psql: error: fe_sendauth: no password supplied",
    "fatal: could not read Password for 'https://etl@github.com': No such device or address",
    "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
    "Enter passphrase for key '/root/.ssh/id_rsa': Permission denied (publickey).",
    "Password for user etl: psql: error: connection to server failed",
    "Access denied for user 'etl'@'10.0.0.1' (using password: YES)",
    "Kennwort falsch: bitte erneut versuchen",
    "Mot de passe : incorrect",
    "contraseña: incorrecta",
    "Пароль: неверный",
    "密码错误",
    "mysql -h db -u etl -P 3306 -e 'select 1'",
    "mysql -p -h db",
    "mysql: [Warning] Using a password on the command line interface can be insecure.",
    "docker run -p 8080:80 image",
    "docker login succeeded",
    "sqlplus / as sysdba",
    "sqlplus was not found in /usr/bin",
    "<password>***</password>",
    "<password/>",
    "<password></password>",
    "secret_name: db-credentials",
    "secretName=db-credentials",
    "secret: {secretName: db-credentials, defaultMode: 420}",
    "SyntaxError: invalid token (<unknown>, line 3)",
    "token.NAME token.OP tokenize.TokenError: ('EOF in multi-line statement', (4, 0))",
    "ParserError: Error tokenizing data. C error: Expected 5 fields in line 3, saw 7",
    "KeyError: 'password'",
    "columns: ['id', 'password', 'created_at']",
    "INSERT INTO users (name, password, email) VALUES (%s, %s, %s)",
    "WHERE kind IN ('password', 'email')",
    "commit 4bf92f3577b34da6a3ce929d0e0e4736b7ad6bcb",
    "sha256:4bf92f3577b34da6a3ce929d0e0e47364bf92f3577b34da6a3ce929d0e0e4736",
    "run 6f1c2b9e-3f0a-4c57-9d0e-2f6f9b8f7a11 failed at 2026-03-01T04:05:06.789+0000",
    "partition key=2026-03-01 dt=2026-03-01",
    "s3://lake/raw/orders/dt=2026-03-01/part-00000-6f1c2b9e.c000.snappy.parquet",
    "file:///opt/airflow/dags/pass%20through/token%20bucket.py",
    "GET /search?q=100%25%20done&page=2 200",
    "rate(http_requests_total[5m]) > 0.5",
    "Bearer authentication is required",
    "Authorization header is missing",
    "host:5432: connection refused",
    "0.0.0.0:5432->5432/tcp",
    "risk-0123456789abcdef0123456789abcdef",
    "the parole board met: nothing was decided",
    "parola chiave: filtro",
    "echo hello | grep h",
    "curl -sS https://api.example.com/v1/items",
    "pd_read_csv_of_a_very_long_name_that_pandas_has_not",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
    "cursor: SXNzdWU6MTIzNDU2Nzg5MDEyMzQ1",
    "eyJhbGciOiJub25lIn0 is only a header",
    "\u001b[32mINFO\u001b[0m token bucket refilled: 12 tokens",
    "password_hash_rounds=12 secret_version=3 token_count=900",
  ])("%s", (line) => {
    expect(redact(line, KEY)).toEqual({ text: line, found: [] });
  });
});
