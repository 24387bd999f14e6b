import type { ChildProcess } from "node:child_process";

/** A running embedded database. It ends by itself when this process does. */
export interface LaunchedDatabase {
  url: string;
  pid: number;
  child: ChildProcess;
  /** Resolves when the files are closed and complete. */
  stop(): Promise<void>;
}

export declare class LaunchError extends Error {
  readonly isInUse: boolean;
}

export declare const EXIT_IN_USE: number;

export declare function launchDatabase(
  folder: string,
  options?: { isDurable?: boolean },
): Promise<LaunchedDatabase>;
