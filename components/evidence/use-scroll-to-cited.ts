"use client";

import { useEffect, useRef, type RefObject } from "react";
import type { Target } from "@/components/evidence/target";

/** Scrolls the cited line into view whenever a citation is followed. Cited lines have the attribute `data-cited`. */
export function useScrollToCited(target: Target | null): RefObject<HTMLPreElement | null> {
  const boxRef = useRef<HTMLPreElement>(null);
  const turn = target?.turn ?? null;
  useEffect(() => {
    if (turn === null) return;
    boxRef.current?.querySelector("[data-cited]")?.scrollIntoView({ block: "center" });
  }, [turn]);
  return boxRef;
}
