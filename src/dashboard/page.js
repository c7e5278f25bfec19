// The table of messages: sort, search, filter and details. The fragment of the URL holds the state of the view.
"use strict";
(async () => {
  const PAGE_ROWS = 500;
  const PRINTED_ROWS = 5000;
  const byId = (id) => document.getElementById(id);
  const data = await unpack(byId("data").textContent);
  const count = data.ids.length;
  const names = data.reports.map((name) => name.toLowerCase());
  const body = byId("messages").tBodies[0];
  const sortable = [...document.querySelectorAll("th[data-sort]")];
  const bars = [...document.querySelectorAll(".bar")];
  let state = readState();
  let shown = [];
  let isPrinted = false;

  async function unpack(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  }

  // --- the fragment -------------------------------------------------------------------------------------------------

  // Ignores invalid parameters.
  function readState() {
    const parameters = new URLSearchParams(location.hash.slice(1));
    const sort = [];
    for (const part of (parameters.get("sort") ?? "").split(",")) {
      const [column, direction] = part.split(":");
      const isKnown = ["report", "credits"].includes(column) && ["asc", "desc"].includes(direction);
      if (isKnown && !sort.some((other) => other.column === column)) sort.push({ column, direction });
    }
    const bar = data.bars.indexOf(parameters.get("bar"));
    const report = data.reports.indexOf(parameters.get("report"));
    const page = Number(parameters.get("page"));
    return {
      sort,
      search: parameters.get("q") ?? "",
      bar: parameters.has("bar") && bar >= 0 ? bar : null,
      report: parameters.has("report") && report >= 0 ? report : null,
      page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    };
  }

  function fragment() {
    const parameters = new URLSearchParams();
    if (state.sort.length) {
      parameters.set("sort", state.sort.map(({ column, direction }) => `${column}:${direction}`).join(","));
    }
    if (state.search) parameters.set("q", state.search);
    if (state.report !== null) parameters.set("report", data.reports[state.report]);
    if (state.bar !== null) parameters.set("bar", data.bars[state.bar]);
    if (state.page > 1) parameters.set("page", state.page);
    return `#${parameters}`;
  }

  // Changes the state and adds it to the history. With isStep false it replaces the last entry, so that all letters of
  // a search are one step.
  function change(changes, isStep = true) {
    state = { ...state, page: 1, ...changes };
    show();
    if (fragment() === (location.hash || "#")) return;
    try {
      history[isStep ? "pushState" : "replaceState"](null, "", fragment());
    } catch {
      // The browser may refuse the entry, for a file or after too many changes; the table is right without it.
    }
  }

  // --- selecting and sorting rows -----------------------------------------------------------------------------------

  function select() {
    const wanted = state.search.trim().toLowerCase();
    const named = names.map((name) => name.includes(wanted));
    const rows = [];
    for (let row = 0; row < count; row += 1) {
      if (state.bar !== null && data.bar[row] !== state.bar) continue;
      if (state.report !== null && data.report[row] !== state.report) continue;
      if (wanted && !(named[data.report[row]] || data.ids[row].includes(wanted) || data.times[row].includes(wanted)
        || (data.texts.length && data.texts[row].toLowerCase().includes(wanted)))) continue;
      rows.push(row);
    }
    const keys = { report: data.report, credits: data.cents };
    const orders = state.sort.map(({ column, direction }) => [keys[column], direction === "asc" ? 1 : -1]);
    if (orders.length) {
      rows.sort((one, other) => {
        for (const [key, sign] of orders) {
          if (key[one] !== key[other]) return key[one] < key[other] ? -sign : sign;
        }
        return one - other;
      });
    }
    return rows;
  }

  // Formats whole hundredths, which are less than 2^53 and therefore exact.
  function credits(cents) {
    const digits = String(cents).padStart(3, "0");
    return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  }

  // --- rendering ----------------------------------------------------------------------------------------------------

  function element(name, text, properties = {}) {
    const made = Object.assign(document.createElement(name), properties);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function show() {
    shown = select();
    const pages = Math.max(1, Math.ceil(shown.length / PAGE_ROWS));
    state.page = Math.min(state.page, pages);
    const first = isPrinted ? 0 : (state.page - 1) * PAGE_ROWS;
    const listed = shown.slice(first, first + (isPrinted ? PRINTED_ROWS : PAGE_ROWS));
    body.replaceChildren(...listed.map(tableRow));
    if (!listed.length) body.insertRow().append(element("td", "No matching messages.", { colSpan: 4 }));
    byId("view").textContent = view(listed.length);
    const total = shown.reduce((sum, row) => sum + data.cents[row], 0);
    byId("shown").textContent = `${shown.length} of ${count} messages, ${credits(total)} credits`;
    byId("pages").hidden = pages === 1;
    byId("page").textContent = `Page ${state.page} of ${pages}`;
    byId("previous").setAttribute("aria-disabled", state.page === 1);
    byId("next").setAttribute("aria-disabled", state.page === pages);
    if (byId("search").value !== state.search) byId("search").value = state.search;
    byId("filter").value = state.report ?? "";
    byId("clear-bar").hidden = state.bar === null;
    byId("clear-bar").textContent = state.bar === null ? "" : `Only ${data.bars[state.bar]} ×`;
    document.querySelector("svg")?.classList.toggle("filtered", state.bar !== null);
    bars.forEach((bar, index) => {
      bar.classList.toggle("chosen", index === state.bar);
      bar.setAttribute("aria-current", index === state.bar);
    });
    sortable.forEach(showSort);
  }

  // Describes the rows that are listed, for a printed page.
  function view(listed) {
    const parts = state.sort.map(({ column, direction }) => `sorted by ${column}, ${direction}ending`);
    if (state.search) parts.push(`containing “${state.search}”`);
    if (state.report !== null) parts.push(`of the report “${data.reports[state.report] || "none"}”`);
    if (state.bar !== null) parts.push(`of ${data.bars[state.bar]}`);
    if (listed < shown.length) parts.push(`the first ${listed} of ${shown.length}`);
    return parts.length ? `Messages ${parts.join("; ")}.` : "";
  }

  function showSort(heading) {
    const place = state.sort.findIndex(({ column }) => column === heading.dataset.sort);
    const direction = place < 0 ? "none" : { asc: "ascending", desc: "descending" }[state.sort[place].direction];
    heading.setAttribute("aria-sort", direction);
    const sign = { none: "↕", ascending: "▲", descending: "▼" }[direction];
    const precedence = state.sort.length > 1 && place >= 0 ? ` ${place + 1}` : "";
    heading.querySelector("span").textContent = ` ${sign}${precedence}`;
  }

  function tableRow(row) {
    const line = element("tr");
    const id = element("td");
    const open = element("button", data.ids[row], { type: "button", className: "open" });
    open.setAttribute("aria-expanded", "false");
    open.title = "Show the line items";
    open.addEventListener("click", () => toggle(line, open, row));
    id.append(open);
    line.append(id, element("td", data.times[row]), element("td", data.reports[data.report[row]]),
      element("td", credits(data.cents[row]), { className: "number" }));
    return line;
  }

  function toggle(line, open, row) {
    const isOpen = open.getAttribute("aria-expanded") === "true";
    open.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) line.nextSibling.remove();
    else line.after(details(row));
  }

  function details(row) {
    const line = element("tr", undefined, { className: "details" });
    const cell = element("td", undefined, { colSpan: 4 });
    if (data.notes[row]) cell.append(element("p", data.notes[row]));
    const table = element("table");
    table.append(element("caption", `What message ${data.ids[row]} costs`));
    const head = table.createTHead().insertRow();
    for (const [index, title] of ["Rule", "Quantity", "Rate", "Amount", "Subtotal"].entries()) {
      head.append(element("th", title, { scope: "col", className: index ? "number" : "" }));
    }
    const items = table.createTBody();
    for (const item of data.items[row].split(";").slice(0, -1)) {
      const [rule, ...figures] = item.split("|");
      const entry = items.insertRow();
      entry.append(element("td", data.rules[rule]));
      entry.append(...figures.map((figure) => element("td", figure, { className: "number" })));
    }
    cell.append(table);
    if (data.texts.length) cell.append(element("p", data.texts[row]));
    line.append(cell);
    return line;
  }

  // --- events -------------------------------------------------------------------------------------------------------

  function sortBy(column) {
    const sort = state.sort.map((order) => ({ ...order }));
    const place = sort.findIndex((order) => order.column === column);
    if (place < 0) sort.push({ column, direction: "asc" });
    else if (sort[place].direction === "asc") sort[place].direction = "desc";
    else sort.splice(place, 1);
    change({ sort });
  }

  for (const heading of sortable) {
    const button = element("button", heading.textContent, { type: "button" });
    button.append(element("span"));
    button.addEventListener("click", () => sortBy(heading.dataset.sort));
    heading.replaceChildren(button);
  }

  const filter = byId("filter");
  filter.append(element("option", "All", { value: "" }));
  data.reports.forEach((name, index) => filter.append(element("option", name || "No report", { value: index })));
  filter.addEventListener("change", () => change({ report: filter.value === "" ? null : Number(filter.value) }));
  byId("search").addEventListener("input", (event) => change({ search: event.target.value }, !state.search));
  byId("clear-bar").addEventListener("click", () => {
    bars[state.bar].focus();
    change({ bar: null });
  });
  byId("clear").addEventListener("click", () => change({ sort: [], search: "", report: null, bar: null }));
  for (const [id, step] of [["previous", -1], ["next", 1]]) {
    byId(id).addEventListener("click", () => {
      if (byId(id).getAttribute("aria-disabled") === "true") return;
      change({ page: state.page + step });
      byId("table-heading").scrollIntoView();
    });
  }

  // The Tab key reaches one bar; the arrow keys move from one bar to the next.
  const tip = byId("tip");
  bars.forEach((bar, index) => {
    bar.setAttribute("tabindex", index ? "-1" : "0");
    const showTip = () => { tip.textContent = bar.getAttribute("aria-label"); };
    const choose = () => change({ bar: state.bar === index ? null : index });
    const isPlain = (event) => !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
    bar.addEventListener("pointerenter", showTip);
    bar.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") tip.textContent = ""; });
    bar.addEventListener("focus", () => {
      showTip();
      bars.forEach((other) => other.setAttribute("tabindex", other === bar ? "0" : "-1"));
    });
    bar.addEventListener("click", (event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      showTip();
      choose();
    });
    bar.addEventListener("keydown", (event) => {
      if (!isPlain(event)) return;
      const next = { ArrowRight: bars[index + 1], ArrowLeft: bars[index - 1], Home: bars[0], End: bars.at(-1) }[event.key];
      if (!next && event.key !== " ") return;
      event.preventDefault();
      if (next) next.focus();
      else choose();
    });
  });

  addEventListener("popstate", () => { state = readState(); show(); });
  addEventListener("beforeprint", () => { isPrinted = true; show(); });
  addEventListener("afterprint", () => { isPrinted = false; show(); });
  byId("rest")?.remove();
  byId("controls").hidden = false;
  show();
  document.documentElement.dataset.ready = "";
})();
