import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { renderConfiguration } from "@/bin/configuration/render-configuration";
import { VARIABLE_NAMES } from "@/lib/platform/env";

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), "utf8");

it("is what docs/configuration.md says; if not, run `npm run configuration`", () => {
  expect(read("docs/configuration.md")).toBe(renderConfiguration(read(".env.example")));
});

it("has every setting with what it accepts and its default", () => {
  const text = renderConfiguration(read(".env.example"));
  for (const name of VARIABLE_NAMES) expect(text).toContain(`\n- \`${name}\`: `);
  expect(text).toContain("- `PORT`: a whole number from 0 to 65535; default `3000`");
  expect(text).toContain("- `LOG_LEVEL`: one of trace, debug, info, warn, error, silent; default `info`");
  expect(text).toContain("- `PD_MAX_CONNECTIONS`: a whole number from 10 to 100000; default `2000`");
  expect(text).toContain("- `ANTHROPIC_API_KEY`: no default");
});
