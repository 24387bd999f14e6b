import Link from "next/link";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center px-4 text-center">
      <div className="space-y-2">
        <h1 className="text-xl font-semibold">There is nothing here</h1>
        <Link className="text-accent underline" href="/incidents">
          To the incidents
        </Link>
      </div>
    </main>
  );
}
