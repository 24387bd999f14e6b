import { describe, expect, it } from "vitest";
import { lineEvidence } from "@/lib/logs/ranking/line-evidence";

describe("lineEvidence", () => {
  it.each([
    "Table 'harbour.crate' doesn't exist",
    "No module named 'crates'",
    "The role does not have sufficient permissions to read crates",
    "insufficient privileges on crates",
    "State of this instance has been externally set to failed. Terminating instance.",
    "ambiguous column name: id",
    "null value in column crate",
    "ship.sh: line 4: CRATES: unbound variable",
    "the archive is corrupt",
    "worker exited abnormally",
    "unexpected EOF",
    "GET /crates: status is 403",
    "Memory limit of 512 MiB exceeded with 530 MiB used",
    "PHP Fatal error:  Allowed memory size of 1024 bytes exhausted (tried to allocate 20 bytes)",
    "Data too long for column 'crate' at row 1",
    "No se puede abrir el archivo de datos",
    "Die Datei kann nicht geöffnet werden",
  ])("%s", (line) => {
    expect(lineEvidence(line)?.weight).toBeGreaterThanOrEqual(54);
  });

  it.each(['  File "/srv/lib/parsers.pyx", line 88, in lib.raise_parser_error', "read 12 crates"])(
    "returns null for %s",
    (line) => {
      expect(lineEvidence(line)).toBeNull();
    },
  );

  it("rates scheduler chatter as an echo", () => {
    expect(lineEvidence("Sending the signal Signals.SIGTERM to group 88")?.weight ?? 0).toBeLessThan(20);
  });

  it.each([
    'psql:/in/crates.sql:31: ЗАМЕЧАНИЕ:  таблица "crates" не существует, пропускается',
    "HINWEIS:  Tabelle »crates« existiert nicht, wird übersprungen",
  ])("rates a notice in another language as a warning: %s", (line) => {
    expect(lineEvidence(line)?.weight ?? 0).toBeLessThan(20);
  });

  it.each([
    "ERROR: (gcloud.run.jobs.execute) The execution failed.",
    "ELT could not be completed: Loader failed",
    "  response: IncomingMessage { statusCode: 403, statusMessage: 'Forbidden' } }",
    "Failure details:",
    "To tolerate the error on drop use DROP TABLE IF EXISTS.",
  ])("rates as an echo: %s", (line) => {
    expect(lineEvidence(line)?.weight ?? 0).toBeLessThan(20);
  });
});
