// What the page says of the service behind it: how old the bill is, whether there is a newer one, in which time zone.
"use strict";
(() => {
  const ASK_EVERY = 30_000;
  const TELL_EVERY = 5_000;
  // Seconds by which whole seconds may be wrong.
  const SLACK = 3;
  const byId = (id) => document.getElementById(id);
  const { tag } = byId("service").dataset;
  const time = byId("as-of").querySelector("time");
  // Seconds that the bill was old, and when that was said.
  let age = Number.NaN;
  let told = 0;

  // The clock of this machine may be wrong: the age is what the service says.
  async function ask() {
    try {
      hear(await fetch("usage", { method: "HEAD", cache: "no-store" }));
    } catch {
      byId("newer").textContent = "The service does not answer.";
    }
    tell();
    document.documentElement.dataset.asked = "";
  }

  function hear({ ok, headers }) {
    age = Math.max(0, (Date.parse(headers.get("Date")) - Date.parse(time.dateTime)) / 1000);
    told = performance.now();
    const isSame = headers.get("ETag") === tag;
    byId("stale").hidden = !(ok && isSame && headers.has("Usage-Stale"));
    byId("newer").textContent = says(ok, isSame, age - Number(headers.get("Age")) > SLACK);
  }

  function says(ok, isSame, isMadeAnew) {
    if (!ok) return "The service has no current bill.";
    if (!isSame) return "There is a newer bill: reload.";
    return isMadeAnew ? "Nothing has changed since then." : "";
  }

  function tell() {
    if (!Number.isFinite(age)) return;
    const seconds = Math.round(age + (performance.now() - told) / 1000);
    const steps = [[86_400, "d"], [3600, "h"], [60, "min"], [1, "s"]];
    const [size, unit] = steps.find(([size]) => seconds >= 2 * size) ?? [1, "s"];
    byId("age").textContent = `(${Math.floor(seconds / size)} ${unit} old)`;
  }

  // The same table in another zone: what was sorted and searched stays.
  byId("service").addEventListener("submit", (event) => {
    event.preventDefault();
    const search = `?${new URLSearchParams({ timezone: byId("timezone").value })}`;
    if (search === location.search) location.reload();
    else location.href = search + location.hash;
  });
  const reload = byId("reload");
  reload.hidden = false;
  reload.addEventListener("click", () => location.reload());

  const askIfSeen = () => { if (document.visibilityState === "visible") ask(); };
  ask();
  document.addEventListener("visibilitychange", askIfSeen);
  setInterval(askIfSeen, ASK_EVERY);
  setInterval(tell, TELL_EVERY);
})();
