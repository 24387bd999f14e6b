import { describe, test } from "vitest";
import { expectHidden, expectReadable } from "@/lib/redaction/testing/marked";

describe("logons", () => {
  test.each([
    "logon denied for etl/«Hq7wz9Lm2pXv»",
    "ORA-01017: invalid username/password; logon denied: etl/«Hq7wz9Lm2pXv»",
    "Logon failed for user etl/«sesame»@prd",
    "login denied for etl/«Hq7wz9Lm2pXv»",
    "LOGON tdprod/etl,«Hq7wz9Lm2pXv»",
    "(logon denied for etl/«Hq7wz9Lm2pXv», error 1017)",
    "logon tdprod/etl,«Hq7wz9Lm2pXv»;",
    "sqlplus etl/«sesame»@db",
    "sql -S etl/«sesame»@db",
    "exp etl/«sesame»@db file=x.dmp",
  ])("%s", expectHidden);

  test.each([
    "ORA-01017: invalid username/password; logon denied",
    "logon denied for etl",
    "Logon failed for CORP/jsmith",
    "Logon failed for user CORP/jsmith2",
    "logon/logoff events",
    "login failed for user etl at 10/03/2026",
    "login to https://example.com/v2x",
    "logon trigger audit/trail2026",
    "sql server/2019 started",
  ])("stays readable: %s", expectReadable);
});
