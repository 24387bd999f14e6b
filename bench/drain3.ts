import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const PYTHON = process.env["DRAIN3_PYTHON"] ?? "python3";

/**
 * Drain3's lines per second (CPU time), with and without its usual masks. Null, with a note on standard error, if the
 * Python interpreter (`DRAIN3_PYTHON`, else `python3`) cannot import it.
 */
export async function rateOfDrain3(
  lines: readonly string[],
): Promise<{ masked: number; plain: number } | null> {
  const folder = mkdtempSync(join(tmpdir(), "bench-drain3-"));
  try {
    const file = join(folder, "lines.txt");
    writeFileSync(file, lines.join("\n"));
    const script = new URL("drain3_rate.py", import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(PYTHON, [script, file]);
    return JSON.parse(stdout) as { masked: number; plain: number };
  } catch {
    process.stderr.write(
      `Skipping Drain3: not available in ${PYTHON}. Set DRAIN3_PYTHON to use another interpreter.\n`,
    );
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
