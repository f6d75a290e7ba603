import {check} from "../lib/check.js";
import {fail} from "./fail.js";

const HELP = `churnbook <command>

  score   score a file of users on all cores: churnbook score --help
`;

const commands: Record<string, (args: string[]) => Promise<void>> = {
  score: async (args) => (await import("./score/command.js")).scoreCommand(args),
  help: async () => void process.stdout.write(HELP)
};

const [given = "help", ...args] = process.argv.slice(2);
const name = given === "--help" || given === "-h" ? "help" : given;

try {
  check(Object.hasOwn(commands, name), {where: "churnbook", rule: `the command must be one of ${Object.keys(commands).join(", ")}`, got: name});
  await commands[name](args);
} catch (error) {
  fail(error);
}
