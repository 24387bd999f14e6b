import { setImmediate as nextTurn } from "node:timers/promises";
import { keptInput, type LogInput } from "@/lib/background/read-log";
import { LogKeeper, TASK_LOG_BUDGET } from "@/lib/logs/retention/keep-log";
import { renderAirflowLog } from "@/lib/vendors/airflow/render-log";
import type { LogSink } from "@/lib/vendors/airflow/task-log";

/** A log up to this size goes to the worker unchanged; of a larger log all but the last such part is filtered here. */
const RAW_BYTES = 16 * 2 ** 20;
/** How much is filtered before yielding to the event loop: about 5 ms of work. */
const BLOCK_BYTES = 128 * 1_024;

/**
 * Keeps a task log while it streams in, without blocking the event loop: up to 16 MiB unchanged; a larger log is
 * filtered to the relevant parts as it arrives.
 */
export class TaskLogKeeper implements LogSink {
  private open = Buffer.allocUnsafe(BLOCK_BYTES);
  private openBytes = 0;
  private readonly blocks: Buffer[] = [];
  private blockBytes = 0;
  private keeper: LogKeeper | null = null;

  /** `isStructured`: the bytes are lines, which may be structured messages; no push splits one. */
  constructor(
    private readonly isStructured: boolean,
    private readonly rawBytes = RAW_BYTES,
  ) {}

  push(bytes: Uint8Array): void {
    if (this.openBytes + bytes.length > BLOCK_BYTES) {
      this.closeBlock();
      while (this.blockBytes > this.rawBytes) this.filterBlock();
    }
    if (bytes.length > BLOCK_BYTES) {
      this.addBlock(Buffer.from(bytes));
      return;
    }
    this.open.set(bytes, this.openBytes);
    this.openBytes += bytes.length;
  }

  private closeBlock(): void {
    this.addBlock(this.open.subarray(0, this.openBytes));
    this.open = Buffer.allocUnsafe(BLOCK_BYTES);
    this.openBytes = 0;
  }

  private addBlock(block: Buffer): void {
    this.blocks.push(block);
    this.blockBytes += block.length;
  }

  private filterBlock(): void {
    const block = this.blocks.shift() ?? Buffer.alloc(0);
    this.blockBytes -= block.length;
    // `whole: 0`, so that the keeper does not buffer the raw bytes again.
    this.keeper ??= new LogKeeper({ ...TASK_LOG_BUDGET, whole: 0 });
    this.keeper.push(this.isStructured ? Buffer.from(renderAirflowLog(block.toString())) : block);
  }

  /** The kept log as input for reading. Call once the log has ended. */
  async input(kind: LogInput["kind"]): Promise<LogInput> {
    this.closeBlock();
    if (this.keeper === null)
      return { text: Buffer.concat(this.blocks), kind, isStructured: this.isStructured, part: null };
    while (this.blocks.length > 0) {
      this.filterBlock();
      await nextTurn();
    }
    return keptInput(this.keeper.finish(), kind);
  }
}
