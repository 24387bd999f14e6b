interface Waiting<In, Out> {
  item: In;
  resolve: (value: Out) => void;
  reject: (error: unknown) => void;
}

/**
 * Collects what arrives while the previous batch is being written and writes it as the next one. An idle
 * process writes at once (batches of one, no added delay); a busy one writes few, larger sets.
 * When a batch fails, its items are tried one by one, so that one bad item harms only itself.
 */
export class Batcher<In, Out> {
  private queue: Waiting<In, Out>[] = [];
  private isRunning = false;
  private readonly run: (items: In[], letNext: () => void) => Promise<Out[]>;
  private readonly maxBatch: number;

  /**
   * @param run writes a set and answers in its order; it may call `letNext` as soon as the next set may begin,
   * which otherwise waits until this one is done.
   */
  constructor(run: (items: In[], letNext: () => void) => Promise<Out[]>, maxBatch: number) {
    this.run = run;
    this.maxBatch = maxBatch;
  }

  /** Resolves with the item's own result once its batch is written. */
  add(item: In): Promise<Out> {
    return new Promise<Out>((resolve, reject) => {
      this.queue.push({ item, resolve, reject });
      if (!this.isRunning) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.isRunning = true;
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, this.maxBatch);
      await new Promise<void>((letNext) => void this.write(batch, letNext).then(letNext));
    }
    this.isRunning = false;
  }

  private async write(batch: Waiting<In, Out>[], letNext: () => void): Promise<void> {
    try {
      const results = await this.run(
        batch.map((one) => one.item),
        letNext,
      );
      batch.forEach((one, i) => one.resolve(results[i] as Out));
    } catch (error) {
      if (batch.length === 1) {
        batch[0]?.reject(error);
        return;
      }
      for (const one of batch) await this.write([one], letNext);
    }
  }
}
