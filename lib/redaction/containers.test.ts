import { describe, expect, test } from "vitest";
import { redactJson } from "@/lib/redaction/redact-json";
import { expectHidden, expectReadable } from "@/lib/redaction/testing/marked";

/** Documents with secrets marked by «», tested as JSON values and as log text. */
const marked = [
  '{"credentials":{"value":"«hunter22»"}}',
  '{"credentials":{"value":"«hunter»","type":"basic"}}',
  '{"secrets":{"db":"«hunter»","host":"db.example.com"}}',
  '{"dbSecrets":{"warehouse":{"user":"etl","entry":"«hunter22»"}}}',
  '{"auth":{"type":"custom","blob":"«hunter22»"}}',
  '{"client_secret":{"value":"«hunter»"}}',
];

const readable = [
  '{"credentials":{"type":"service_account","user":"etl","host":"db.example.com","port":"5432"}}',
  '{"credentials":{"created_at":"2026-03-01T00:00:00Z","enabled":"true","url":"https://x.example.com/a"}}',
  '{"credentials":{"project_id":"acme-1234567","client_email":"etl@acme.example.com","expires":"never"}}',
  '{"credentials":{"threads":4,"target_name":"default","schema":"dbt","account":"xy12345.eu-west-1"}}',
  '{"auth":{"type":"basic","method":"oauth2","provider":"google","realm":"acme","scopes":"read write"}}',
  '{"secrets":[{"name":"default-token-abc12"}]}',
  '{"volumes":[{"name":"x","secret":{"secretName":"db-credentials-2","optional":false}}]}',
  '{"secrets":{"backend":"vault","path":"secret/data/x","mount_point":"kv"}}',
  '{"secrets":{"slack":"${{ secrets.SLACK }}","db":"vault:secret/db#login"}}',
  '{"imagePullSecrets":{"entry":"regcred"}}',
];

describe("container leaves with harmless names", () => {
  test.each([...marked, '{"secureJsonData":{"basicEntry":"«hunter»"}}'])("in a document: %s", (text) => {
    const value: unknown = JSON.parse(text.replaceAll(/[«»]/g, ""));
    const redacted = redactJson(value);
    const shown = JSON.stringify(redacted).replaceAll(/\[redacted:[a-z-]+\]/g, "«»");
    expect(shown).toBe(text.replaceAll(/«[^»]*»/g, "«»"));
    expect(redactJson(redacted)).toEqual(redacted);
  });

  test.each(marked)("in a log: %s", (text) => {
    expectHidden(`INFO sent ${text} to the server`);
  });

  test.each(marked)("in a Python log: %s", (text) => {
    expectHidden(text.replaceAll('"', "'").replaceAll(":", ": "));
  });

  test("the value of a parameter typed as secret", () => {
    const parameter = { Name: "/etl/db", Type: "SecureString", Value: "hunter" };
    expect(redactJson(parameter)).toEqual({ ...parameter, Value: "[redacted:secret]" });
    expect(redactJson({ ...parameter, Type: "String" })).toEqual({ ...parameter, Type: "String" });
  });

  test.each(readable)("stays readable: %s", (text) => {
    const value: unknown = JSON.parse(text);
    expect(redactJson(value)).toEqual(value);
    expectReadable(text);
  });
});

describe("keys and lists in a document", () => {
  test.each([
    '{"password ":"«hunter»"}',
    '{"pass word":"«hunter»"}',
    String.raw`{"password\n":"«hunter»"}`,
    '{"passwordConfirm":"«hunter»"}',
    '{"field":"password","val":"«hunter»"}',
    '{"key":"password","data":"«hunter»"}',
    '{"cmd":["mysql","-u","x","-p«hunter»"]}',
    '{"cmd":["sqlplus","-s","etl/«hunter»@db"]}',
    '{"args":["load","--db-password","«hunter»","--port","5432"]}',
  ])("hidden: %s", (text) => {
    const redacted = redactJson(JSON.parse(text.replaceAll(/[«»]/g, "")) as unknown);
    const shown = JSON.stringify(redacted).replaceAll(/\[redacted:[a-z-]+\]/g, "«»");
    expect(shown).toBe(text.replaceAll(/«[^»]*»/g, "«»"));
    expect(redactJson(redacted)).toEqual(redacted);
  });

  test.each([
    '{"cmd":["mysql","-u","x","-P","3306"]}',
    '{"cmd":["ls","-p","orders2026"]}',
    '{"columns":["password","user","created_at"]}',
    '{"messages":["password:","orders 2026"]}',
    '{"name":"db-secret","data":{"host":"db.example.com"}}',
    '{"key":"orders","data":"hunter22"}',
    '{"field":"password","message":"too short"}',
  ])("stays readable: %s", (text) => {
    const value: unknown = JSON.parse(text);
    expect(redactJson(value)).toEqual(value);
  });
});
