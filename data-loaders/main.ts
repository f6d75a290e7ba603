import {check} from "../lib/check.js";
import {build, dev, flow, serve, start} from "./bookCommands.js";
import {fail, failOnStrayErrors} from "./fail.js";
import {readSettings} from "./settings.js";

const commands = {build, flow, start, serve, dev};
const name = process.argv[2] ?? "";

failOnStrayErrors();
try {
  check(Object.hasOwn(commands, name), {
    where: "main",
    rule: `the command must be one of ${Object.keys(commands).join(", ")}`,
    got: name || "none"
  });
  await commands[name as keyof typeof commands](readSettings());
} catch (error) {
  fail(error);
}
