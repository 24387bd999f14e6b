import { describe, expect, it } from "vitest";
import { findBuildRegion } from "@/lib/logs/builds/build-region";
import { readRecords } from "@/lib/logs/records/read-records";

/** The first and last line of the failing command, and whether the log reports its end. */
function regionOf(text: string): { start: string; end: string; endKnown: boolean } {
  const { lines } = readRecords(text, "generic");
  const region = findBuildRegion(lines);
  return {
    start: lines[region.commandStart]?.text ?? "",
    end: lines[region.end]?.text ?? "",
    endKnown: region.endKnown,
  };
}

describe("findBuildRegion", () => {
  it("starts at the command line and ends at the exit code report", () => {
    const log = `$ make lint
all clean
The command "make lint" exited with 0.
$ make check
two wheels missing
The command "make check" exited with 2.
Done. Your build exited with 1.`;
    expect(regionOf(log)).toEqual({
      start: "$ make check",
      end: 'The command "make check" exited with 2.',
      endKnown: true,
    });
  });

  it("ends at the first line of a report that quotes a multi-line command", () => {
    const log = `$ run-in box sh -c "cd /bicycle; ./ride.sh"
chain broken
The command "run-in box sh -c "cd /bicycle; \\
  ./ride.sh"
" exited with 3.

Done. Your build exited with 1.`;
    expect(regionOf(log)).toEqual({
      start: '$ run-in box sh -c "cd /bicycle; ./ride.sh"',
      end: 'The command "run-in box sh -c "cd /bicycle; \\',
      endKnown: true,
    });
  });

  it("starts below the report of the command before if it cannot find the command line", () => {
    const log = 'The command "a" exited with 0.\nrim bent\nThe command "b" exited with 1.';
    expect(regionOf(log).start).toBe('The command "a" exited with 0.');
  });

  it("recognizes the report of a Jenkins step", () => {
    expect(
      regionOf("[Pipeline] sh\n+ ./ride\nrim bent\nERROR: script returned exit code 1\nFinished: FAILURE"),
    ).toEqual({
      start: "[Pipeline] sh",
      end: "ERROR: script returned exit code 1",
      endKnown: true,
    });
  });

  it.each([
    [
      "GitLab",
      `section_start:1:step_script
$ ride uphill
rim bent
section_end:2:step_script
section_start:2:after_script
Running after script...
$ cat ride.log
cat: ride.log: No such file or directory
ERROR: Job failed: exit code 1`,
      { start: "$ ride uphill", end: "section_end:2:step_script", endKnown: true },
    ],
    [
      "Jenkins",
      `[Pipeline] sh
+ pack
+ ride uphill
rim bent
[Pipeline] { (Declarative: Post Actions)
[Pipeline] sh
+ cat ride.log
ERROR: script returned exit code 2
Finished: FAILURE`,
      { start: "[Pipeline] sh", end: "[Pipeline] { (Declarative: Post Actions)", endKnown: true },
    ],
  ])("ends above the commands that %s runs before it reports the failure", (_title, log, region) => {
    expect(regionOf(log)).toEqual(region);
  });

  it("starts at the step, not at an added line of a diff", () => {
    const log = `##[group]Run ride
- flat
+ hilly
##[error]Process completed with exit code 1.`;
    expect(regionOf(log).start).toBe("##[group]Run ride");
  });

  it("leaves out what commands below printed that succeeded", () => {
    const { lines } = readRecords(
      `$ a
rim bent
The command "a" exited with 1.
wheels turn
The command "b" exited with 0.
brakes squeal
The command "c" exited with 2.
bye`,
      "generic",
    );
    expect(findBuildRegion(lines).indexes.map((at) => lines[at]?.text)).toEqual([
      "$ a",
      "rim bent",
      'The command "a" exited with 1.',
      "brakes squeal",
      'The command "c" exited with 2.',
      "bye",
    ]);
  });

  it.each([
    ["the last command", "$ fetch spokes\nfetched\n$ build wheels\nrim bent\nspoke lost", "$ build wheels"],
    [
      "the last success",
      'fetched\nThe command "fetch" exited with 0.\nrim bent\nspoke lost',
      'The command "fetch" exited with 0.',
    ],
    ["the first line", "rim bent\nspoke lost", "rim bent"],
  ])("starts at %s when no end is reported", (_title, log, start) => {
    expect(regionOf(log)).toEqual({ start, end: "spoke lost", endKnown: false });
  });
});
