import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {
  ASK_ANEW,
  BOOK_FILE,
  contentPolicy,
  FOR_EVER,
  HASHED_FOLDERS,
  headerPolicy,
  HEADERS,
  needsWasm,
  readEmbed,
  SHARED
} from "./hosting.js";

export interface NginxOptions {
  /** what nginx listens on, such as "8080" or "127.0.0.1:8080" */
  listen: string;
  /** the site's folder where nginx finds it */
  root: string;
  /** the path at which readers find it, with a slash at both ends */
  base?: string;
}

/** Types that are worth compressing; HTML always is. */
const COMPRESSED = [
  "text/css",
  "text/plain",
  "text/markdown",
  "text/csv",
  "application/javascript",
  "application/json",
  "application/wasm",
  "application/sql",
  "application/vnd.apache.arrow.file",
  "image/svg+xml"
];

const TYPES = `  types {
    text/html html;
    text/css css;
    text/plain txt ts;
    text/markdown md;
    text/csv csv;
    application/javascript js mjs;
    application/json json;
    application/wasm wasm;
    application/sql sql;
    application/zip zip;
    application/gzip gz;
    application/vnd.apache.arrow.file arrow;
    application/vnd.apache.parquet parquet;
    image/svg+xml svg;
    image/png png;
    font/woff2 woff2;
  }`;

/**
 * The part of an nginx configuration that serves the site, for `conf.d`: clean addresses, each page's policy, hashed
 * files kept for ever and all others asked for anew, text compressed.
 *
 * @param folder the finished site, whose pages' policies are worked out
 */
export async function nginxConfig(folder: string, {listen, root, base = "/"}: NginxOptions): Promise<string> {
  const pages = (await readdir(folder, {recursive: true}))
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".html") && name !== BOOK_FILE)
    .sort();
  const embed = await readEmbed(folder);
  const policies = await Promise.all(
    pages.map(
      async (name) =>
        `  ${quote(`/${name}`)} ${quote(headerPolicy(contentPolicy(await readFile(join(folder, name), "utf-8"), needsWasm(name)), embed))};`
    )
  );
  const headers = Object.entries(HEADERS).map(([name, value]) => `  add_header ${name} ${quote(value)} always;`);
  return `# Written by churnbook nginx. Page by page: what it may load and run.
map $uri $churnbook_policy {
  default "";
${policies.join("\n")}
}

map $uri $churnbook_keep {
  default ${quote(ASK_ANEW)};
  ~^/(?:${HASHED_FOLDERS.join("|")})/ ${quote(FOR_EVER)};
}

map $uri $churnbook_share {
  default "";
  ~^/(?:${SHARED.join("|")})/ "*";
}

server {
  listen ${listen};
  root ${quote(root)};
  server_tokens off;
  absolute_redirect off;
  etag on;

  add_header Content-Security-Policy $churnbook_policy always;
  add_header Cache-Control $churnbook_keep;
  add_header Access-Control-Allow-Origin $churnbook_share;
${headers.join("\n")}

${TYPES}
  default_type application/octet-stream;
  charset utf-8;
  charset_types text/css text/plain text/markdown text/csv application/javascript application/json;

  gzip on;
  gzip_vary on;
  gzip_min_length 1024;
  gzip_types ${COMPRESSED.join(" ")};

${below(base)}  location = / {
    try_files /index.html =404;
  }
  location = /_headers {
    return 404;
  }
  location ~ ^/(.+)/$ {
    return 301 ${base}$1$is_args$args;
  }
  location / {
    try_files $uri $uri.html =404;
  }
  error_page 403 404 /404.html;
}
`;
}

/** Files lie at the root whatever the readers' path is, so that one set of rules serves both. */
function below(base: string): string {
  if (base === "/") return "";
  return `  location = ${base.slice(0, -1)} {
    return 301 ${base};
  }
  location ^~ ${base} {
    rewrite ^${base}(.*)$ /$1 last;
  }
`;
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}
