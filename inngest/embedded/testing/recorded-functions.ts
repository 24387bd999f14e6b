import * as sdk from "inngest";
import { serve } from "inngest/edge";

/** Overrides for the recorded functions. */
interface FunctionOptions {
  lib: typeof sdk;
  /** How long their steps take. */
  nap: (ms: number) => Promise<unknown>;
  /** Attempts per run, because some functions count in memory. */
  tries: Record<string, number>;
}

interface RecordedFunctions {
  makeFns(client: sdk.Inngest.Any, options: FunctionOptions): { F: sdk.InngestFunction.Any[] };
}

export interface RecordedApp {
  client: sdk.Inngest.Any;
  handler: (request: Request) => Promise<Response>;
}

/** The functions used for the recordings, behind a `serve()` handler of the installed SDK. */
export async function recordedApp(
  client: ConstructorParameters<typeof sdk.Inngest>[0],
  options: Omit<FunctionOptions, "lib">,
): Promise<RecordedApp> {
  const file = new URL("./fixtures/functions.mjs", import.meta.url).href;
  const { makeFns } = (await import(/* @vite-ignore */ file)) as RecordedFunctions;
  const app = new sdk.Inngest(client);
  const { F: functions } = makeFns(app, { lib: sdk, ...options });
  return { client: app, handler: serve({ client: app, functions }) };
}

/** A no-op logger, because the recorded functions throw on purpose. */
export const silentLogger = {
  info: (): void => undefined,
  warn: (): void => undefined,
  error: (): void => undefined,
  debug: (): void => undefined,
};
