import MiniSearch, { type SearchResult } from "minisearch";
import type { Section } from "../sections";
import { fold, wordsOf } from "./fold";
import { snippetOf } from "./snippet";

const LONGEST = 20;

declare const elboSections: readonly Section[];

const index = new MiniSearch<Section>({
  idField: "href",
  fields: ["heading", "page", "text"],
  storeFields: ["page", "heading", "text"],
  tokenize: wordsOf,
  processTerm: fold,
  searchOptions: {
    boost: { heading: 4, page: 2 },
    combineWith: "AND",
    prefix: true,
    fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    tokenize: (query) => query.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [],
  },
});
index.addAll(elboSections);

const dialog = document.createElement("dialog");
dialog.className = "finder";
dialog.setAttribute("aria-label", "Search");
const input = Object.assign(document.createElement("input"), { type: "text", autocomplete: "off" });
input.setAttribute("role", "searchbox"); // of type search, its first Escape would empty it, and the second close the box
input.setAttribute("aria-label", "Search these pages");
input.placeholder = "Search these pages";
const status = document.createElement("p");
status.setAttribute("role", "status");
const list = document.createElement("ol");
dialog.append(input, status, list);
document.body.append(dialog);

input.addEventListener("input", () => {
  const results = index.search(input.value);
  list.replaceChildren(...results.slice(0, LONGEST).map(entryOf));
  status.textContent = input.value.trim() === "" ? "" : said(results.length);
});
list.addEventListener("click", () => dialog.close()); // a result may stand on this page
dialog.addEventListener("click", ({ target }) => {
  if (target === dialog) dialog.close(); // beside the box
});
dialog.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [input, ...list.querySelectorAll("a")];
  if (step === undefined || stops.length === 1) return;
  event.preventDefault();
  const at = stops.indexOf(document.activeElement as HTMLInputElement);
  stops[(at + step + stops.length) % stops.length].focus();
});
document.addEventListener("elbo-search", open);
open();

function open(): void {
  if (!dialog.open) dialog.showModal();
  input.select();
}

const said = (count: number): string =>
  count === 0
    ? "Nothing found"
    : count > LONGEST
      ? `The best ${LONGEST} of ${count} places`
      : `${count} ${count === 1 ? "place" : "places"}`;

function entryOf({ id, page, heading, text, terms }: SearchResult): HTMLLIElement {
  const link = Object.assign(document.createElement("a"), { href: id });
  const place = Object.assign(document.createElement("small"), { textContent: page === heading ? "" : page });
  const title = Object.assign(document.createElement("strong"), { textContent: heading });
  const snippet = document.createElement("span");
  snippet.append(...snippetOf(text, new Set(terms)));
  link.append(title, " ", place, snippet);
  const entry = document.createElement("li");
  entry.append(link);
  return entry;
}
