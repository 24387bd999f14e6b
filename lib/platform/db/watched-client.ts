import type { Socket } from "node:net";
import { Client, type ClientConfig, type QueryConfig } from "pg";
import type { AnswerWatch, WatchedConnection } from "@/lib/platform/db/answer-watch";

/** What the types of `pg` leave out: the socket (or the TLS one that replaced it). */
interface WithSocket {
  connection: { stream: Socket };
}

/**
 * A class of clients whose connection is given up when the database stops answering. A `patientQuery` may
 * take as long as it says.
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

    // The overloads of `query` all end here, callbacks and promises alike.
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

/** A statement that may take longer than a request lets it: maintenance, migrations. */
export function patientQuery(text: string, timeoutMs: number): QueryConfig {
  return Object.assign({ text }, { query_timeout: timeoutMs });
}

function hasOwnTimeout(query: unknown): boolean {
  return typeof query === "object" && query !== null && "query_timeout" in query;
}
