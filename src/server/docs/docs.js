// The page about the service: what openapi.json says, and a form to try each request.
"use strict";
(() => {
  // Letters of an answer that the page shows.
  const SHOWN_MAX = 100_000;
  const byId = (id) => document.getElementById(id);
  // Lives as long as the page.
  let key = "";
  let openapi;

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function authorized(headers = {}) {
    return key ? { ...headers, Authorization: `Bearer ${key}` } : headers;
  }

  // What a reference of the document stands for.
  function resolve(value) {
    if (!value?.$ref) return value;
    return value.$ref.slice(2).split("/").reduce((at, name) => at[name], openapi);
  }

  // --- what the document says ---------------------------------------------------------------------------------------

  async function load() {
    byId("problem").textContent = "";
    try {
      const answer = await fetch("openapi.json", { headers: authorized() });
      const said = await answer.json();
      if (answer.ok) {
        openapi = said;
        show();
      } else {
        byId("problem").textContent = said.detail;
      }
    } catch {
      byId("problem").textContent = "The service does not answer.";
    }
    document.documentElement.dataset.ready = "";
  }

  function show() {
    const { title, version, description } = openapi.info;
    document.querySelector("h1").textContent = `${title} ${version}`;
    byId("about").replaceChildren(description, " ",
      element("a", { href: "openapi.json" }, "openapi.json"), " says the same to programs.");
    const routes = Object.entries(openapi.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => route(method.toUpperCase(), path, operation)));
    byId("routes").replaceChildren(...routes);
  }

  function route(method, path, operation) {
    const id = `heading-${operation.operationId}`;
    const heading = element("h2", { id }, element("span", { className: "method" }, method), " ",
      element("code", {}, path));
    const section = element("section", {}, heading, element("p", {}, operation.summary));
    section.id = operation.operationId;
    section.setAttribute("aria-labelledby", id);
    const parameters = operation.parameters.map(resolve);
    const body = resolve(operation.requestBody);
    section.append(answers(operation, `Answers of ${method} ${path}`), form(method, path, parameters, body, operation));
    return section;
  }

  function answers(operation, about) {
    const rows = Object.entries(operation.responses).map(([status, response]) => {
      const { description, content = {}, headers = {} } = resolve(response);
      const types = Object.entries(content).map(([type, { schema }]) =>
        schema.$ref ? `${type}: ${schema.$ref.split("/").at(-1)}` : type);
      return element("tr", {}, element("td", {}, status), element("td", {}, description),
        element("td", {}, types.join(", ")), element("td", {}, Object.keys(headers).join(", ")));
    });
    const head = element("tr", {}, ...["Status", "Meaning", "Body", "Headers"].map((title) =>
      element("th", { scope: "col" }, title)));
    const table = element("table", {}, element("caption", {}, about), element("thead", {}, head),
      element("tbody", {}, ...rows));
    const region = element("div", { className: "table", tabIndex: 0 }, table);
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", about);
    return element("details", {}, element("summary", {}, "Answers"), region, ...schemas(operation));
  }

  // The schemas of the answer and of what it is made of.
  function schemas(operation) {
    const found = new Set();
    const look = (value) => {
      if (typeof value !== "object" || value === null) return;
      const name = /^#\/components\/schemas\/(.*)$/.exec(value.$ref ?? "")?.[1];
      if (name && !found.has(name)) {
        found.add(name);
        look(openapi.components.schemas[name]);
      }
      Object.values(value).forEach(look);
    };
    look(operation.responses["200"]);
    look(resolve(operation.requestBody));
    return [...found].map((name) => {
      const text = JSON.stringify(openapi.components.schemas[name], null, 2);
      const pre = element("pre", { tabIndex: 0 }, text);
      pre.setAttribute("role", "group");
      pre.setAttribute("aria-label", `Schema ${name}`);
      return element("details", {}, element("summary", {}, `Schema ${name}`), pre);
    });
  }

  // --- trying it ----------------------------------------------------------------------------------------------------

  function form(method, path, parameters, body, operation) {
    const fields = parameters.map((parameter) => ({ parameter, input: field(parameter) }));
    const made = element("form", { className: "try" }, ...fields.map(({ parameter, input }) => {
      const label = element("label", {}, `${parameter.name}${parameter.required ? " (required)" : ""}`, input);
      label.title = parameter.description;
      return label;
    }));
    const accept = choice("Accept", Object.keys(operation.responses["200"].content));
    made.append(accept.label);
    let sent = null;
    if (body) {
      sent = { type: choice("Content-Type", Object.keys(body.content)), text: element("textarea", { spellcheck: false }) };
      const example = () => {
        const { example: shown } = body.content[sent.type.input.value];
        sent.text.value = typeof shown === "string" ? shown : JSON.stringify(shown, null, 2);
      };
      sent.type.input.addEventListener("change", example);
      example();
      made.append(sent.type.label, element("label", { className: "wide" }, "Body", sent.text));
    }
    made.append(element("button", { type: "submit" }, `Send ${method} ${path}`));
    const said = element("div", { className: "said" });
    said.setAttribute("role", "status");
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      const headers = { Accept: accept.input.value };
      if (sent) headers["Content-Type"] = sent.type.input.value;
      send(method, url(path, fields, headers), headers, sent?.text.value, said);
    });
    return element("div", {}, parameterTable(parameters), made, said);
  }

  function field({ schema, example, required }) {
    const named = resolve(schema);
    if (!named.enum) {
      return element("input", { autocomplete: "off", spellcheck: false, placeholder: String(example ?? ""),
        value: required ? String(example) : "" });
    }
    return element("select", {}, ...["", ...named.enum].map((value) => element("option", { value }, value)));
  }

  function choice(name, values) {
    const input = element("select", {}, ...values.map((value) => element("option", { value }, value)));
    return { input, label: element("label", {}, name, input) };
  }

  function parameterTable(parameters) {
    if (!parameters.length) return "";
    const items = parameters.flatMap(({ name, description }) =>
      [element("dt", {}, element("code", {}, name)), element("dd", {}, description)]);
    return element("details", {}, element("summary", {}, "Parameters"), element("dl", {}, ...items));
  }

  // Relative, so that it holds behind a path of a proxy as well.
  function url(path, fields, headers) {
    const query = new URLSearchParams();
    let filled = path.slice(1);
    for (const { parameter, input } of fields) {
      if (parameter.in === "path") filled = filled.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
      else if (input.value && parameter.in === "query") query.set(parameter.name, input.value);
      else if (input.value) headers[parameter.name] = input.value;
    }
    const text = query.toString();
    return new URL(filled + (text ? `?${text}` : ""), new URL("./", location.href));
  }

  async function send(method, url, headers, body, said) {
    const begin = performance.now();
    try {
      const answer = await fetch(url, { method, headers: authorized(headers), body, cache: "no-store" });
      const text = await answer.text();
      const took = Math.round(performance.now() - begin);
      const heads = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
      const more = text.length > SHOWN_MAX ? `\n… and ${text.length - SHOWN_MAX} letters more` : "";
      said.replaceChildren(element("p", {}, element("strong", {}, String(answer.status)),
        ` from ${url.pathname}${url.search} in ${took} ms`), shown(heads, "Headers"),
      shown(text.slice(0, SHOWN_MAX) + more, "Body"));
    } catch {
      said.replaceChildren(element("p", {}, "The service does not answer, or the browser did not send this."));
    }
  }

  function shown(text, about) {
    const pre = element("pre", { tabIndex: 0 }, text);
    pre.setAttribute("role", "group");
    pre.setAttribute("aria-label", about);
    return pre;
  }

  byId("key-form").addEventListener("submit", (event) => {
    event.preventDefault();
    key = byId("key").value.trim();
    load();
  });
  load();
})();
