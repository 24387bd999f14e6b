"use client";

import { useSyncExternalStore } from "react";

/** One thing of the frame that is open or not, and that anything on the page may open. */
export class OpenStore {
  private isOpen = false;
  private readonly listeners = new Set<() => void>();

  readonly set = (isOpen: boolean): void => {
    this.isOpen = isOpen;
    for (const listener of this.listeners) listener();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = (): boolean => this.isOpen;
}

export function useOpen(store: OpenStore): boolean {
  return useSyncExternalStore(store.subscribe, store.read, () => false);
}
