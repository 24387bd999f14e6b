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
    groups = groups.filter((group) => group !== bindings);
    publish();
  };
}

function publish(): void {
  flat = groups.flat();
  for (const listener of listeners) listener();
}

/** Registers shortcuts while the component is mounted. `run` may change with every render. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  // Re-register only when keys or labels change; `run` is looked up when a key is pressed.
  const shape = JSON.stringify(bindings);
  useEffect(() => {
    const shown = JSON.parse(shape) as Omit<KeyBinding, "run">[];
    return register(
      shown.map((binding) => ({
        ...binding,
        run: () => latest.current.find((current) => current.keys === binding.keys)?.run(),
      })),
    );
  }, [shape]);
}

/** All active shortcuts, for the shortcut list and the palette. */
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

/** Listens for the registered shortcuts; mounted once, in the frame. Ignores typing in fields and open dialogs. */
export function useKeyListener(): void {
  useEffect(() => {
    let prefix = "";
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent) => {
      const key = event.defaultPrevented || event.isComposing ? null : keyName(event);
      if (key === null || isHandledElsewhere(event.target, key)) return;
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

function isHandledElsewhere(target: EventTarget | null, key: string): boolean {
  if (document.querySelector("[role=dialog][data-state=open], [role=menu]")) return true;
  if (key.startsWith("mod+")) return false;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true]")) return true;
  // Enter and space activate the focused control.
  return (
    (key === "enter" || key === " ") &&
    target.closest("a, button, summary, [type=checkbox], [role=tab]") !== null
  );
}
