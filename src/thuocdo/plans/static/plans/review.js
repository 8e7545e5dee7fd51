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
