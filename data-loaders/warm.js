// A run of `churnbook dev` that is made before it is asked for. It loads what does not change while somebody edits, the packages that every
// run needs, and waits; the project's own code it loads when it is told to, as that then is. Without whoever made it, it ends.
import {once} from "node:events";

const end = () => process.exit();
process.once("disconnect", end);
const told = once(process, "message"); // it may be told while it still loads
await import("./loadTypeScript.js"); // nothing, where all is compiled
await Promise.all(["@duckdb/node-api", "apache-arrow", "arquero", "d3-array", "listr2", "ml-cart", "piscina"].map((name) => import(name)));
await told;
process.off("disconnect", end);
process.channel?.unref();
await import("./cli.ts");
