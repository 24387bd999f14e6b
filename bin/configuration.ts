/** Writes the reference of all settings: `npm run configuration`. A test fails while it differs. */

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { renderConfiguration } from "@/bin/configuration/render-configuration";

const pathOf = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

writeFileSync(
  pathOf("docs/configuration.md"),
  renderConfiguration(readFileSync(pathOf(".env.example"), "utf8")),
);
