import type { Socket } from "node:net";
import { Client, type ClientConfig, type QueryConfig } from "pg";
import type { AnswerWatch, WatchedConnection } from "@/lib/platform/db/answer-watch";

/** Missing in the types of `pg`: the socket (or the TLS socket that replaced it). */
interface WithSocket {
  connection: { stream: Socket };
}

/**
 * A client class that closes its connection when the database stops responding. A `patientQuery` has its own timeout.
 */
export function watchedClient(watch: AnswerWatch): typeof Client {
  return class WatchedClient extends Client {
    private readonly watched: WatchedConnection = {
      bytesRead: () => this.socket().bytesRead,
      giveUp: (error) => void this.socket().destroy(error),
    };

    constructor(config?: string | ClientConfig) {
      super(config);
      const settled = () => watch.settled(this.watched);
      this.on("drain", settled);
      this.on("end", settled);
    }

    // All overloads of `query` end up here, with callbacks or promises.
    override query(...args: unknown[]): never {
      if (!hasOwnTimeout(args[0])) watch.asked(this.watched);
      const ask = super.query as (...args: unknown[]) => never;
      return ask.apply(this, args);
    }

    private socket(): Socket {
      return (this as unknown as WithSocket).connection.stream;
    }
  };
}

/** A statement with a longer timeout, for maintenance and migrations. */
export function patientQuery(text: string, timeoutMs: number): QueryConfig {
  return Object.assign({ text }, { query_timeout: timeoutMs });
}

function hasOwnTimeout(query: unknown): boolean {
  return typeof query === "object" && query !== null && "query_timeout" in query;
}
