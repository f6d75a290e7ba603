import {address} from "../ui/address.js";

// Small comforts that the page also works without: the light switch, printing with everything open, one menu at a time, and a
// line of provenance on paper.

const storageKey = "churnbook-theme";
const root = document.documentElement;

function isDark(): boolean {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-theme-toggle]")) {
  const show = (): void => button.setAttribute("aria-pressed", String(isDark()));
  button.hidden = false;
  show();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem(storageKey, root.dataset.theme);
    } catch {
      // storage may be forbidden; the choice then lasts as long as the page
    }
    show();
  });
}

const openedForPrint = new Set<HTMLDetailsElement>();
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll<HTMLDetailsElement>("main details:not([open], .no-print)")) {
    details.open = true;
    details.dispatchEvent(new Event("toggle")); // the browser's own comes after the paper: what is made on opening must be there now
    openedForPrint.add(details);
  }
});
addEventListener("afterprint", () => {
  openedForPrint.forEach((details) => {
    details.open = false;
  });
  openedForPrint.clear();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus((menu) => menu.querySelector<HTMLElement>("summary")?.focus());
});
document.addEventListener("pointerdown", ({target}) => {
  if (target instanceof Node) closeMenus(() => {}, target);
});

/** Closes menus, but the one that holds `inside`. */
function closeMenus(closed: (menu: HTMLDetailsElement) => void, inside: Node | null = null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details:is(.menu, .nav-group, .line-chip)[open]")) {
    if (menu.contains(inside)) continue;
    menu.open = false;
    closed(menu);
  }
}

/** On paper: when and from where, for whoever finds the sheet. */
const line = document.createElement("p");
line.className = "print-line";

addEventListener("beforeprint", () => {
  const source = document.querySelector<HTMLMetaElement>("meta[name=provenance]")?.content ?? "";
  line.textContent = `${source}. Printed ${new Date().toLocaleString("en-GB", {dateStyle: "long", timeStyle: "short"})} from ${address.origin()}`;
  document.querySelector("#observablehq-main")?.append(line);
});
addEventListener("afterprint", () => line.remove());
