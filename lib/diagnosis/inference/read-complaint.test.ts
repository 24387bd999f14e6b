import { describe, expect, it } from "vitest";
import { fillTemplate } from "@/lib/diagnosis/engine/failure-text";
import { readComplaint } from "@/lib/diagnosis/inference/read-complaint";

function read(message: string): { cause: string; leading: string } | null {
  const complaint = readComplaint(message);
  if (complaint === null) return null;
  const [leading = ""] = Object.entries(complaint.weights).toSorted(([, a], [, b]) => b - a)[0] ?? [];
  return { cause: fillTemplate(complaint.cause, complaint.names), leading };
}

describe("what a message complains about", () => {
  it.each([
    ["HARBOUR_URL is not set", "`HARBOUR_URL` is not set or defined", "configuration"],
    ["environment variable 'CRANE_HOST' must be set", "`CRANE_HOST` is not set or defined", "configuration"],
    ["Missing required parameter: start_date", "The parameter `start_date` is not set", "configuration"],
    [
      "no files matched pattern gs://harbour/crates/2026-03-01/*.csv",
      "No files found at `gs://harbour/crates/2026-03-01/*.csv`",
      "upstream_missing_data",
    ],
    [
      "The file s3://harbour/crates.parquet does not exist",
      "The file `s3://harbour/crates.parquet` does not exist or is not available",
      "upstream_missing_data",
    ],
    [
      "Cannot find module 'crane'",
      "The module `crane` does not exist or cannot be used",
      "missing_dependency",
    ],
    ["expected int64, got object", "Expected int64, got object", "data_quality"],
    ["batch_size must be an integer, not str", "`batch_size` is str but must be an integer", "data_quality"],
    ["unexpected type: datetime64", "Unexpected type `datetime64`", "data_quality"],
    ["unknown option '--cranes'", "The option `--cranes` does not exist or cannot be used", "configuration"],
    ["Table crates_2026 already exists", "`crates_2026` already exists or is in use", "configuration"],
    ["access token has expired", "The access token has expired or was revoked", "auth_permission"],
    ["Monthly API call quota exceeded", "The service's limit on requests was reached", "rate_limit"],
    ["vCPU quota of the region exceeded", "A quota or limit was exceeded", "resource_exhausted"],
    [
      "the user lacks privilege LOAD_CRATES",
      "The account lacks the permission `LOAD_CRATES`",
      "auth_permission",
    ],
    [
      "plugin 'tap-crane' not found",
      "The plugin `tap-crane` does not exist or is not available",
      "missing_dependency",
    ],
    ["the schema does not match the target", "The schema does not match what was expected", "schema_change"],
    ["checksum mismatch", "The checksum does not match what was expected", "data_quality"],
    ["Job was cancelled by an operator", "The job was cancelled from outside", "infrastructure"],
    ["could not convert string 'heavy' to float", "`heavy` cannot be converted to `float`", "data_quality"],
    ["crate_id cannot be null", "`crate_id` is null but must not be", "data_quality"],
    [
      "unable to find the work pool 'cranes'",
      "The work pool `cranes` does not exist or cannot be used",
      "configuration",
    ],
    [
      "rows raw.public.orders were not found",
      "The rows of `raw.public.orders` do not exist or are not available",
      "upstream_missing_data",
    ],
    ["column «cliente_id» no existe", "`cliente_id` does not exist", "configuration"],
    [
      "no existe la columna «cliente_id» en la relación «ventas»",
      "column `cliente_id` does not exist",
      "schema_change",
    ],
    ['отношение "staging.crates" не существует', "table `staging.crates` does not exist", "warehouse_sql"],
    ['字段 "crate_id" 不存在', "column `crate_id` does not exist", "schema_change"],
    ['リレーション"crates"は存在しません', "table `crates` does not exist", "warehouse_sql"],
    ["Zugriff verweigert für Benutzer 'etl'", "Access to `etl` was denied", "auth_permission"],
    [
      "la autentificación password falló para el usuario «ana»",
      "The server rejected the login",
      "auth_permission",
    ],
    ["用户 'ana' 登录失败。", "The server rejected the login of `ana`", "auth_permission"],
    ["Variable 'GRUA' no definida", "`GRUA` is not set or defined", "configuration"],
    ["подключиться к серверу не удалось", "The connection failed", "network_timeout"],
    ["连接 10.3.0.7:3306 超时", "The connection to `10.3.0.7:3306` failed", "network_timeout"],
    ["Nie można połączyć się z serwerem 10.3.0.7", "The connection to `10.3.0.7` failed", "network_timeout"],
    ["Violação de chave primária em FATO_CARGAS", "A row violates the constraint", "data_quality"],
    ["Syntaxfehler bei »FORM«", "The database found a syntax error at or near `FORM`", "warehouse_sql"],
    [
      "doppelter Schlüsselwert verletzt Unique-Constraint »crates_pkey«",
      "A row violates the constraint `crates_pkey`",
      "data_quality",
    ],
    ["磁盘空间不足", "Memory or disk space ran out", "resource_exhausted"],
  ])("%s", (message, cause, leading) => {
    expect(read(message)).toEqual({ cause, leading });
  });

  it.each([
    "The step ran fine",
    "Something went wrong",
    "Loading the crates",
    "All crates are set up",
    "It is not known",
    "Todo bien",
    "连接 10.3.0.7:3306 成功",
    "Połączono z serwerem 10.3.0.7",
  ])("is nothing in “%s”", (message) => {
    expect(read(message)).toBeNull();
  });

  it("says what to do, with the name", () => {
    const { steps, names } = readComplaint("HARBOUR_URL is not set") ?? { steps: [], names: {} };
    expect(steps.map((step) => fillTemplate(step, names))).toEqual([
      "Set `HARBOUR_URL` where the job ran: its environment, connection or configuration file",
      "Check its spelling, and whether another environment sets it",
    ]);
  });

  it("leaves out the name if the message has none", () => {
    const { steps, names } = readComplaint("Zugriff verweigert") ?? { steps: [], names: {} };
    expect(steps.map((step) => fillTemplate(step, names))).toEqual([
      "Grant the account that ran the job the missing rights",
      "Check which account that is",
    ]);
  });
});
