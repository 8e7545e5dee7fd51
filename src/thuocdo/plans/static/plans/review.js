// The review's own keys and what saving says. Enter confirms, e edits, f goes to the next finding; s, m, u, [ and ]
// stand as data-key-page at their buttons. Without this file every button still works.
"use strict";
(() => {
  const keysOn = document.body.dataset.singleKeys !== "off";
  const busy = (target) => target.closest("input, textarea, select, button, a, summary, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (!keysOn || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || busy(event.target)) return;
    if (event.key === "Enter") {
      const confirm = document.getElementById("xac-nhan");
      if (confirm) { event.preventDefault(); confirm.click(); }
    } else if (event.key === "e") {
      const first = document.querySelector("#bieu-dong textarea, #bieu-dong input:not([type=hidden])");
      if (first) { event.preventDefault(); first.focus(); }
    } else if (event.key === "f") {
      const all = [...document.querySelectorAll(".finding")];
      const at = all.indexOf(document.activeElement.closest(".finding"));
      const next = all[(at + 1) % all.length];
      if (next) { event.preventDefault(); next.setAttribute("tabindex", "-1"); next.focus(); next.scrollIntoView({ block: "center" }); }
    }
  });

  // An answer to an autosave must not overwrite what was typed while it was on its way. Then the stamp stays the old
  // one too, and the next save is merged on the server against what this form was shown.
  let typed = 0, sent = 0;
  for (const name of ["input", "change"]) document.addEventListener(name, (event) => { if (event.target.closest("#bieu-dong")) typed += 1; }, true);
  document.addEventListener("htmx:configRequest", (event) => { if (event.detail.elt.id === "bieu-dong") sent = typed; });
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (typed !== sent && event.detail.target.closest("#bieu-dong")) event.detail.shouldSwap = false;
  });

  // A lost connection is said beside the form; what was typed stays and is sent again with the next change.
  const lost = () => {
    const line = document.getElementById("luu");
    if (!line) return;
    const now = new Date();
    const time = `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
    line.textContent = (line.dataset.lost || "").replace("{time}", time);
    const form = document.getElementById("bieu-dong");
    if (form) setTimeout(() => { if (form.isConnected && window.htmx) window.htmx.trigger(form, "change"); }, 5000);
  };
  for (const name of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(name, lost);

  // The marked place of the source is brought into its frame, without moving the page.
  const show = () => {
    const frame = document.getElementById("nguon");
    const mark = frame && frame.querySelector(".marked, tr.current, mark, rect");
    if (mark) frame.scrollTop += mark.getBoundingClientRect().top - frame.getBoundingClientRect().top - 90;
  };
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("htmx:afterSettle", (event) => { if (event.detail.target && event.detail.target.id === "khoi-ra-soat") show(); });
  window.addEventListener("load", () => { if (document.querySelector("#nguon .page-image")) show(); });

  // Enlarging the page image: three steps by class, because styles in attributes are not allowed.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (!button) return;
    const source = document.getElementById("nguon");
    const now = source.classList.contains("zoom-2") ? 2 : source.classList.contains("zoom-1") ? 1 : 0;
    const next = Math.max(0, Math.min(2, now + Number(button.dataset.zoom)));
    source.classList.remove("zoom-1", "zoom-2");
    if (next) source.classList.add(`zoom-${next}`);
  });
})();
