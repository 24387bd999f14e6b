"use client";

import { useSyncExternalStore } from "react";

/** Open state of a dialog in the frame that any component can open. */
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
