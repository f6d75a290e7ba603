import {createHash} from "node:crypto";

/** What a page may do, as a Content-Security-Policy says it: by directive. */
export type Policy = Record<string, string[]>;

/**
 * The policy of one page: everything from its own site and nothing from elsewhere; of inline scripts only those that it
 * was built with, by their hashes; no eval. Styles may be inline, because charts set them.
 *
 * @param html the finished page
 * @param needsWasm whether it compiles WebAssembly
 */
export function contentPolicy(html: string, needsWasm: boolean): Policy {
  const wasm = needsWasm ? ["'wasm-unsafe-eval'"] : [];
  return {
    "default-src": ["'none'"],
    "base-uri": [/<base\s/i.test(html) ? "'self'" : "'none'"],
    "form-action": ["'none'"],
    "object-src": ["'none'"],
    "script-src": ["'self'", ...hashScripts(html), ...wasm],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'", ...(needsWasm ? ["blob:"] : [])],
    "worker-src": ["'self'", ...(needsWasm ? ["blob:"] : [])],
    "manifest-src": ["'self'"]
  };
}

/** A policy as a header's value. */
export function formatPolicy(policy: Policy): string {
  return Object.entries(policy).map(([directive, sources]) => [directive, ...sources].join(" ")).join("; ");
}

/** As a header a policy may also say who may frame the page, which the page itself cannot. */
export function headerPolicy(policy: Policy): string {
  return formatPolicy({...policy, "frame-ancestors": ["'self'"]});
}

/** The page with its policy in it, before anything that the policy rules; a policy that was there is replaced. */
export function withPolicy(html: string, policy: Policy): string {
  const meta = `<meta http-equiv="Content-Security-Policy" content="${formatPolicy(policy)}">`;
  const bare = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>\n?/, "");
  return bare.replace(/(<meta charset="?utf-8"?\s*\/?>)/i, `$1\n${meta}`);
}

/** Hashes of the scripts that stand in the page, as script-src names them. */
export function hashScripts(html: string): string[] {
  const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)].filter(([, attributes]) => !/\bsrc\s*=/i.test(attributes) && isCode(attributes));
  return [...new Set(scripts.map(([, , code]) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`))];
}

/** Blocks of data are no scripts. */
function isCode(attributes: string): boolean {
  const type = /\btype\s*=\s*"?([^\s">]+)/i.exec(attributes)?.[1];
  return type === undefined || /^(module|text\/javascript|application\/javascript)$/i.test(type);
}
