// Two pages of a site side by side: the ladders of both are fetched, and their texts put into one table.
"use strict";
(() => {
  const form = document.getElementById("compare"), sides = document.getElementById("sides");
  const made = (tag, text = "") => { const node = document.createElement(tag); node.textContent = text; return node; };
  const page = async (name, language) => {
    const file = name.split("/").map(encodeURIComponent).join("/") + `.${language}.html`;
    const answer = await fetch(new URL(file, location.href));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const copy = (cell, node) => { if (node) cell.append(document.importNode(node, true)); else cell.append(made("span", "–")); cell.querySelectorAll("a").forEach((link) => link.replaceWith(...link.childNodes)); return cell; };
  const show = async (wanted) => {
    const [one, other] = await Promise.all([page(wanted.get("a"), wanted.get("la")), page(wanted.get("b"), wanted.get("lb"))]);
    const table = made("table"), body = made("tbody"), head = made("tr");
    table.className = "sides";
    const row = (name, find) => {
      const found = [find(one), find(other)];
      if (!found.some(Boolean)) return;
      const line = made("tr"), label = made("th", name);
      label.scope = "row";
      line.append(label, ...found.map((node) => copy(made("td"), node)));
      body.append(line);
    };
    head.append(made("td"), ...[one, other].map((side) => { const cell = made("th"); cell.scope = "col"; return copy(cell, side.querySelector("h1 .code")); }));
    row("", (side) => side.querySelector("h1 > span"));
    row("", (side) => side.querySelector(".strip"));
    row("", (side) => side.querySelector(".prose.lead"));
    for (let level = 1; level <= 7; level++) row(sides.dataset.texts.replace("{}", level), (side) => side.querySelectorAll(".ladder > li")[level - 1]?.querySelector(".what .prose"));
    const top = made("thead");
    top.append(head); table.append(top, body); sides.replaceChildren(table);
  };
  const chosen = new URLSearchParams(location.search);
  for (const [name, value] of chosen) if (form.elements[name]) form.elements[name].value = value;
  form.addEventListener("submit", (event) => { event.preventDefault(); const data = new FormData(form); history.replaceState(null, "", "?" + new URLSearchParams(data)); show(data); });
  if (chosen.has("a") && chosen.has("b")) show(new FormData(form));
})();
