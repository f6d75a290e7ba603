import type {Server} from "node:http";
import {complain} from "../lib/check.js";

/** Where to listen, and the command that says so where it fails. */
interface Listening {
  where: string;
  host: string;
  /** 0: any that is free */
  port: number;
}

/** @throws ChurnbookError if the port is taken or not allowed, or the host is none of this machine */
export async function listen(server: Server, at: Listening): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, at)));
    server.listen(at.port, at.host, resolve);
  });
}

function explain(error: NodeJS.ErrnoException, {where, host, port}: Listening): Error {
  if (error.code === "EADDRINUSE") {
    return complain({
      where,
      rule: `port ${port} must be free`,
      got: "another program listening on it",
      remedy: `Stop that program, or choose another: --port ${port < 65_535 ? port + 1 : port - 1}.`
    });
  }
  if (error.code === "EACCES") {
    return complain({
      where,
      rule: `port ${port} must be allowed`,
      got: "no permission",
      remedy: "Choose one above 1023: --port 3000."
    });
  }
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    return complain({
      where: "--host (HOST)",
      rule: "it must be an address of this machine",
      got: host,
      remedy: "Leave it out to serve this machine only, or use 0.0.0.0 for all its addresses."
    });
  }
  return error;
}
