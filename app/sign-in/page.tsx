import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { returnPath } from "@/components/auth/sign-in-words";
import { Mark } from "@/components/layout/mark";
import { authOptions } from "@/lib/platform/auth/session";
import { findSessionContext } from "@/lib/platform/auth/authenticate";

export const metadata = { title: "Sign in" };
export const dynamic = "force-dynamic";

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>;
}) {
  const { error, callbackUrl } = await searchParams;
  if (await findSessionContext()) redirect(returnPath(callbackUrl));
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="flex w-full max-w-90 flex-col gap-5">
        <div>
          <Mark className="mb-4" />
          <h1 className="text-xl font-semibold">Pipeline Debugger</h1>
          <p className="text-muted">Sign in to see what is failing, and why.</p>
        </div>
        <SignInForm
          error={error ?? null}
          callbackUrl={callbackUrl}
          hasGithub={authOptions().providers.some((provider) => provider.id === "github")}
        />
        <p className="text-sm text-muted">
          The first password was printed at the first start and stands in <code>first-run.json</code> in the
          data folder.
        </p>
      </div>
    </main>
  );
}
