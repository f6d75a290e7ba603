import type {ChartImage} from "./chartImage.js";
import {address} from "./address.js";
import {el} from "./dom.js";

/** Here, because readers who never ask for it need none of it. */
const STYLE = `
.embed-dialog {
  width: min(40rem, 90vw); padding: 1.25rem; border: 1px solid var(--control); background: var(--surface); color: var(--ink);
  font-family: var(--sans);
}
.embed-dialog textarea { width: 100%; font-family: var(--mono); }
`;

/** Shows what a page of another site needs to show a figure of this one. @param drawing the part of the figure that is drawn */
export function embedDialog(drawing: HTMLElement, image: Pick<ChartImage, "title" | "fileName">): void {
  const origins = document.querySelector<HTMLMetaElement>("meta[name=embed]")?.content.split(" ") ?? [];
  const snippet = snippetOf(drawing, image);
  const told = el("output", {class: "hint"});
  const code = el("textarea", {readonly: true, rows: 6, "aria-label": "HTML", spellcheck: "false"}, snippet);
  const copy = el("button", {type: "button", class: "primary"}, "Copy");
  const close = el("button", {type: "button"}, "Close");
  copy.addEventListener("click", () => {
    code.select();
    navigator.clipboard.writeText(snippet).then(
      () => (told.textContent = "Copied."),
      () => (told.textContent = "This browser does not let pages copy; the HTML is selected.")
    );
  });
  const dialog = el(
    "dialog",
    {class: "embed-dialog", "aria-label": "Embed this figure"},
    el("style", {}, STYLE),
    el("p", {}, `This shows the figure, as it is set now, on pages of ${origins.join(", ")}, and on no other.`),
    code,
    el("p", {}, copy, " ", close, " ", told)
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  code.select();
}

/** As high as the figure is now, and a little for narrower pages. */
function snippetOf(drawing: HTMLElement, {title, fileName}: Pick<ChartImage, "title" | "fileName">): string {
  const params = new URLSearchParams(address.search);
  params.set("embed", fileName);
  const src = address.href(`?${params}`).replace(/#.*$/, "");
  const height = Math.ceil((drawing.closest("figure") ?? drawing).offsetHeight / 20) * 20 + 120;
  const frame = el("iframe", {src, title, width: "100%", height, style: "border: 0", loading: "lazy", referrerpolicy: "origin"});
  return frame.outerHTML;
}
