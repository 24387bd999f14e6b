import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import "@/app/globals.css";
import { asTheme, THEME_COOKIE } from "@/components/layout/theme";
import { ClockProvider } from "@/components/time/clock";

export const metadata: Metadata = {
  title: { default: "Pipeline Debugger", template: "%s · Pipeline Debugger" },
  description: "Triage for failing data pipelines",
  robots: { index: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8f9fb" },
    { media: "(prefers-color-scheme: dark)", color: "#0d1016" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Read from a cookie, so the first paint has the right colors; "system" is left to the browser.
  const theme = asTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <body>
        <ClockProvider serverNow={Date.now()}>{children}</ClockProvider>
      </body>
    </html>
  );
}
