// Keys for reviewing without a mouse, and a question before typed text is left behind.
"use strict";
(() => {
  const form = document.querySelector("form");
  if (!form) return;
  const fields = [...form.querySelectorAll("textarea")];
  const isChanged = () => "unsaved" in form.dataset || fields.some((field) => field.value !== field.defaultValue);
  let isSending = false;

  const press = (place) => {
    const button = form.querySelector(`button[name="accept"][value="${CSS.escape(place)}"]`);
    (button || form.querySelector("button.default")).click();
  };

  form.addEventListener("submit", () => { isSending = true; });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged() && !isSending) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const at = fields.indexOf(document.activeElement);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      press(at < 0 ? "" : fields[at].name.slice("text ".length));
    } else if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      press("");
    } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const next = fields[event.key === "ArrowDown" ? at + 1 : Math.max(at, 1) - 1];
      if (next) { next.focus(); next.scrollIntoView({ block: "center" }); }
    }
  });
  for (const field of fields) {
    const fit = () => { field.style.blockSize = "auto"; field.style.blockSize = `${field.scrollHeight + 4}px`; };
    field.addEventListener("input", fit);
    fit();
  }
  document.activeElement?.scrollIntoView?.({ block: "center" });
})();
