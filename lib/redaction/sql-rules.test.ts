import { describe, test } from "vitest";
import { expectHidden, expectReadable } from "@/lib/redaction/testing/marked";

describe("keys of SQL functions", () => {
  test.each([
    "SELECT pgp_sym_decrypt(ssn,'«Hq7wz9Lm2pXv»') FROM raw.people",
    "SELECT pgp_sym_decrypt(ssn::bytea, '«sesame»', 'cipher-algo=aes256')",
    "pgp_sym_encrypt('123-45', '«sesame»')",
    "pgp_sym_decrypt(decode(p.ssn, 'hex'), '«sesame»')",
    "AES_DECRYPT(col,'«Hq7wz9Lm2pXv»')",
    "CAST(AES_DECRYPT(UNHEX(col), '«sesame»') AS CHAR)",
    "AES_DECRYPT(FROM_BASE64(t.col), UNHEX(SHA2('«sesame»', 512)))",
    'try_aes_decrypt(col, "«Hq7wz9Lm2pXv»", "GCM")',
    "AES_ENCRYPT('text', '«sesame»')",
    "DECRYPTBYPASSPHRASE('«sesame»', col)",
    "EncryptByPassPhrase(N'«Hq7wz9Lm2pXv»', @text)",
    "decrypt(col, '«Hq7wz9Lm2pXv»')",
    "decrypt(data, '«Hq7wz9Lm2pXv»', 'aes')",
    "SELECT encrypt('aes-256-ofb', col, '«sesame»')",
    "pgp_pub_decrypt(msg, key, '«sesame»')",
    String.raw`{"sql": "select decrypt(col, \"«Hq7wz9Lm2pXv»\")"}`,
  ])("%s", expectHidden);

  test.each([
    "ERROR: function pgp_sym_decrypt(text, unknown) does not exist",
    "pgp_sym_decrypt(ssn, %s)",
    "pgp_sym_decrypt(ssn, current_setting(key))",
    "AES_DECRYPT(col, @key)",
    "AES_DECRYPT(col, '${AES_KEY}')",
    "decrypt(col, key)",
    "cipher.decrypt(data, 'utf8')",
    "encrypt(text, 'AES/CBC/PKCS5Padding')",
    "encrypt(col, 'region')",
    "DECRYPTBYPASSPHRASE(@p, col)",
  ])("stays readable: %s", expectReadable);
});
