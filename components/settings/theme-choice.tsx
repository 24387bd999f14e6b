"use client";

import { useState } from "react";
import { Select } from "@/components/ui/field";

type Theme = "system" | "light" | "dark";

function apply(theme: Theme): void {
  localStorage.setItem("theme", theme);
  const isDark =
    theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", isDark);
}

export function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(() =>
    typeof localStorage === "undefined"
      ? "system"
      : ((localStorage.getItem("theme") as Theme | null) ?? "system"),
  );
  return (
    <div className="px-4 py-3" suppressHydrationWarning>
      <Select
        aria-label="Theme"
        className="w-44"
        value={theme}
        onChange={(event) => {
          setTheme(event.target.value as Theme);
          apply(event.target.value as Theme);
        }}
      >
        <option value="system">As the system</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </Select>
    </div>
  );
}
