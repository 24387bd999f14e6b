import { UsageError } from "./arguments";

export async function templates(_args: readonly string[]): Promise<number> {
  throw new UsageError("not available yet");
}
