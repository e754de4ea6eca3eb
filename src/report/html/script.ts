/** Filters the findings; opens what a link leads into, and everything on paper. Without it the report is whole. */
export const SCRIPT = `
"use strict";
const form = document.getElementById("filters");
const articles = [...document.querySelectorAll("#list article")];
const texts = new Map();
function textOf(article) {
  if (!texts.has(article)) texts.set(article, article.textContent.toLowerCase());
  return texts.get(article);
}
function apply() {
  const data = new FormData(form);
  const wanted = ["verdict", "severity", "service", "module", "control"].map((name) => [name, data.get(name)]).filter(([, value]) => value);
  const text = String(data.get("text")).trim().toLowerCase();
  let shown = 0;
  for (const article of articles) {
    const fits = wanted.every(([name, value]) => name === "control" ? article.dataset.control.split(" ").includes(value) : article.dataset[name] === value) && (text === "" || textOf(article).includes(text));
    article.hidden = !fits;
    if (fits) shown += 1;
  }
  form.elements.count.value = shown + " of " + articles.length + " findings";
}
let timer;
form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(apply, 80); });
form.addEventListener("reset", () => setTimeout(apply));
form.addEventListener("submit", (event) => event.preventDefault());
function reveal() {
  let target = null;
  try { target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null; } catch {}
  if (target === null) return;
  if (target.hidden) { form.reset(); apply(); }
  for (let at = target; at !== null; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", reveal);
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
  if (link === null) return;
  const { filterControl, filterText } = link.dataset;
  if ("filterControl" in link.dataset || "filterText" in link.dataset) {
    form.reset();
    form.elements.control.value = filterControl ?? "";
    form.elements.text.value = filterText ?? "";
    apply();
  }
  if (link.hash === location.hash) setTimeout(reveal);
});
reveal();
let opened = [];
addEventListener("beforeprint", () => { opened = [...document.querySelectorAll("details:not([open])")]; for (const details of opened) details.open = true; });
addEventListener("afterprint", () => { for (const details of opened) details.open = false; });
`;
