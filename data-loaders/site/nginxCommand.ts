import type {Command} from "../command.js";
import {parseCommand} from "../command.js";
import {settingOptions} from "../settingOptions.js";
import {readSettings} from "../settings.js";
import {nginxConfig} from "./nginx.js";
import {checkBuilt} from "./serve.js";

const {out, base} = settingOptions;
const OPTIONS = {out, base};
const NGINX: Command<typeof OPTIONS> = {
  usage: "churnbook nginx [listen] [root]",
  about: `Prints an nginx configuration for the built site: what it listens to (default 8080), and where the site's files lie
    there (default /usr/share/nginx/html).`,
  options: OPTIONS,
  takes: {least: 0, most: 2, what: "what to listen to, and a folder"},
  examples: ["churnbook nginx > churnbook.conf", "churnbook nginx 127.0.0.1:80 /var/www/churn --base /churn/"]
};

/** `churnbook nginx`. @param args what follows "nginx" */
export async function nginxCommand(args: readonly string[]): Promise<void> {
  const asked = parseCommand(NGINX, args);
  if (asked === null) return;
  const [listen = "8080", root = "/usr/share/nginx/html"] = asked.positionals;
  const settings = readSettings();
  checkBuilt(settings.output);
  process.stdout.write(await nginxConfig(settings.output, {listen, root, base: settings.base}));
}
