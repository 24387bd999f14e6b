import { afterEach, describe, expect, test } from "vitest";

import { setRedactionKey } from "@/lib/redaction/placeholders";
import { redact } from "@/lib/redaction/redact";
import { redactJson } from "@/lib/redaction/redact-json";

const KEY = { key: "a test key" };
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = UPPER.toLowerCase();
const DIGITS = "0123456789";
const HEX = `${DIGITS}abcdef`;
const WORD = UPPER + LOWER + DIGITS;

/** A deterministic character source: the corpus is generated, so that no scanner mistakes it for real secrets. */
function maker(seed: number): (alphabet: string, length: number) => string {
  let state = seed;
  return (alphabet, length) => {
    let made = "";
    while (made.length < length) {
      state = (state * 1103515245 + 12345) % 2147483648;
      made += alphabet[Math.floor(state / 65536) % alphabet.length];
    }
    return made;
  };
}

type Make = (from: ReturnType<typeof maker>) => string;
const shapes: [kind: string, make: Make][] = [
  ["aws-access-key", (c) => `AKIA${c(UPPER + "234567", 16)}`],
  ["aws-access-key", (c) => `ASIA${c(UPPER + "234567", 16)}`],
  ["aws-session-token", (c) => `IQoJb3JpZ2lu${c(WORD, 220)}`],
  ["github-token", (c) => `ghp_${c(WORD, 36)}`],
  ["github-token", (c) => `ghs_${c(WORD, 36)}`],
  ["github-token", (c) => `github_pat_${c(WORD, 22)}_${c(WORD, 59)}`],
  ["gitlab-token", (c) => `glpat-${c(WORD, 20)}`],
  ["slack-token", (c) => `xoxb-${c(DIGITS, 12)}-${c(DIGITS, 12)}-${c(WORD, 24)}`],
  ["stripe-key", (c) => `sk_live_${c(WORD, 24)}`],
  ["webhook-secret", (c) => `whsec_${c(WORD, 32)}`],
  ["google-api-key", (c) => `AIza${c(WORD, 35)}`],
  ["google-oauth-token", (c) => `ya29.${c(WORD, 68)}`],
  ["google-client-secret", (c) => `GOCSPX-${c(WORD, 28)}`],
  ["anthropic-key", (c) => `sk-ant-api03-${c(WORD, 93)}`],
  ["openai-key", (c) => `sk-proj-${c(WORD, 48)}`],
  ["openai-key", (c) => `sk-${c(WORD, 20)}T3BlbkFJ${c(WORD, 20)}`],
  ["huggingface-token", (c) => `hf_${c(UPPER + LOWER, 34)}`],
  ["sendgrid-key", (c) => `SG.${c(WORD, 22)}.${c(WORD, 43)}`],
  ["mailgun-key", (c) => `key-${c(HEX, 32)}`],
  ["mailchimp-key", (c) => `${c(HEX, 32)}-us14`],
  ["twilio-key", (c) => `SK${c(HEX, 32)}`],
  ["databricks-token", (c) => `dapi${c(HEX, 32)}`],
  ["dbt-token", (c) => `dbtc_${c(WORD, 40)}`],
  ["prefect-key", (c) => `pnu_${c(WORD, 36)}`],
  ["npm-token", (c) => `npm_${c(WORD, 36)}`],
  ["pypi-token", (c) => `pypi-${c(WORD, 150)}`],
  ["docker-token", (c) => `dckr_pat_${c(WORD, 27)}`],
  ["vault-token", (c) => `hvs.${c(WORD, 90)}`],
  ["digitalocean-token", (c) => `dop_v1_${c(HEX, 64)}`],
  ["shopify-token", (c) => `shpat_${c(HEX, 32)}`],
  ["newrelic-key", (c) => `NRAK-${c(UPPER + DIGITS, 27)}`],
  ["grafana-token", (c) => `glsa_${c(WORD, 32)}_${c(HEX, 8)}`],
  ["sentry-token", (c) => `sntryu_${c(HEX, 64)}`],
  ["atlassian-token", (c) => `ATATT3${c(WORD, 180)}`],
  ["doppler-token", (c) => `dp.pt.${c(WORD, 43)}`],
  ["terraform-token", (c) => `${c(WORD, 14)}.atlasv1.${c(WORD, 67)}`],
  ["telegram-token", (c) => `${c("123456789", 10)}:AA${c(WORD, 33)}`],
  ["azure-client-secret", (c) => `${c(WORD, 3)}8Q~${c(WORD, 34)}`],
  ["airtable-token", (c) => `pat${c(WORD, 14)}.${c(HEX, 64)}`],
  ["postman-key", (c) => `PMAK-${c(HEX, 24)}-${c(HEX, 34)}`],
  ["alibaba-key", (c) => `LTAI${c(WORD, 20)}`],
  ["jwt", (c) => `eyJ${c(WORD, 33)}.eyJ${c(WORD, 80)}.${c(WORD, 43)}`],
];

const places: [place: string, around: (secret: string) => [before: string, after: string]][] = [
  ["alone", () => ["", ""]],
  ["in prose", () => ["INFO - using ", " for the upload"]],
  ["quoted in JSON", () => ['{"note": "', '"}']],
  ["as an argument", () => ["run --credential=", " --retries 3"]],
  ["at the end of a line", () => ["first line\nit was ", "\nthird line"]],
];

describe("secrets in a vendor format", () => {
  const corpus = shapes.flatMap(([kind, make], index) =>
    places.map(([place, around], other) => {
      const secret = make(maker(index * 31 + other * 7 + 1));
      const [before, after] = around(secret);
      return { kind, place, secret, before, after };
    }),
  );

  test("the corpus is diverse", () => {
    expect(corpus.length).toBeGreaterThanOrEqual(200);
    expect(new Set(corpus.map((entry) => entry.kind)).size).toBeGreaterThanOrEqual(30);
  });

  test.each(corpus)("$kind $place", ({ kind, secret, before, after }) => {
    const { text, found } = redact(before + secret + after, KEY);
    expect(text).toMatch(/\[redacted:[a-z-]+:[0-9a-f]{4}\]/);
    expect(text.startsWith(before)).toBe(true);
    expect(text.endsWith(after)).toBe(true);
    expect(text).not.toContain(secret.slice(-12));
    expect(found).toEqual([{ kind, count: 1 }]);
    expect(redact(text, KEY).text).toBe(text);
  });
});

const announced: [kind: string, text: string, secret: string][] = [
  ["password", "password=hunter2x", "hunter2x"],
  ["password", "PGPASSWORD=tr0ub4dor psql -h db", "tr0ub4dor"],
  ["password", "export DB_PASSWORD='correct horse battery'", "correct horse battery"],
  ["password", "db:\n  password: correcthorse\n  port: 5432", "correcthorse"],
  ["password", "host=db user=etl password=sesame dbname=raw", "sesame"],
  ["password", "jdbc:sqlserver://db;user=sa;password=S3same!;encrypt=true", "S3same!"],
  ["password", '{"user": "etl", "password": "p\\"q\\\\r"}', 'p\\"q\\\\r'],
  ["password", 'body: {\\"password\\": \\"se same\\", \\"port\\": 1}', "se same"],
  ["password", "{'name': 'DB_PASSWORD', 'value': 'sesame', 'value_from': None}", "sesame"],
  ["password", "CREATE USER etl WITH PASSWORD 'sesame'", "sesame"],
  ["password", "ALTER USER etl IDENTIFIED BY 'sesame'", "sesame"],
  ["password", "mysqldump --password sesame1 --all", "sesame1"],
  ["password", "curl -sS -u etl:sesame1 https://api.example.com", "sesame1"],
  ["password", "machine example.com login etl password sesame1", "sesame1"],
  ["password", 'sasl.jaas.config=... username="k" password="sesame1";', "sesame1"],
  ["password", "MYSQL_PWD=sesame1", "sesame1"],
  ["password", "smtp:\n  pass: sesame1", "sesame1"],
  ["password", '{"PASS": "sesame1"}', "sesame1"],
  ["password", 'passphrase="open sesame"', "open sesame"],
  ["client-secret", "client_secret=abcDEF123", "abcDEF123"],
  ["aws-secret-key", "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCY"],
  ["secret-key", "AccountKey=abcDEF123+/xyz==;EndpointSuffix=core", "abcDEF123+/xyz=="],
  ["secret-key", "AIRFLOW__CORE__FERNET_KEY=81HqDtbqAywKSOumSha3BhWNOdQ26slT", "81HqDtbqAywKSOumSha3BhWNOdQ26slT"],
  ["secret", "secret: 9f8e7d6c5b", "9f8e7d6c5b"],
  ["api-key", "X-Api-Key: 1234567890abcdef", "1234567890abcdef"],
  ["api-key", "GET /v1?api_key=0a1b2c3d4e5f&page=2", "0a1b2c3d4e5f"],
  ["token", "token='0a1b2c3d4e5f'", "0a1b2c3d4e5f"],
  ["token", "?access_token=0a1b2c3d4e5f&x=1", "0a1b2c3d4e5f"],
  ["authorization", "Authorization: Bearer abcdef1234567890", "abcdef1234567890"],
  ["authorization", "{'Authorization': 'Basic ZXRsOnNlc2FtZQ=='}", "ZXRsOnNlc2FtZQ=="],
  ["authorization", "authorization: AWS4-HMAC-SHA256 Credential=x/20260101, Signature=fe5f80", "Signature=fe5f80"],
  ["bearer-token", "sent bearer abcdef1234567890 to the server", "abcdef1234567890"],
  ["basic-auth", "with basic ZXRsOnNlc2FtZQ== it works", "ZXRsOnNlc2FtZQ=="],
  ["cookie", "Cookie: session=abc123; csrf=zzz", "session=abc123; csrf=zzz"],
  ["signature", "?sv=2020-08-04&se=2026&sig=abc%2Bdef123%3D&sp=r", "abc%2Bdef123%3D"],
  ["signature", "&X-Amz-Signature=0a1b2c3d4e5f6071", "0a1b2c3d4e5f6071"],
  ["url-password", "postgresql+psycopg2://etl:s3s%40me@db:5432/raw", "s3s%40me"],
  ["url-password", "amqp://guest:p@ss@rabbit:5672//", "p@ss"],
  ["url-password", "redis://:sesame@cache:6379/0", "sesame"],
  ["url-token", "https://0a1b2c3d4e5f60718293@o1.ingest.sentry.io/2", "0a1b2c3d4e5f60718293"],
  ["slack-webhook", `https://hooks.slack.com/services/T0${"A".repeat(9)}/B0${"B".repeat(9)}/${"c1".repeat(12)}`, "c1c1c1"],
]; // prettier-ignore

describe("announced secrets", () => {
  test.each(announced)("%s in %j", (kind, text, secret) => {
    const result = redact(text, KEY);
    expect(result.text).not.toContain(secret);
    expect(result.found).toEqual([{ kind, count: 1 }]);
    expect(result.text.split("\n")).toHaveLength(text.split("\n").length);
    expect(redact(result.text, KEY).text).toBe(result.text);
    if (secret !== "c1c1c1" && secret !== "Signature=fe5f80") {
      const at = text.indexOf(secret);
      expect(result.text.startsWith(text.slice(0, at))).toBe(true);
      expect(result.text.endsWith(text.slice(at + secret.length))).toBe(true);
    }
  });
});

test.each([
  "Invalid password: please try again",
  'FATAL: password authentication failed for user "etl"',
  "conn = connect(user=user, password=password)",
  "    password=conn.password,",
  "token = os.environ['TOKEN']",
  "s3_secret = get_secret('x')",
  "postgresql+psycopg2://etl:***@db/x",
  "variable api_token=*** conn password: ***",
  "password=<hidden> token=[FILTERED] secret=${DB_SECRET}",
  "next_token=abcdefgh12345678 max_tokens: 4096000000",
  "KeyError: 'token'",
  "Unexpected token: SELECT at line 1",
  "Basic authentication is used, bearer of news",
  "primary_key=customer_id, partition key: 2026-01-01",
  "secretKeyRef: {name: my-secret, key: password}",
  "auth_backends = airflow.api.auth.backend.basic_auth",
  "password_file=/run/secrets/db",
  "PASS: qt/test/test_suite",
  "export DEPLOY_PASSWORD=[secure]",
  "mscorlib, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089",
  "https://example.com:8080/a/b@c",
  "git@github.com:acme/pipelines.git",
  'File "/opt/airflow/tokens/pass.py", line 3, in token',
  "AKIA is the prefix of access keys; hf_ and key- are others",
  "s3://bucket/pass=1/key=abc/part-0001.parquet",
])("keeps an ordinary line: %s", (line) => {
  expect(redact(line, KEY)).toEqual({ text: line, found: [] });
});

describe("private keys keep their lines", () => {
  const body = `${"MIIEpAIBAAKCAQEAx1y2z3".repeat(3)}`.slice(0, 64);
  test.each([
    [
      "complete",
      `a\n-----BEGIN RSA PRIVATE KEY-----\n${body}\n${body}\nab==\n-----END RSA PRIVATE KEY-----\nb`,
    ],
    ["truncated", `a\n-----BEGIN PRIVATE KEY-----\n${body}\n${body}\nb`],
    [
      "encrypted",
      `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0A\n\n${body}\n-----END RSA PRIVATE KEY-----\nb`,
    ],
    ["escaped", `{"private_key": "-----BEGIN PRIVATE KEY-----\\n${body}\\n-----END PRIVATE KEY-----\\n"}\nb`],
    [
      "a record per line",
      `[x] INFO - -----BEGIN PRIVATE KEY-----\n[x] INFO - ${body}\n[x] INFO - -----END PRIVATE KEY-----\nb`,
    ],
    ["windows", `-----BEGIN PRIVATE KEY-----\r\n${body}\r\n-----END PRIVATE KEY-----\r\nb`],
  ])("%s", (_name, text) => {
    const result = redact(text, KEY);
    expect(result.text).not.toContain(body.slice(0, 20));
    expect(result.text.split("\n")).toHaveLength(text.split("\n").length);
    expect(result.text).toMatch(/b$|\}\nb$/);
    expect(result.found).toEqual([{ kind: "private-key", count: 1 }]);
    expect(redact(result.text, KEY).text).toBe(result.text);
  });
});

describe("placeholders", () => {
  afterEach(() => setRedactionKey(null));

  test("are equal exactly for equal secrets", () => {
    const { text } = redact("password=alpha1 pwd=beta22 passwd=alpha1", KEY);
    const marks = text.match(/\[redacted:[^\]]+\]/g) ?? [];
    expect(marks).toHaveLength(3);
    expect(marks[0]).toBe(marks[2]);
    expect(marks[0]).not.toBe(marks[1]);
  });

  test("depend on the key", () => {
    setRedactionKey("one installation");
    const first = redact("password=alpha1").text;
    expect(redact("password=alpha1").text).toBe(first);
    setRedactionKey("another installation");
    expect(redact("password=alpha1").text).not.toBe(first);
  });

  test("of passwords have no hash without a key", () => {
    expect(redact("password=alpha1").text).toBe("password=[redacted:password]");
    expect(redact(`AKIA${"A".repeat(16)}`).text).toMatch(/^\[redacted:aws-access-key:[0-9a-f]{4}\]$/);
  });

  test("replace repetitions of a generated secret", () => {
    const { text } = redact("token=0a1b2c3d4e5f6071 sent\n401 for 0a1b2c3d4e5f6071", KEY);
    expect(text).not.toContain("0a1b2c3d");
  });
});

describe("a token glued to what stands before it", () => {
  const token = maker(7);
  const GLUED: [kind: string, secret: string][] = [
    ["aws-access-key", `AKIA2${token(UPPER + "234567", 15)}`],
    ["github-token", `ghp_A1${token(WORD, 34)}`],
    ["gitlab-token", `glpat-A1${token(WORD, 18)}`],
    ["slack-token", `xoxb-${token(DIGITS, 12)}-A${token(WORD, 24)}`],
    ["stripe-key", `sk_live_A1${token(WORD, 22)}`],
    ["shopify-token", `shpat_${token(HEX, 32)}`],
    ["jwt", `eyJ${token(WORD, 20)}.eyJA1${token(WORD, 40)}.${token(WORD, 43)}`],
  ];

  test.each(GLUED)("%s", (kind, secret) => {
    for (const before of ["x", "key", "Key9", "=", "token=", "é", "_", "-", ".", "/", "@", "(", "|", "…"]) {
      const { text, found } = redact(`sent ${before}${secret} to it`, KEY);
      expect(text, before).not.toContain(secret.slice(-12));
      // After a key, the value is a token of any kind.
      if (before !== "token=") expect(found.map((secrets) => secrets.kind)).toEqual([kind]);
    }
  });

  test.each([
    "network_test_customerorderspipeline2024 passed",
    "task_test_incrementalmodelrefreshed ok",
    "EURASIAINTERNATIONALGROUP reported",
    "monkey-0123456789abcdef0123456789abcdef",
    "task-0123456789abcdefghij0123456789abcd",
  ])("is not what only looks like one: %s", (text) => {
    expect(redact(text, KEY).text).toBe(text);
  });
});

test("finds a secret exposed by replacing another", () => {
  const text = "AKIAIOSFODNN7EXAMPLE\nAKIAIOSFODNN7EXAMPLEAKIAIOSFO1NN7EXAMPLEAKIAIOSFODNN7EXAMPLE";
  const once = redact(text).text;
  expect(once).not.toContain("AKIA");
  expect(redact(once).text).toBe(once);
});

test("keeps line counts and is idempotent on random input", () => {
  const bits = [
    "password",
    "=",
    ":",
    " ",
    "'",
    '"',
    "\\",
    "\n",
    "token",
    "Bearer ",
    "://",
    "@",
    "AKIA",
    "ghp_",
  ].concat([
    "[redacted:",
    "]",
    "***",
    "key",
    "-----BEGIN PRIVATE KEY-----",
    "eyJ",
    ".",
    "a1b2c3d4e5f6",
    "Cookie",
    "curl -u ",
  ]);
  let state = 1;
  const next = (below: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  for (let i = 0; i < 2_000; i += 1) {
    const text = Array.from({ length: 1 + next(14) }, () => bits[next(bits.length)]).join("");
    const once = redact(text, { ...KEY, emails: true }).text;
    expect(redact(once, { ...KEY, emails: true }).text).toBe(once);
    expect(once.split("\n")).toHaveLength(text.split("\n").length);
  }
}, 30_000);

test("redacts email addresses only on request", () => {
  const text = "mail to jo.doe+x@mail.example.com failed, see git@github.com:a/b";
  expect(redact(text, KEY).text).toBe(text);
  const hidden = redact(text, { ...KEY, emails: true });
  expect(hidden.text).not.toContain("jo.doe");
  expect(hidden.found).toEqual([{ kind: "email", count: 2 }]);
});

test("redacts JSON by text and by key name", () => {
  const value = {
    user: "etl",
    password: "two words",
    pin: 4,
    retries: 3,
    max_tokens: 1000,
    nested: {
      apiToken: "abcdef123456",
      tokens: ["abcdef123456", "zyxwvu654321"],
      Authorization: "Bearer abcdefgh1234",
    },
    env: [
      { name: "DB_PASSWORD", value: "sesame" },
      { name: "DB_HOST", value: "db" },
    ],
    note: "postgres://etl:sesame@db/x",
    none: null,
    passwd: 12345,
    password_masked: "***",
    secret: "",
  };
  const redacted = redactJson(value, KEY);
  const text = JSON.stringify(redacted);
  for (const secret of ["two words", "abcdef123456", "zyxwvu654321", "abcdefgh1234", "sesame", "12345"]) {
    expect(text).not.toContain(secret);
  }
  expect(redacted).toMatchObject({
    user: "etl",
    pin: 4,
    retries: 3,
    max_tokens: 1000,
    none: null,
    secret: "",
    password_masked: "***",
  });
  expect(redacted.env[1]).toEqual({ name: "DB_HOST", value: "db" });
  expect(redacted.nested.Authorization).toMatch(/^Bearer \[redacted:/);
  expect(redactJson(redacted, KEY)).toEqual(redacted);
});

test("uses the same placeholder for a JSON document and its text", () => {
  const json = redactJson({ token: "0a1b2c3d4e5f" }, KEY);
  expect(redact('{"token":"0a1b2c3d4e5f"}', KEY).text).toBe(JSON.stringify(json));
});

describe("key names that end like a harmless word", () => {
  test.each(
    [
      ["SALESFORCE_PASSWORD", "REDIS_PASSWORD", "CLICKHOUSE_PASSWORD", "TRINO_PASSWORD", "EXCHANGE_PASSWORD"],
      ["snowflake_warehouse_password", "warehouseSecret", "lakehouse_credentials", "REDIS_SECRET"],
      ["SALESFORCE_TOKEN", "ADMIN_TOKEN", "INFLUXDB_ADMIN_TOKEN", "backendToken", "KUBERNETES_TOKEN"],
    ].flat(),
  )("%s holds a secret, in text and in JSON", (name) => {
    expect(redact(`${name}=kJ83hdQw9YbX`).text).not.toContain("kJ83hdQw9YbX");
    expect(redact(`--${name.toLowerCase()} kJ83hdQw9YbX`).text).not.toContain("kJ83hdQw9YbX");
    expect(JSON.stringify(redactJson({ [name]: "kJ83hdQw9YbX" }))).not.toContain("kJ83hdQw9YbX");
  });

  test.each([
    "max_tokens",
    "promptTokens",
    "nextPageToken",
    "use_password",
    "hasSecret",
    "kubernetes_secret",
    "idempotencyKey",
  ])("%s does not", (name) =>
    expect(redactJson({ [name]: "orders-2026" })).toEqual({ [name]: "orders-2026" }),
  );
});
