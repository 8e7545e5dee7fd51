// Keys, focus after swaps, dropped files, and the sentence that says a request did not get through.
"use strict";
(() => {
  const say = (text) => {
    const line = document.getElementById("loi-nhan");
    if (line) { line.textContent = ""; setTimeout(() => { line.textContent = text; }, 50); }
  };
  const words = document.body.dataset;
  const singleKeys = words.singleKeys !== "off";

  // 4xx answers carry their own words: show them in place instead of dropping them.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([403, 409, 422, 423].includes(event.detail.xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const region = event.detail.target;
    if (!region || region.dataset.quiet !== undefined) return;
    const goal = region.querySelector("[data-focus], .summary, [aria-invalid=true], h2, h3");
    if (goal) { if (!goal.hasAttribute("tabindex")) goal.setAttribute("tabindex", "-1"); goal.focus({ preventScroll: false }); }
    const told = region.querySelector("[data-say]");
    if (told) say(told.dataset.say);
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(name, () => say(words.offline || ""));
  document.addEventListener("DOMContentLoaded", () => { const first = document.querySelector(".summary"); if (first) first.focus(); });

  // What a phone shows folded stands open where there is room.
  if (window.matchMedia("(min-width: 901px)").matches) for (const part of document.querySelectorAll("details[data-open-wide]")) part.open = true;

  // Submitting twice sends twice; the second press is ignored.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent === "1" && !form.hasAttribute("hx-post")) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // A select or checkbox marked data-submit sends its form at once.
  document.addEventListener("change", (event) => { if (event.target.matches("[data-submit]")) event.target.form.requestSubmit(); });
  document.addEventListener("click", (event) => {
    const print = event.target.closest("[data-print]");
    if (print) { event.preventDefault(); window.print(); }
    const copy = event.target.closest("[data-copy]");
    if (copy && navigator.clipboard) navigator.clipboard.writeText(copy.dataset.copy).then(() => say(copy.dataset.copied || ""));
    const all = event.target.closest("[data-check-all]");
    if (all) document.querySelectorAll(all.dataset.checkAll).forEach((box) => { box.checked = all.checked; });
  });

  // A file may be dropped on the area around its chooser.
  document.querySelectorAll(".drop").forEach((area) => {
    const input = area.querySelector("input[type=file]");
    if (!input) return;
    for (const name of ["dragenter", "dragover"]) area.addEventListener(name, (event) => { event.preventDefault(); area.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) area.addEventListener(name, (event) => { event.preventDefault(); area.classList.remove("over"); });
    area.addEventListener("drop", (event) => { input.files = event.dataTransfer.files; input.dispatchEvent(new Event("change", { bubbles: true })); });
  });

  // A list that opens over the page closes with Esc and with a touch elsewhere.
  const closing = (except) => document.querySelectorAll("details[data-closes][open]").forEach((one) => { if (one !== except) { one.open = false; if (one.contains(document.activeElement)) one.querySelector("summary").focus(); } });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closing(null); });
  document.addEventListener("click", (event) => closing(event.target.closest("details[data-closes]")));

  // Single keys, off while typing or composing Vietnamese.
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  let after = "";
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && typing(event.target)) {
      const form = event.target.form;
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (!singleKeys || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    const press = (selector) => { const goal = document.querySelector(selector); if (goal) { event.preventDefault(); goal.focus(); goal.click(); return true; } return false; };
    if (after === "g") { after = ""; if (press(`.menu [data-key="${CSS.escape(event.key)}"]`)) return; }
    const rows = [...document.querySelectorAll("[data-row]")];
    const at = rows.indexOf(document.activeElement.closest("[data-row]"));
    const go = (step) => { const row = rows[Math.max(0, Math.min(rows.length - 1, at + step))]; if (row) { event.preventDefault(); (row.querySelector("a, button, input:not([type=hidden]), summary") || row).focus(); } };
    // data-key-row: a key for the row that has the focus; a fold opens and its first field takes the focus
    const pressInRow = (key) => {
      const goal = at >= 0 && [...rows[at].querySelectorAll(`[data-key-row="${CSS.escape(key)}"]`)].find((one) => one.checkVisibility());
      if (!goal) return false;
      event.preventDefault(); goal.focus(); goal.click();
      const field = goal.matches("summary") && goal.parentElement.querySelector("select, input:not([type=hidden]), textarea");
      if (field && goal.parentElement.open) field.focus();
      return true;
    };
    if (event.key === "/") { const box = document.querySelector("form.search input"); if (box) { event.preventDefault(); box.focus(); } }
    else if (event.key === "?") press("[data-keys-help]");
    else if (event.key === "g") { after = "g"; setTimeout(() => { after = ""; }, 1200); }
    else if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (!pressInRow(event.key)) press(`[data-key-page="${CSS.escape(event.key)}"]`);
  });
})();
