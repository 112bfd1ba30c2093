// What a page can do better with scripts than without: leave at once, keep what is half written, lock when idle.
"use strict";
const body = document.body;

function leave() {
  document.documentElement.hidden = true;
  document.getElementById("leave").submit();
}

let escaped = 0;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const now = Date.now();
  if (now - escaped < 1000) leave();
  escaped = now;
});

// A form with data-draft="3" is kept under that number while it is being filled in.
function keep(form) {
  const data = new FormData(form);
  data.append("draft", form.dataset.draft);
  const said = new URLSearchParams(data).toString();
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  // A browser refuses to carry on with more than 64 kB once the window is closed.
  return fetch(body.dataset.draft, { method: "POST", headers, body: said, keepalive: said.length < 60000 });
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  let waiting = null, changed = false;
  const save = () => { clearTimeout(waiting); if (changed) { changed = false; keep(form); } };
  form.addEventListener("input", () => { changed = true; clearTimeout(waiting); waiting = setTimeout(save, 1500); });
  form.addEventListener("submit", () => { clearTimeout(waiting); changed = false; });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
  window.addEventListener("pagehide", save);
}

// When nobody did anything for as long as the vault stays open, what is on the screen goes as well.
if (body.dataset.idle) {
  let last = Date.now();
  for (const kind of ["input", "keydown", "pointerdown", "scroll"]) {
    document.addEventListener(kind, () => { last = Date.now(); }, { passive: true });
  }
  setInterval(() => { if (Date.now() - last > body.dataset.idle * 1000) location.replace(body.dataset.door); }, 5000);
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
