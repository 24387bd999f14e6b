import type { Pool } from "pg";
import { Batcher, type BatcherOptions } from "@/lib/platform/batcher";

/**
 * A function that collects items into batches, for each pool separately, because items of different databases cannot be
 * written together. See `Batcher` for how batches are made and for what is thrown.
 */
export function batchByPool<In, Out>(
  run: (pool: Pool, items: In[], letNext: () => void) => Promise<Out[]>,
  options: BatcherOptions<In>,
): (pool: Pool, item: In) => Promise<Out> {
  const batchers = new WeakMap<Pool, Batcher<In, Out>>();
  return (pool, item) => {
    let batcher = batchers.get(pool);
    if (!batcher) {
      batcher = new Batcher((items, letNext) => run(pool, items, letNext), options);
      batchers.set(pool, batcher);
    }
    return batcher.add(item);
  };
}
