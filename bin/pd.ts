import { UsageError } from "./pd/arguments";

const HELP = `pd: say why a data pipeline failed, from its log. No server, no database, no network.

  pd diagnose [FILE…|-] [--json] [--kind airflow|prefect|dbt|spark|auto]
      Reads task logs (text, JSON lines, gzip) and names failing line, cause and category.
      Without FILE, or with "-", standard input is read. --json prints one line a file.
  pd templates FILE [--json]
      Groups the lines of a log by template; <*> stands for what varies.
  pd suspects [--json]
      Reads { log, commits } as JSON, one a line, on standard input and ranks the commits.

  pd reset-owner [EMAIL] [--data DIR]
      Locked out: gives an owner of the product a new password, with the database of the data folder (which must not
      be in use) or of DATABASE_URL.

  pd --help      this text
  pd --version   the version

Exit code: 0 when every file was read, 1 when one could not be, 2 for wrong arguments.
`;

/** Runs one command; returns the process' exit code. */
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
  // Each command loads only what it needs: start-up is most of the time a small log takes.
  switch (command) {
    case "diagnose":
      return (await import("./pd/diagnose")).diagnose(rest);
    case "templates":
      return (await import("./pd/templates")).templates(rest);
    case "suspects":
      return (await import("./pd/suspects")).suspects(rest);
    case "reset-owner":
      return resetOwner(rest);
    case "--version":
      process.stdout.write(
        `${(await import("../package.json", { with: { type: "json" } })).default.version}\n`,
      );
      return 0;
    default:
      throw new UsageError(`there is no command "${command}"`);
  }
}

/** Loaded with a quiet log: what it would say here, the command says itself. */
async function resetOwner(args: string[]): Promise<number> {
  process.env["LOG_LEVEL"] ||= "silent";
  return (await import("./pd/reset-owner")).resetOwnerCommand(args);
}

/** The reader went away (`pd … | head`): nothing is wrong, nothing more is wanted. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
}
