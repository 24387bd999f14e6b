"use client";

import { useSyncExternalStore } from "react";
import { asTheme, THEME_COOKIE, type Theme } from "@/components/layout/theme";

const YEAR_S = 365 * 24 * 3600;
const listeners = new Set<() => void>();

const read = () => asTheme(document.documentElement.dataset["theme"]);

/** The theme and a setter; a cookie lets the server render it next time. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore<Theme>(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read,
    () => "system",
  );
  return [theme, chooseTheme];
}

export function chooseTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`;
  for (const listener of listeners) listener();
}
