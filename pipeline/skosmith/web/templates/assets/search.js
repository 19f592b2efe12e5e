// Search as you type, in an index that is fetched once, when the field is first used. Accents and case do not matter.
"use strict";
(() => {
  const form = document.querySelector("form.search"), input = form.querySelector("input");
  const list = document.getElementById("found"), count = document.getElementById("count");
  const root = new URL(".", new URL(form.dataset.root, location.href));
  const letters = { "ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "\u0640": "" }; // as in search.py
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[łøđıßæœ\u0640]/g, (letter) => letters[letter])
    .replace(/\s+/g, " ").trim();
  let index = null, chosen = -1, shown = [];
  input.disabled = false;
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list" })) input.setAttribute(name, value);

  const load = () => index ??= fetch(new URL(form.dataset.index, location.href)).then((answer) => answer.json()).then((rows) => rows.map(
    ([name, code, kind, text, file, also]) => ({ name, code, kind, text, file, words: fold(`${code} ${name} ${text} ${also}`), folded: fold(name), key: fold(code) })));

  const find = (rows, query) => {
    const wanted = fold(query), words = wanted.split(" ");
    if (!wanted) return [];
    const rank = (row) => row.key === wanted ? 0 : row.key.startsWith(wanted) || row.folded.startsWith(wanted) ? 1 : words.every((word) => row.folded.includes(word)) ? 2 : 3;
    return rows.filter((row) => words.every((word) => row.words.includes(word))).map((row) => [rank(row), row])
      .sort((one, other) => one[0] - other[0] || (one[1].folded < other[1].folded ? -1 : 1)).map((pair) => pair[1]);
  };
  const made = (tag, text, kind) => { const node = document.createElement(tag); node.textContent = text; if (kind) node.className = kind; return node; };
  const to = (row) => new URL(row.file, root).href;
  const close = () => { list.hidden = true; chosen = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const choose = (at) => {
    chosen = at;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (at < 0) { input.removeAttribute("aria-activedescendant"); return; }
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const say = (found) => found.length ? form.dataset.count.replace("{count}", found.length) : form.dataset.none;
  const show = async () => {
    const query = input.value;
    if (!query.trim()) { count.textContent = ""; close(); return; }
    const found = find(await load(), query);
    if (query !== input.value) return;
    shown = found.slice(0, 12);
    list.replaceChildren(...shown.map((row, number) => {
      const item = made("li", row.name + " ");
      item.id = `found-${number}`; item.setAttribute("role", "option"); item.setAttribute("aria-selected", "false");
      item.append(made("span", row.code, "code"));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); location.href = to(row); });
      return item;
    }));
    count.textContent = say(found);
    chosen = -1; list.hidden = !shown.length; input.setAttribute("aria-expanded", String(!list.hidden));
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", () => { load(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && !list.hidden) { event.preventDefault(); choose((chosen + move + shown.length) % shown.length); }
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); location.href = to(shown[chosen]); }
    else if (event.key === "Escape") close();
  });
  // The page of results, where no server makes it.
  const all = document.getElementById("all-results"), query = new URLSearchParams(location.search).get("q");
  if (all && query && !all.children.length) load().then((rows) => {
    const found = find(rows, query);
    input.value = query;
    document.getElementById("all-count").textContent = say(found);
    all.replaceChildren(...found.slice(0, 50).map((row) => {
      const item = document.createElement("li"), link = made("a", row.name);
      link.href = to(row);
      item.append(link, " ", made("span", row.code, "code"), " ", made("span", row.kind, "other"), made("p", row.text.slice(0, 200)));
      return item;
    }));
  });
})();
