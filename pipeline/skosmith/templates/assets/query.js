// The query editor: runs the query and shows the answer, rows as a table and anything else as text.
"use strict";
(() => {
  const form = document.getElementById("editor"), text = document.getElementById("query");
  const state = document.getElementById("state"), answer = document.getElementById("answer");
  const made = (tag, text = "") => { const node = document.createElement(tag); node.textContent = text; return node; };
  let running = null;
  const cell = (term) => {
    const node = made("td");
    if (!term) return node;
    if (term.type === "uri" && /^https?:/.test(term.value)) { const link = made("a", term.value); link.href = term.value; link.rel = "noreferrer"; node.append(link); }
    else { node.textContent = term.value; if (term["xml:lang"]) { node.lang = term["xml:lang"]; node.dir = "auto"; } }
    return node;
  };
  const table = (found) => {
    const node = made("table"), head = made("thead"), body = made("tbody"), row = made("tr");
    row.append(...found.head.vars.map((name) => { const th = made("th", name); th.scope = "col"; return th; }));
    head.append(row);
    body.append(...found.results.bindings.map((binding) => { const line = made("tr"); line.append(...found.head.vars.map((name) => cell(binding[name]))); return line; }));
    node.append(head, body);
    return node;
  };
  const run = async () => {
    running?.abort();
    const mine = running = new AbortController();
    state.textContent = form.dataset.running; answer.replaceChildren();
    try {
      const reply = await fetch(form.action, {
        method: "POST", body: text.value, signal: mine.signal,
        headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle;q=0.9" },
      });
      const said = await reply.text(), kind = reply.headers.get("Content-Type") ?? "";
      if (!kind.startsWith("application/sparql-results+json")) { state.textContent = reply.ok ? "" : String(reply.status); const block = made("pre", said); block.tabIndex = 0; answer.replaceChildren(block); return; }
      const found = JSON.parse(said);
      if ("boolean" in found) { state.textContent = String(found.boolean); return; }
      state.textContent = form.dataset.rows.replace("{}", found.results.bindings.length);
      answer.replaceChildren(table(found));
    } catch (error) { if (error.name !== "AbortError") state.textContent = String(error); }
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
  text.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); } });
  document.querySelectorAll("[data-query]").forEach((button) => button.addEventListener("click", () => { text.value = button.dataset.query; text.focus(); scrollTo(0, 0); }));
})();
