import { describe, expect, it } from "vitest";
import { findBuildRegion } from "@/lib/logs/builds/build-region";
import { readRecords } from "@/lib/logs/records/read-records";

/** The lines at which the failing command begins and ends, and whether its end is reported. */
function regionOf(text: string): { start: string; end: string; endKnown: boolean } {
  const { lines } = readRecords(text, "generic");
  const region = findBuildRegion(lines);
  return {
    start: lines[region.commandStart]?.text ?? "",
    end: lines[region.end]?.text ?? "",
    endKnown: region.endKnown,
  };
}

describe("the failing command of a build log", () => {
  it("ends at the report of its code and begins where it was started", () => {
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

  it("ends where the report of a command of several lines begins", () => {
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

  it.each([
    ["was started last", "$ fetch spokes\nfetched\n$ build wheels\nrim bent\nspoke lost", "$ build wheels"],
    [
      "follows the last that succeeded",
      'fetched\nThe command "fetch" exited with 0.\nrim bent\nspoke lost',
      'The command "fetch" exited with 0.',
    ],
    ["is the whole log", "rim bent\nspoke lost", "rim bent"],
  ])("without a reported end is what %s", (_title, log, start) => {
    expect(regionOf(log)).toEqual({ start, end: "spoke lost", endKnown: false });
  });
});
