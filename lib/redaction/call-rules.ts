/** Rules for function calls that take or wrap a secret. */
import { BLANK, rule, VALUE, type CommandRule } from "@/lib/redaction/command-rule";

const QUOTED = "[bu]?\\\\{0,3}(?:\"([^\"\\n]{3,256})(?=\")|'([^'\\n]{3,256})(?='))";
/** A sole argument, because wrappers with several arguments take names. */
const ONLY =
  "[bu]?\\\\{0,3}(?:\"([^\"\\n]{3,256})(?=\"\\s{0,20},?\\s{0,20}\\))|'([^'\\n]{3,256})(?='\\s{0,20},?\\s{0,20}\\)))";
const SOME_USER = "[bu]?\\\\{0,3}[\"'][^\"'\\n]{1,120}[\"']";

/** Secret types in libraries of many languages; their argument is a secret. */
const WRAPPERS = [
  "secretstr(",
  "secretbytes(",
  "secretstring(",
  "secretvalue(",
  "secretvalue.plaintext(",
  "secretvalue.unsafeplaintext(",
  "securestring(",
  "guardedstring(",
  "sensitive(",
  "sensitivestr(",
  "set_password(",
  "setpassword(",
  "pulumi.secret(",
  "output.secret(",
  "pulumi.output.secret(",
  "secretbox(",
  "secretstring::new(",
  "secret::new(",
  "secretstring::from(",
  "azurekeycredential(",
  "azuresaskeycredential(",
  "azurenamedkeycredential(",
  "tokenauthentication(",
];

/** Calls whose second argument is a password. */
const LOGINS = [
  "httpbasicauth(",
  "httpdigestauth(",
  "httpproxyauth(",
  "httpntlmauth(",
  "basicauth(",
  "digestauth(",
  "networkcredential(",
  "pscredential(",
  "basicawscredentials(",
  "awsbasiccredentials.create(",
  "plainauthprovider(",
  "plaintextauthprovider(",
  "passwordauthenticator(",
  "passwordauthentication(",
  "usernamepasswordcredential(",
  "plaincredentials(",
  "plain_auth(",
  ".login(",
  "basic_auth(",
  "basic_auth=(",
  "usernamepasswordcredentials(",
];

/** ClickHouse functions that take a URL, a key id and a key; a format may take the place of the id. */
const BUCKET = `\\s{0,20}["'][^"'\\n]{1,400}["'],\\s{0,40}["'](?!(?:csv|tsv|tab|json|parquet|orc|avro|arrow|native|values|line|raw|auto|protobuf|msgpack|custom|template|regexp|rowbinary|xml)[a-z]{0,40}["'])[^"'\\s]{1,128}["'],\\s{0,40}(?:'([^'\\s]{3,256})(?=')|"([^"\\s]{3,256})(?="))`;
const BUCKETS = ["s3(", "gcs(", "oss(", "cosn(", "iceberg(", "iceberg_s3(", "deltalake(", "hudi("];

/** Connection calls whose third argument is a password. */
const CONNECTS = ["psycopg2.connect(", "pymysql.connect(", "mysqldb.connect(", "pymssql.connect("];

const escaped = (word: string) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

export const CALL_RULES: readonly CommandRule[] = [
  ...WRAPPERS.map((word) => rule(word, `${escaped(word)}\\s{0,40}${QUOTED}`, "secret")),
  // An ambiguous name: only if the argument clearly is a value.
  rule("secret(", `secret\\(\\s{0,40}(?=[bu]?\\\\{0,3}["'][^"'\\n]{0,200}[0-9!#$%^&*])${ONLY}(?!["']\\s{0,20}\\)\\.(?:get|load|value))`, "secret", "iy"),
  rule("password(", `password\\(\\s{0,40}(?=[bu]?\\\\{0,3}["'][^"'\\n]{0,200}[0-9!#$%^&*])${ONLY}`),
  ...BUCKETS.map((word) => rule(word, `${escaped(word)}${BUCKET}`, "secret-key")),
  rule("s3cluster(", `s3cluster\\(\\s{0,20}["'][^"'\\n]{1,120}["'],${BUCKET}`, "secret-key"),
  ...CONNECTS.map((word) => rule(word, `${escaped(word)}\\s{0,40}(?:${SOME_USER},\\s{0,40}){2}${QUOTED}`)),
  rule("getconnection(", `getconnection\\(\\s{0,40}(?:${SOME_USER},\\s{0,40}){2}${QUOTED}`),
  rule("secrets.put(", `secrets\\.put\\(\\s{0,40}(?:${SOME_USER},\\s{0,40}){2}${QUOTED}`, "secret"),
  ...LOGINS.map((word) => rule(word, `${escaped(word)}\\s{0,40}${SOME_USER},\\s{0,40}${QUOTED}`)),
  rule("clientsecretcredential(", `clientsecretcredential\\(\\s{0,40}(?:${SOME_USER},\\s{0,40}){2}${QUOTED}`, "client-secret"),
  // The secret is piped in or is the argument.
  rule("convertto-securestring", `(?<=(?:"([^"\\n]{3,256})"|'([^'\\n]{3,256})')[ \\t]{0,4}\\|[ \\t]{0,4})convertto-securestring`, "password", "iyd"),
  rule("convertto-securestring", `convertto-securestring(?:${BLANK}-(?:asplaintext|force|string))*${BLANK}(?!-)${VALUE}`),
]; // prettier-ignore
