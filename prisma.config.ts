import { defineConfig } from "prisma/config";

/** `migrate` commands need DATABASE_URL; `generate` and the offline diff do not. */
export default defineConfig({
  schema: "prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env["DATABASE_URL"] ?? "" },
});
