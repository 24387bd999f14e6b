import { redirect } from "next/navigation";
import { SignInForm } from "@/components/layout/sign-in-form";
import { findSessionContext } from "@/lib/platform/auth/authenticate";
import { env } from "@/lib/platform/env";

export const metadata = { title: "Sign in" };
export const dynamic = "force-dynamic";

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>;
}) {
  if (await findSessionContext()) redirect("/incidents");
  const { error, callbackUrl } = await searchParams;
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <div className="w-full max-w-sm space-y-5">
        <div>
          <h1 className="text-xl font-semibold">Pipeline Debugger</h1>
          <p className="text-[13px] text-muted">Sign in to see what is failing, and why.</p>
        </div>
        <SignInForm
          error={error ?? null}
          callbackUrl={callbackUrl ?? "/incidents"}
          hasGithub={Boolean(env().GITHUB_OAUTH_CLIENT_ID)}
        />
      </div>
    </main>
  );
}
