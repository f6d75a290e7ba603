/** On paper: when and from where, for whoever finds the sheet. */
const line = document.createElement("p");
line.className = "print-line";

addEventListener("beforeprint", () => {
  const source = document.querySelector<HTMLMetaElement>("meta[name=provenance]")?.content ?? "";
  line.textContent = `${source}. Printed ${new Date().toLocaleString("en-GB", {dateStyle: "long", timeStyle: "short"})} from ${location.href}`;
  document.querySelector("#observablehq-main")?.append(line);
});
addEventListener("afterprint", () => line.remove());
