// Sign-in pages: show the password, and say in words when a passkey did not work.
"use strict";
document.addEventListener("allauth.error", (event) => {
  const line = document.getElementById("loi-khoa");
  if (!line) return;
  event.preventDefault();
  line.textContent = line.dataset.passkeyError;
  line.hidden = false;
});
document.addEventListener("DOMContentLoaded", () => {
  const words = document.documentElement.lang === "en" ? ["Show", "Hide"] : ["Hiện", "Ẩn"];
  document.querySelectorAll("input[type=password]").forEach((input) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = words[0];
    button.setAttribute("aria-controls", input.id);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const shown = input.type === "text";
      input.type = shown ? "password" : "text";
      button.textContent = words[shown ? 0 : 1];
      button.setAttribute("aria-pressed", String(!shown));
      input.focus();
    });
    input.insertAdjacentElement("afterend", button);
  });
});
