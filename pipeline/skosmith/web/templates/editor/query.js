// The query editor: YASGUI, told to ask this server and no other, to offer the terms of this data, to name its parts and
// to let the keyboard through. Until it is there, and without JavaScript, the form does.
"use strict";
(() => {
  const place = document.getElementById("editor"), form = document.getElementById("plain");
  const state = document.getElementById("state"), words = place.dataset;
  const { Yasqe, Yasr, Tab } = Yasgui, table = Yasr.plugins.table.prototype;
  const { prefixes, classes, properties } = JSON.parse(words.offered);

  // The vendor's completers ask prefix.cc and lov.linkeddata.es; these lists take their place.
  const lists = { prefixes: Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`), class: classes, property: properties };
  for (const [name, list] of Object.entries(lists)) Object.assign(Yasqe.Autocompleters[name], { get: list, bulk: true, persistenceId: null });

  // YASR writes an IRI into its table as it stands, and may link any scheme.
  const link = table.getUriLinkFromBinding, entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  table.getUriLinkFromBinding = function (term, names) {
    const value = term.value.replace(/[&<>"']/g, (mark) => entities[mark]);
    return /^https?:/.test(value) ? link.call(this, { ...term, value }, names) : `&lt;${value}&gt;`;
  };

  const drawControls = table.drawControls;
  table.drawControls = function () { drawControls.call(this); this.tableSizeField.ariaLabel = "Page size"; };

  // CodeMirror takes Tab for itself, so that nobody who has come in by the keyboard gets out again.
  const keys = { Tab: false, "Shift-Tab": false };

  // Delete closes the tab that has the focus, and would, too, while its name is typed.
  place.addEventListener("keydown", (event) => { if (event.target.matches(".tab input")) event.stopPropagation(); }, true);

  const drawn = (yasr) => {
    yasr.resultsEl.querySelectorAll(".errorMessage").forEach((text) => { text.tabIndex = 0; }); // a long line scrolls
    yasr.resultsEl.querySelectorAll(".CodeMirror").forEach(({ CodeMirror: response }) => {
      response.setOption("extraKeys", keys);
      response.getInputField().ariaLabel = words.results;
    });
    const error = yasr.results.getError(), rows = yasr.results.getBindings();
    return error ? error.text : rows ? words.rows.replace("{}", rows.length) : String(yasr.results.getBoolean() ?? "");
  };

  // Each tab has its own state; the page shows that of the tab in front.
  const states = new Map();
  const say = (tab, text) => {
    states.set(tab, text);
    if (tab === yasgui.getTab()) state.textContent = text;
  };

  const show = Tab.prototype.show;
  Tab.prototype.show = function () {
    const isNew = !this.getYasqe();
    show.call(this);
    state.textContent = states.get(this) ?? "";
    if (!isNew) return;
    const yasqe = this.getYasqe(), yasr = this.getYasr();
    Object.assign(yasqe.getInputField(), { role: "textbox", ariaMultiLine: "true", ariaLabel: words.label });
    yasqe.on("query", () => say(this, words.running));
    yasr.pluginControls.removeAttribute("id"); // each tab would have the same
    Object.values(yasr.plugins).forEach((plugin) => { delete plugin.helpReference; }); // a foreign host
    Object.assign(yasr.resultsEl, { tabIndex: 0, role: "region", ariaLabel: words.results });
    yasr.on("drawn", () => say(this, drawn(yasr)));
  };

  const yasgui = new Yasgui(place, {
    tabName: words.name, persistenceId: `skosmith ${form.action}`, populateFromUrl: false, autofocus: false,
    requestConfig: {
      endpoint: () => form.action, method: "POST",
      acceptHeaderSelect: "application/sparql-results+json", acceptHeaderGraph: "text/turtle",
    },
    yasqe: { value: form.elements.query.value, extraKeys: keys, inputStyle: "contenteditable", dragDrop: false },
    yasr: { prefixes, maxPersistentResponseSize: 0 }, // tabs are kept, what was answered is not
  });

  const open = (name, value) => {
    const tabs = Object.values(yasgui._tabs), same = tabs.find((tab) => tab.getName() === name && tab.getPersistedJson().yasqe.value === value);
    if (same) yasgui.selectTabId(same.getId());
    else yasgui.addTab(true, name ? { name, yasqe: { value } } : {});
    place.scrollIntoView();
    yasgui.getTab().getYasqe().focus();
  };
  document.querySelectorAll("[data-query]").forEach((button) => {
    button.addEventListener("click", () => open(button.dataset.name, button.dataset.query));
    button.hidden = false;
  });
  document.getElementById("new").addEventListener("click", () => open());
  document.getElementById("actions").hidden = false;
  form.hidden = true;
})();
