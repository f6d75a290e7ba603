/** What Framework tells the functions that draw a page's frame. */
export interface PageFrame {
  /** the page's path, such as `/predict` or `/index` */
  path: string;
  title: string | null;
  data: Record<string, unknown>;
}

/** The pages in the order of the navigation. */
const pages = [
  {path: "/", title: "Report"},
  {path: "/predict", title: "Predict"},
  {path: "/eda", title: "Explore"},
  {path: "/models", title: "Models"},
  {path: "/experiments", title: "Experiments"},
  {path: "/wrangling", title: "Wrangling"},
  {path: "/pipeline", title: "Pipeline"},
  {path: "/about", title: "About"}
];

export function header({path}: PageFrame): string {
  const here = path === "/index" ? "/" : path;
  const links = pages.map((page) => `<a href="${page.path}"${page.path === here ? ' aria-current="page"' : ""}>${page.title}</a>`);
  return `<nav aria-label="Pages">${links.join("\n")}</nav>`;
}

export function head(): string {
  return `<script type="module" src="/components/shell/ready.js"></script>
<script type="module" src="/components/shell/comfort.js"></script>`;
}

export function footer(): string {
  return "";
}
