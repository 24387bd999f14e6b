"use client";

import { THEMES } from "@/components/layout/theme";
import { useTheme } from "@/components/layout/theme-store";
import { sentence } from "@/components/ui/words";

export function ThemeChoice() {
  const [theme, setTheme] = useTheme();
  return (
    <fieldset>
      <legend className="pb-1 text-sm font-medium">Theme</legend>
      <div className="flex flex-wrap gap-4">
        {THEMES.map((option) => (
          <label key={option} className="flex min-h-8 cursor-pointer items-center gap-2 text-sm">
            <input
              type="radio"
              name="theme"
              className="size-4 accent-accent"
              checked={theme === option}
              onChange={() => setTheme(option)}
            />
            {option === "system" ? "Match system" : sentence(option)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
