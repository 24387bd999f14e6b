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

  it.each(["Failure details:", "To tolerate the error on drop use DROP TABLE IF EXISTS."])(
    "rates as an echo: %s",
    (line) => {
      expect(lineEvidence(line)?.weight ?? 0).toBeLessThan(20);
    },
  );
});
