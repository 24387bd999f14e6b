import { UsageError } from "./pd/arguments";

const HELP = `pd: explains why a data pipeline failed, from its log. Only \`pd dbt\` uses the network, only \`pd reset-owner\` a database.

  pd diagnose [FILE…|-] [--json] [--kind airflow|prefect|dbt|spark|auto]
      Finds the failing line, cause and category in task logs (text, JSON lines, gzip).
      Reads standard input if FILE is missing or "-". --json prints one line per file.
  pd templates FILE [--json]
      Groups log lines by template; <*> marks the variable parts.
  pd suspects [--json]
      Reads { log, commits } as JSON from standard input, one per line, and ranks the commits, likeliest first.

  pd dbt [FOLDER] [--log FILE] [--exit-code N] [--pipeline NAME] [--environment NAME] [--url URL] [--json]
      Sends the results of dbt's last run (FOLDER/run_results.json and manifest.json, "target" by default; without
      results, the error in logs/dbt.log) to the source at PIPELINE_DEBUGGER_URL, signed with PIPELINE_DEBUGGER_SECRET.
      --exit-code: ends with dbt's own exit code. --json prints what it would send.

  pd reset-owner [EMAIL] [--data DIR]
      If you are locked out: sets a new password for an owner, in the database in the data folder (which must not be
      in use) or at DATABASE_URL.

  pd --help      print this help
  pd --version   print the version

Exit code: 0 if every file was read, 1 if any could not be read, 2 for invalid arguments.
`;

/** Runs a command and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  process.stdout.on("error", leaveQuietly);
  const [command, ...rest] = args;
  try {
    return await dispatch(command, rest);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`pd: ${error.message}\nTry "pd --help".\n`);
    return 2;
  }
}

async function dispatch(command: string | undefined, rest: string[]): Promise<number> {
  if (
    command === undefined ||
    command === "--help" ||
    command === "-h" ||
    command === "help" ||
    rest.includes("--help")
  ) {
    process.stdout.write(HELP);
    return command === undefined ? 2 : 0;
  }
  // Each command loads only what it needs, because startup dominates the time for a small log.
  switch (command) {
    case "diagnose":
      return (await import("./pd/diagnose")).diagnose(rest);
    case "templates":
      return (await import("./pd/templates")).templates(rest);
    case "suspects":
      return (await import("./pd/suspects")).suspects(rest);
    case "dbt":
      return (await import("./pd/dbt")).sendDbt(rest);
    case "reset-owner":
      return resetOwner(rest);
    case "--version":
      process.stdout.write(
        `${(await import("../package.json", { with: { type: "json" } })).default.version}\n`,
      );
      return 0;
    default:
      throw new UsageError(`unknown command "${command}"`);
  }
}

/** Loaded with a silent log, because the command prints its own messages. */
async function resetOwner(args: string[]): Promise<number> {
  process.env["LOG_LEVEL"] ||= "silent";
  return (await import("./pd/reset-owner")).resetOwnerCommand(args);
}

/** Exits quietly when the reader has closed the pipe (`pd … | head`). */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
}
