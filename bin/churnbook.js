#!/usr/bin/env node
import {existsSync} from "node:fs";
import {URL} from "node:url";

// the repository's TypeScript, or what is compiled of it in the package
if (existsSync(new URL("../data-loaders/cli.ts", import.meta.url))) {
  await import("../data-loaders/loadTypeScript.js");
  await import("../data-loaders/cli.ts");
} else await import("../compiled/data-loaders/cli.js");
