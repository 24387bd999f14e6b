"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import { decideKey, keyName, type KeyBinding } from "@/components/layout/key-bindings";

const SEQUENCE_MS = 1_000;
const NONE: readonly KeyBinding[] = [];

let groups: readonly (readonly KeyBinding[])[] = [];
let flat: readonly KeyBinding[] = NONE;
const listeners = new Set<() => void>();

function register(bindings: readonly KeyBinding[]): () => void {
  groups = [...groups, bindings];
  publish();
  return () => {
    groups = groups.filter((one) => one !== bindings);
    publish();
  };
}

function publish(): void {
  flat = groups.flat();
  for (const listener of listeners) listener();
}

/** Registers what keys do while the component is on the page. `run` may change with every render. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  // Only a change of keys or words registers anew; what they run is looked up when a key is pressed.
  const shape = JSON.stringify(bindings);
  useEffect(() => {
    const shown = JSON.parse(shape) as Omit<KeyBinding, "run">[];
    return register(
      shown.map((one) => ({
        ...one,
        run: () => latest.current.find((now) => now.keys === one.keys)?.run(),
      })),
    );
  }, [shape]);
}

/** Everything the keys do right now, for the list of keys and the palette. */
export function useKeyList(): readonly KeyBinding[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => flat,
    () => NONE,
  );
}

/** Listens for the registered keys; once in the frame. Typing in a field and open dialogs are left alone. */
export function useKeyListener(): void {
  useEffect(() => {
    let prefix = "";
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent) => {
      const key = event.defaultPrevented || event.isComposing ? null : keyName(event);
      if (key === null || isElsewhere(event.target, key)) return;
      const decision = decideKey(flat, prefix, key);
      clearTimeout(timer);
      prefix = decision.kind === "prefix" ? decision.prefix : "";
      if (decision.kind === "prefix") timer = setTimeout(() => (prefix = ""), SEQUENCE_MS);
      if (decision.kind !== "run") return;
      event.preventDefault();
      decision.binding.run();
    };
    window.addEventListener("keydown", onKey);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", onKey);
    };
  }, []);
}

function isElsewhere(target: EventTarget | null, key: string): boolean {
  if (document.querySelector("[role=dialog][data-state=open], [role=menu]")) return true;
  if (key.startsWith("mod+")) return false;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input, textarea, select, [contenteditable=true]")) return true;
  // Enter and space press the focused control.
  return (key === "enter" || key === " ") && target.closest("a, button, summary, [role=tab]") !== null;
}
