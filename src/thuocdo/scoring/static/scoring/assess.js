// A lost connection is said beside the explanation; what was typed stays, and is sent again until it gets through.
"use strict";
(() => {
  const clock = () => { const now = new Date(); return `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`; };
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      const line = document.getElementById("da-luu");
      const field = event.target.closest && event.target.closest("[data-autosave]");
      if (!line || !field) return;
      line.textContent = (line.dataset.lost || "").replace("{time}", clock());
      setTimeout(() => { if (field.isConnected && window.htmx) window.htmx.trigger(field, "again"); }, 5000);
    });
  }
})();
